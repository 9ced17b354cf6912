package io.wifoe.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.cli.WifoeCommand;
import io.wifoe.model.WiFoE;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code spark-submit} does with the one jar: Spark's own jars are on the class path, and nothing else. */
class SparkSubmitIT {
  private static final Path SPARK = Path.of(System.getenv("SPARK_HOME")).toAbsolutePath();
  private static final Path JAR = Path.of(System.getProperty("wifoe.submit.jar")).toAbsolutePath();
  private static final String CLASS_PATH = SPARK.resolve("jars") + "/*";

  @TempDir
  Path directory;

  private void submit(String master, String... arguments) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(List.of("--master", master, "--class", WifoeCommand.class.getName(),
        JAR.toString()));
    options.addAll(List.of(arguments));
    Path said = directory.resolve("said");
    ProcessBuilder builder = StandaloneCluster.java(CLASS_PATH, "org.apache.spark.deploy.SparkSubmit",
        options.toArray(String[]::new)).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().keySet().removeAll(Set.of("DJL_OFFLINE", "OPT_OUT_TRACKING")); // as in a shell of one's own
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it takes too long");
      String lines = Files.readString(said);
      assertEquals(0, process.exitValue(), lines);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void here(String... arguments) {
    assertEquals(0, WifoeCommand.commandLine().execute(arguments));
  }

  private static Map<String, float[]> weights(Path run) throws IOException {
    Map<String, float[]> weights = new LinkedHashMap<>();
    try (WiFoE model = WiFoE.load(run.resolve("model.safetensors"))) {
      model.parameters().arrays().forEach((name, array) -> weights.put(name, array.toFloatArray()));
    }
    return weights;
  }

  private static String[] pretrain(Path out) {
    return new String[] {"pretrain", "--task", "T4", "--users", "2", "--scale", "smoke", "--steps", "3", "--batch",
      "16", "--shards", "2", "--out", out.toString()};
  }

  @Test
  void aTrainingEndsWithTheBitsOfOneMachine() throws IOException, InterruptedException {
    Path one = directory.resolve("one");
    Path many = directory.resolve("many");
    here(pretrain(one));
    try (StandaloneCluster machines = new StandaloneCluster(directory, CLASS_PATH, 1)) {
      submit(machines.master(), pretrain(many));
      try (Stream<Path> files = Files.walk(machines.work(0), 2)) {
        assertTrue(files.anyMatch(file -> file.endsWith("0")), "there was no executor");
      }
    }
    Map<String, float[]> expected = weights(one);
    Map<String, float[]> actual = weights(many);
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
  }

  private static String[] channels(Path out) {
    return new String[] {"channels", "generate", "--task", "T4", "--users", "200", "--seed", "4", "--out",
      out.toString()};
  }

  @Test
  void usersOnThisMachinesExecutorsAreTheSame() throws IOException, InterruptedException {
    Path one = directory.resolve("one");
    Path many = directory.resolve("many");
    here(channels(one));
    submit("local-cluster[1,1,1024]", channels(many));
    assertEquals(-1, Files.mismatch(one.resolve("h.npy"), many.resolve("h.npy")));
    assertEquals(-1, Files.mismatch(one.resolve("card.json"), many.resolve("card.json")));
  }

  private static Set<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Set<String> names = new TreeSet<>();
      file.stream().map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/") && !name.equals("module-info.class"))
          .forEach(names::add);
      return names;
    }
  }

  /** Spark's come first, so that a class of the same name would be Spark's, in whatever version it has. */
  @Test
  void noClassOfTheJarIsAlsoSparks() throws IOException {
    Set<String> all = classes(JAR);
    assertTrue(all.contains("io/wifoe/cluster/SparkCluster.class"));
    Set<String> twice = new TreeSet<>();
    try (Stream<Path> jars = Files.list(SPARK.resolve("jars"))) {
      for (Path jar : jars.filter(each -> each.toString().endsWith(".jar")).toList()) {
        Set<String> its = classes(jar);
        its.retainAll(all);
        twice.addAll(its);
      }
    }
    assertEquals(Set.of(), twice);
  }
}
