package io.wifoe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.cli.WifoeCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** What the README says to type does what it says. */
class ReadmeTest {
  private static final Pattern PROPERTY = Pattern.compile("<([a-z-]+)\\.version>([^<]+)</");

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```").matcher(Files.readString(Path.of("README.md")))
        .results().map(match -> match.group(1)).toList();
  }

  /** The training has two small steps in place of 1,500, and y_k is zero: the rest is as it stands. */
  @Test
  void itsJavaCompilesAndRuns(@TempDir Path folder) throws Exception {
    List<String> snippets = blocks("java");
    assertEquals(2, snippets.size());
    String java = snippets.get(0) + "var received = io.wifoe.channel.ComplexMatrices.zeros(5, 4, 18);\n"
        + snippets.get(1) + "System.out.println(v);\n";
    String quick = java.replace(".steps(1_500).batch(256)", ".steps(2).batch(8)").replace(".users(4).snrDb(0, 10, 20)",
        ".users(4).snrDb(0, 10, 20).samples(10)");
    assertTrue(quick.contains(".steps(2)") && quick.contains(".samples(10)"), quick);
    String imports = quick.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
    String body = quick.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
    Path source = Files.writeString(folder.resolve("Snippet.java"), imports + "\npublic class Snippet {\n"
        + "public static void main(String[] args) throws Exception {\n" + body + "\n}\n}\n");
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int code = ToolProvider.getSystemJavaCompiler().run(null, null, errors, "-proc:none", "-d", folder.toString(),
        "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        source.toString());
    assertEquals(0, code, errors.toString(StandardCharsets.UTF_8));
    String printed = printed(() -> {
      try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
        loader.loadClass("Snippet").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
      }
    });
    assertTrue(printed.contains("sum rate in bps/Hz") && printed.contains("WMMSE") && printed.contains("WiFo-E"),
        printed);
    assertTrue(printed.contains("(5, 4, 96) complex"), "V: " + printed);
  }

  private interface Action {
    void run() throws Exception;
  }

  private static String printed(Action action) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String version() throws IOException {
    return Pattern.compile("<artifactId>wifoe</artifactId>\\s*<version>([^<]+)<")
        .matcher(Files.readString(Path.of("pom.xml"))).results().findFirst().orElseThrow().group(1);
  }

  @Test
  void itsCommandsAreCommandsWithTheseOptions() throws IOException {
    List<String> lines = blocks("bash").stream().flatMap(String::lines).filter(line -> !line.isBlank()).toList();
    assertTrue(lines.size() >= 12, lines.toString());
    for (String line : lines) {
      List<String> words = Stream.of(line.replaceAll("\\s+#.*", "").trim().split("\\s+")).toList();
      boolean installed = List.of("mvn", "spark-submit").contains(words.get(0));
      assertTrue(installed || Files.isExecutable(Path.of(words.get(0))), line);
      int jar = words.indexOf("target/wifoe-" + version() + "-spark.jar");
      assertEquals(words.get(0).equals("spark-submit"), jar > 0, line);
      if (words.get(0).equals("environment/wifoe") || jar > 0) {
        CommandLine commandLine = WifoeCommand.commandLine();
        ParseResult parsed = commandLine.parseArgs(words.subList(Math.max(jar, 0) + 1, words.size())
            .toArray(String[]::new));
        assertTrue(parsed.hasSubcommand(), line);
      }
    }
  }

  @Test
  void itsVersionsAreThoseOfThePom() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    var versions = PROPERTY.matcher(pom).results()
        .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
    String wifoe = version();
    String pytorch = versions.get("pytorch");
    String jni = pytorch + "-" + versions.get("djl");
    String maven = blocks("xml").get(0);
    Matcher named = Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)<").matcher(maven);
    assertEquals(List.of("wifoe " + wifoe, "pytorch-native-cpu " + pytorch, "pytorch-jni " + jni),
        named.results().map(match -> match.group(1) + " " + match.group(2)).toList());
    String gradle = blocks("groovy").get(0);
    for (String dependency : List.of("'io.wifoe:wifoe:" + wifoe + "'",
        "'ai.djl.pytorch:pytorch-native-cpu:" + pytorch + ":linux-x86_64'",
        "'ai.djl.pytorch:pytorch-jni:" + jni + "'")) {
      assertTrue(gradle.contains(dependency), gradle);
    }
  }
}
