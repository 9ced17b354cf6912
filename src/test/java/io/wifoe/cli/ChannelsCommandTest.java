package io.wifoe.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wifoe.RandomStream;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.task.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsCommandTest {
  @TempDir Path folder;

  @Test
  void generatedExportedAndImportedChannelsAreTheSame() throws IOException {
    Path set = folder.resolve("set");
    Path file = folder.resolve("h.mat");
    Path again = folder.resolve("again");
    CommandLineRun generated = CommandLineRun.of("channels", "generate", "--generator", "rayleigh:antennas=8",
        "--users", "40", "--seed", "7", "--out", set.toString(), "--json");
    assertEquals(0, generated.code(), generated.err());
    JsonNode card = new ObjectMapper().readTree(generated.out());
    assertEquals(40, card.get("users").asInt());
    assertEquals(7, card.get("seed").asInt());
    assertTrue(generated.err().contains("users 40 of 40"), generated.err());
    assertEquals(0, CommandLineRun.of("channels", "export", set.toString(), "--format", "mat", "--out",
        file.toString()).code());
    CommandLineRun imported = CommandLineRun.of("channels", "import", file.toString(), "--variable", "h", "--out",
        again.toString());
    assertEquals(0, imported.code(), imported.err());
    RandomStream stream = RandomStream.root(1);
    assertArrayEquals(ChannelDataset.open(set).batch(3, 20, stream).values(),
        ChannelDataset.open(again).normalized(Normalization.NONE).batch(3, 20, stream).values());
  }

  /** Published figures of these generators hold for their channels as they come, whichever command gets them. */
  @Test
  void aGeneratorWithoutPathGainIsNotNormalisedUnlessThatIsAsked() throws IOException {
    for (String[] normalization : new String[][] {{}, {"--normalization", "unit-user"}}) {
      String expected = normalization.length == 0 ? "none" : "unit-user";
      String generator = "few-path:antennas=64,paths=2,spread=30";
      List<String> generate = new ArrayList<>(List.of("channels", "generate", "--generator", generator, "--users", "9",
          "--out", folder.resolve(expected).toString(), "--json"));
      generate.addAll(List.of(normalization));
      CommandLineRun generated = CommandLineRun.of(generate.toArray(String[]::new));
      assertEquals(expected, new ObjectMapper().readTree(generated.out()).get("normalization").asText());
      Path run = folder.resolve("run-" + expected);
      List<String> pretrain = new ArrayList<>(List.of("pretrain", "--task", "T4", "--users", "2", "--channels",
          generator, "--scale", "smoke", "--steps", "1", "--out", run.toString()));
      pretrain.addAll(List.of(normalization));
      CommandLineRun trained = CommandLineRun.of(pretrain.toArray(String[]::new));
      assertEquals(0, trained.code(), trained.err());
      JsonNode config = new ObjectMapper().readTree(run.resolve("config.json").toFile());
      assertEquals(expected, config.at("/tasks/0/task/assumptions/normalization").asText());
    }
  }

  @Test
  void whereNothingCanBeWrittenThePlaceIsNamedAsItWasGiven() throws IOException {
    Path place = Files.createFile(folder.resolve("file")).resolve("set");
    CommandLineRun run = CommandLineRun.of("channels", "generate", "--generator", "rayleigh:antennas=8", "--users", "4",
        "--out", place.toString());
    String sentence = "wifoe: " + place + ": cannot be written (file already exists)";
    assertTrue(run.code() != 0 && run.err().contains(sentence), run.err());
  }

  @Test
  void aTaskOfTheTableIsGeneratedWithItsReading() throws IOException {
    Path set = folder.resolve("t4");
    CommandLineRun run = CommandLineRun.of("channels", "generate", "--task", "T4", "--reading", "quadriga-like",
        "--multipath", "dominant-2", "--users", "20", "--out", set.toString());
    assertEquals(0, run.code(), run.err());
    CommandLineRun info = CommandLineRun.of("channels", "info", set.toString(), "--json");
    JsonNode card = new ObjectMapper().readTree(info.out());
    assertEquals(64, card.get("antennas").asInt());
    assertEquals("quadriga-like", card.get("reading").asText());
    assertEquals("dominant-2", card.at("/task/assumptions/multipath").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "channels generate --out OUT",
      "channels generate --task T99 --out OUT",
      "channels generate --task T1 --generator rayleigh:antennas=8 --out OUT",
      "channels generate --generator rayleigh:antennas=8 --reading standard --out OUT",
      "channels generate --generator rayleigh:antennas=0 --out OUT",
      "channels generate --generator rayleigh:antennas=8 --users 0 --out OUT",
      "channels generate --task T1 --reading aloud --out OUT",
      "channels generate --task T1",
      "channels import nothing.npy --out OUT",
      "channels import nothing.npy",
      "channels info nothing",
      "channels export nothing --out OUT.mat",
      "channels",
      "",
      "paint",
  })
  void badInputEndsWithASentenceAndCodeTwo(String command) {
    Path out = folder.resolve("out");
    String[] args = command.isEmpty() ? new String[0] : command.replace("OUT", out.toString()).split(" ");
    CommandLineRun run = CommandLineRun.of(args);
    assertEquals(2, run.code(), run.err());
    assertTrue(run.err().startsWith("wifoe: ") && run.err().strip().length() > 20, run.err());
    assertFalse(run.err().contains("Exception"), run.err());
    assertEquals("", run.out());
    assertFalse(Files.exists(out));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "channels --help", "channels generate --help", "channels import --help",
      "channels info --help", "channels export --help", "evaluate --help"})
  void everyCommandHasHelp(String command) {
    CommandLineRun run = CommandLineRun.of(command.split(" "));
    assertEquals(0, run.code());
    assertTrue(run.out().startsWith("Usage: wifoe"), run.out());
  }
}
