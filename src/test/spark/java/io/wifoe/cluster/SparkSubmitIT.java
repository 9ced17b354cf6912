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
  private static final Path JAR = Path.of(System.getProperty("wifoe.submit.jar")).toAbsolutePath();
  private static final Path SPARK = Path.of(System.getenv("SPARK_HOME"), "jars").toAbsolutePath();

  @TempDir
  Path directory;

  /** Events of Spark go to {@code events}. */
  private void submit(String master, String... arguments) throws IOException, InterruptedException {
    Path events = Files.createDirectory(directory.resolve("events"));
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx600m", "-cp", SPARK + "/*", "org.apache.spark.deploy.SparkSubmit", "--master", master,
        "--conf", "spark.eventLog.enabled=true", "--conf", "spark.eventLog.compress=false",
        "--conf", "spark.eventLog.dir=" + events.toUri(), "--class", WifoeCommand.class.getName(), JAR.toString()));
    command.addAll(List.of(arguments));
    Path said = directory.resolve("said");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().keySet().removeAll(Set.of("DJL_OFFLINE", "OPT_OUT_TRACKING")); // as in a shell of one's own
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(10, TimeUnit.MINUTES), "it takes too long");
      String lines = Files.readString(said);
      assertEquals(0, process.exitValue(), lines);
    } finally {
      process.destroyForcibly();
    }
  }

  private String events() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory.resolve("events"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  private static Map<String, float[]> weights(Path run) throws IOException {
    Map<String, float[]> weights = new LinkedHashMap<>();
    try (WiFoE model = WiFoE.load(run.resolve("model.safetensors"))) {
      model.parameters().arrays().forEach((name, array) -> weights.put(name, array.toFloatArray()));
    }
    return weights;
  }

  private static String[] pretrain(Path out) {
    return new String[] {"pretrain", "--task", "T4", "--users", "2", "--scale", "smoke", "--steps", "3",
      "--batch", "16", "--shards", "2", "--out", out.toString()};
  }

  /** Its executors are processes that have the jar from Spark. */
  @Test
  void aTrainingEndsWithTheBitsOfOneMachine() throws IOException, InterruptedException {
    Path one = directory.resolve("one");
    Path many = directory.resolve("many");
    assertEquals(0, WifoeCommand.commandLine().execute(pretrain(one)));
    submit("local-cluster[1,1,1024]", pretrain(many));
    assertTrue(events().contains("SparkListenerTaskEnd"), "no executor had anything to do");
    Map<String, float[]> expected = weights(one);
    Map<String, float[]> actual = weights(many);
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
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
    try (Stream<Path> jars = Files.list(SPARK)) {
      for (Path jar : jars.filter(each -> each.toString().endsWith(".jar")).toList()) {
        Set<String> its = classes(jar);
        its.retainAll(all);
        twice.addAll(its);
      }
    }
    assertEquals(Set.of(), twice);
  }
}
