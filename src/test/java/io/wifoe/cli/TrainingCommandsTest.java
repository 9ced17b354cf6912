package io.wifoe.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wifoe.model.WiFoE;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings of a few steps, in this process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainingCommandsTest {
  private static final String SOURCE = "rayleigh:antennas=8";
  private static final int STEPS = 4;

  private Path folder;
  private Path mine;
  private Path run;
  private JsonNode result;

  @BeforeAll
  void pretrain(@TempDir Path shared) throws IOException {
    folder = shared;
    mine = task("mine");
    run = folder.resolve("run");
    result = json("pretrain", "--tasks", mine.toString(), "--channels", SOURCE, "--users", "2..3", "--scale", "smoke",
        "--steps", "" + STEPS, "--batch", "8", "--quantizer", "soft-to-hard", "--snr", "0..20", "--threads", "1",
        "--seed", "3", "--out", run.toString(), "--json");
  }

  private Path task(String name) throws IOException {
    TaskConfig task = TaskConfig.builder().name(name).array(AntennaArray.ula(8)).pilotLength(4).feedbackBits(6)
        .users(2, 4).build();
    return Files.writeString(folder.resolve(name + ".json"), task.toJson());
  }

  private static CommandLineRun good(String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertEquals(0, run.code(), run.err());
    return run;
  }

  private static JsonNode json(String... arguments) throws IOException {
    CommandLineRun run = good(arguments);
    assertEquals(1, run.out().lines().count(), run.out());
    return new ObjectMapper().readTree(run.out());
  }

  private CommandLineRun finetune(Path out, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("finetune", "--from", run.toString(), "--task",
        task("other").toString(), "--channels", SOURCE, "--users", "2", "--scale", "smoke", "--steps", "2", "--batch",
        "4", "--out", out.toString()));
    arguments.addAll(List.of(more));
    return good(arguments.toArray(String[]::new));
  }

  private static boolean same(Path one, Path other, Predicate<String> names) throws IOException {
    try (WiFoE a = WiFoE.load(one.resolve("model.safetensors"));
        WiFoE b = WiFoE.load(other.resolve("model.safetensors"))) {
      return a.parameters().arrays().entrySet().stream().filter(entry -> names.test(entry.getKey())).allMatch(entry ->
          Arrays.equals(entry.getValue().toFloatArray(), b.parameters().get(entry.getKey()).toFloatArray()));
    }
  }

  @Test
  void aTrainingSaysWhatItDid() throws IOException {
    assertEquals(STEPS, result.get("steps").asInt());
    assertEquals("[\"mine\"]", result.get("tasks").toString());
    assertEquals(STEPS * 8, result.get("samples").asInt());
    try (WiFoE model = WiFoE.load(Path.of(result.get("model").asText()))) {
      assertEquals(model.parameters().size(), result.get("parameters").asLong());
      assertEquals(2, model.configurations().size());
      assertEquals("SOFT_TO_HARD", model.config().quantizer().name());
    }
  }

  @Test
  void theSameCommandReadsTheRunAndAnotherSeedIsRefused() throws IOException {
    byte[] before = Files.readAllBytes(run.resolve("model.safetensors"));
    String config = run.resolve("config.json").toString();
    CommandLineRun again = good("pretrain", "--config", config, "--out", run.toString());
    assertTrue(again.err().contains("all 4 of 4 steps are done"), again.err());
    assertArrayEquals(before, Files.readAllBytes(run.resolve("model.safetensors")));
    CommandLineRun other = CommandLineRun.of("pretrain", "--config", config, "--seed", "4", "--out", run.toString());
    assertEquals(2, other.code());
    assertTrue(other.err().contains("holds a run with another config"), other.err());
    CommandLineRun tasks = CommandLineRun.of("pretrain", "--config", config, "--tasks", "T8,T9", "--out",
        run.toString());
    assertEquals(2, tasks.code());
    assertTrue(tasks.err().contains("(its tasks is mine, asked for is T8, T9)"), tasks.err());
  }

  @Test
  void sizesThatTrainNothingAreRefusedByName() {
    String out = folder.resolve("nothing").toString();
    Map.of("--batch", "a batch of 0 samples trains nothing; the number starts at 1",
        "--threads", "0 threads do no work; the number starts at 1").forEach((option, sentence) -> {
          CommandLineRun refused = CommandLineRun.of("pretrain", "--tasks", mine.toString(), "--channels", SOURCE,
              "--users", "2..3", "--scale", "smoke", option, "0", "--out", out);
          assertEquals(2, refused.code());
          assertTrue(refused.err().contains(sentence), refused.err());
          assertFalse(Files.exists(Path.of(out)));
        });
  }

  @Test
  void aRunsConfigStartsTheSameRun() throws IOException {
    Path copy = folder.resolve("copy");
    good("pretrain", "--config", run.resolve("config.json").toString(), "--out", copy.toString());
    assertEquals(-1, Files.mismatch(run.resolve("config.json"), copy.resolve("config.json")));
    assertEquals(-1, Files.mismatch(run.resolve("model.safetensors"), copy.resolve("model.safetensors")));
    Path longer = folder.resolve("longer");
    assertEquals(STEPS + 1, json("pretrain", "--config", run.resolve("config.json").toString(), "--steps",
        "" + (STEPS + 1), "--out", longer.toString(), "--json").get("steps").asInt());
  }

  @Test
  void heldOutUsersAreMeasuredAndTheConfigTellsWhich() throws IOException {
    Path held = folder.resolve("held");
    good("pretrain", "--tasks", mine.toString(), "--channels", SOURCE, "--users", "2..3", "--scale", "smoke", "--steps",
        "12", "--batch", "8", "--hold-out", "0.2", "--validate-every", "3", "--patience", "2", "--load-balancing",
        "0.1", "--heads-per-task", "--out", held.toString());
    int measured = 0;
    for (JsonNode point : json("runs", "show", held.toString(), "--json").get("curve")) {
      assertEquals(point.get("step").asInt() % 3 == 0, !point.get("validation").isNull(), point.toString());
      measured += point.get("validation").isNull() ? 0 : 1;
    }
    assertTrue(measured >= 2, measured + " measurements");
    JsonNode row = json("evaluate", "--held-out", held.toString(), "--model", held.toString(), "--users", "2",
        "--samples", "50", "--json").get(0);
    assertTrue(row.get("sumRate").asDouble() > 0, row.toString());
    Path nobody = folder.resolve("nobody-held-out");
    good("pretrain", "--tasks", mine.toString(), "--channels", SOURCE, "--users", "2..3", "--scale", "smoke", "--steps",
        "2", "--batch", "8", "--hold-out", "0", "--out", nobody.toString());
    CommandLineRun none = CommandLineRun.of("evaluate", "--held-out", nobody.toString());
    assertTrue(none.err().contains("kept no channels back"), none.err());
    Path copy = folder.resolve("held-copy");
    good("pretrain", "--config", held.resolve("config.json").toString(), "--out", copy.toString());
    assertEquals(-1, Files.mismatch(held.resolve("config.json"), copy.resolve("config.json")));
    assertEquals(-1, Files.mismatch(held.resolve("model.safetensors"), copy.resolve("model.safetensors")));
  }

  @Test
  void fineTuningKeepsTheTrunkUnlessItIsFullOrTheTrunkIsRandom() throws IOException {
    Path frozen = folder.resolve("frozen");
    CommandLineRun command = finetune(frozen, "--samples", "20");
    assertTrue(command.err().contains("in 20 samples for each K"), command.err());
    assertTrue(same(run, frozen, name -> true)); // all that the pretrained model has
    Path full = folder.resolve("full");
    finetune(full, "--full");
    assertFalse(same(run, full, name -> name.startsWith("trunk/")));
    Path random = folder.resolve("random");
    finetune(random, "--random-trunk", "--seed", "8");
    assertFalse(same(frozen, random, name -> name.equals("trunk/blk0/Wo")));

    Path again = folder.resolve("again");
    good("finetune", "--from", run.toString(), "--config", frozen.resolve("config.json").toString(), "--out",
        again.toString());
    assertTrue(same(frozen, again, name -> true));
  }

  @Test
  void modelForAnyArrayIsTaughtFromWhatItsGeometryGives() throws IOException {
    Path tuned = folder.resolve("tuned");
    good("finetune", "--from", "any-array", "--task", "T12", "--users", "3", "--scale", "smoke", "--steps", "1", "--batch",
        "2", "--rate", "1e-7", "--out", tuned.toString());
    JsonNode rows = json("evaluate", "--channels", "T12", "--model", tuned.toString(), "--users", "3", "--samples", "60",
        "--share-of-wmmse", "--json");
    assertTrue(rows.get(0).get("shareOfWmmse").asDouble() > 0.7, rows.toString());
  }

  @Test
  void modelsAreEvaluatedLikePrecoders() throws IOException {
    JsonNode rows = json("evaluate", "--channels", SOURCE, "--model", run.toString(), "--model",
        run.resolve("model.safetensors").toString(), "--precoders", "zf", "--users", "2..3", "--samples", "300",
        "--json");
    assertEquals(6, rows.size());
    assertEquals("ZF", rows.get(0).get("scheme").asText());
    assertEquals("WiFo-E " + run, rows.get(1).get("scheme").asText());
    assertEquals(rows.get(1).get("sumRate"), rows.get(2).get("sumRate"));
    assertTrue(rows.get(1).get("ci95").asDouble() > 0);
    JsonNode alone = json("evaluate", "--channels", SOURCE, "--model", run.toString(), "--users", "2", "--samples",
        "300", "--json");
    assertEquals(1, alone.size());
    assertEquals("WiFo-E", alone.get(0).get("scheme").asText());
    assertEquals(rows.get(1).get("sumRate"), alone.get(0).get("sumRate"));
  }

  @Test
  void aRunIsShownWithItsCurve() throws IOException {
    Path chart = folder.resolve("curve.png");
    String text = good("runs", "show", run.toString(), "--chart", chart.toString()).out();
    assertTrue(text.contains("4 of 4 steps") && text.contains("sum rate") && text.contains("mine: "), text);
    assertTrue(ImageIO.read(chart.toFile()).getWidth() > 500);
    JsonNode shown = json("runs", "show", run.toString(), "--json");
    assertTrue(shown.get("finished").asBoolean());
    assertEquals(STEPS, shown.get("curve").size());
    assertEquals(result.get("sumRate"), shown.get("curve").get(STEPS - 1).get("training"));
  }

  @Test
  void aRunIsMadeCompact() throws IOException {
    Path file = folder.resolve("compact.safetensors");
    String text = good("runs", "compact", run.toString(), "--out", file.toString()).out();
    assertTrue(text.contains("bytes: WiFo-E"), text);
    try (WiFoE whole = WiFoE.load(run.resolve("model.safetensors")); WiFoE compact = WiFoE.load(file)) {
      assertEquals(whole.configurations(), compact.configurations());
      assertTrue(compact.config().headsPerTask());
      assertTrue(Files.size(file) < Files.size(run.resolve("model.safetensors")) / 2);
    }
    assertEquals(2, CommandLineRun.of("runs", "compact", run.toString(), "--out", file.toString()).code());
  }

  @Test
  void theBenchmarkMeasuresATinyModel() throws IOException {
    JsonNode report = json("bench", "train", "--width", "16", "--blocks", "1", "--threads", "1", "--batch", "108",
        "--steps", "1", "--tokens", "100", "--memory-steps", "200", "--json");
    assertTrue(report.at("/training/0/samplesPerSecond").asDouble() > 0);
    assertTrue(report.at("/experts/0/ratio").asDouble() > 0);
    assertTrue(report.at("/latency/0/precodeMilliseconds").asDouble() > 0);
    assertTrue(report.at("/memory/0/step100MiB").asLong() > 0);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "pretrain --out OUT | say which tasks to train with --tasks",
      "pretrain --tasks T1 | Missing required option: '--out=DIR'",
      "pretrain --tasks T9..T1 --out OUT | tasks T9..T1: the range does not rise",
      "pretrain --tasks T1,T1 --out OUT | there are two named T1",
      "pretrain --tasks T77 --out OUT | \"T77\" is not a task of Table I",
      "pretrain --tasks none.json --out OUT | none.json: there is no such file",
      "pretrain --tasks T1 --scale huge --out OUT | \"huge\" is no scale; there are [smoke",
      "pretrain --tasks T1 --snr loud --out OUT | --snr \"loud\" is not a number or a range such as 0..20",
      "pretrain --tasks T1 --snr 0...20 --out OUT | --snr \"0...20\" is not a number or a range such as 0..20",
      "pretrain --tasks T1 --snr 20..0 --out OUT | an SNR range of 20.0 to 0.0 dB must rise",
      "pretrain --tasks T1 --users 2,5 --out OUT | --users 2,5 has gaps",
      "pretrain --tasks T1 --steps 0 --out OUT | a training of 0 steps does nothing",
      "pretrain --tasks T1 --quantizer loud --out OUT | \"loud\" is no quantizer; there are clipped, annealed-tanh",
      "pretrain --tasks T1 --quantizer perfect --out OUT | \"perfect\" is no quantizer; there are clipped",
      "pretrain --tasks T1 --batch 8 --batch-per-configuration 2 --out OUT | exclude each other",
      "evaluate --users 3 | say what to measure on, either with --channels or with --held-out RUN",
      "pretrain --tasks T1 --channels rayleigh:antennas=8 --out OUT | channels of 8 antennas do not fit T1",
      "pretrain --tasks T1 --channels tr38901:reading=aloud --out OUT | \"aloud\" is no reading; there are standard",
      "pretrain --tasks T1 --hold-out 1 --out OUT | a held-out share of 1.0 must be at least 0 and below 1",
      "pretrain --tasks T1 --task-weights heavy --out OUT | \"heavy\" is no weighting of tasks; there are uniform",
      "pretrain --config none.json --out OUT | none.json: there is no such file",
      "pretrain --config MINE --out OUT | is no run's config",
      "finetune --from OUT --task T1 --out OUT | OUT: there is no such file",
      "finetune --from any-array --task T10,T11 --out OUT | a model for any array becomes one for a single task, not for "
          + "[T10, T11]",
      "finetune --from no-model --task T1 --out OUT | no-model: there is no such file or directory, nor a model of this "
          + "name that ships with the library: there are any-array, compact-group1",
      "finetune --from RUN --task T1 --samples 0 --out OUT | --samples 0: a training needs at least one",
      "finetune --from RUN --task T1 --full --random-trunk --out OUT | --full and --random-trunk exclude each other",
      "evaluate --channels rayleigh:antennas=8 --model RUN | serves task mine with [2, 3] users, not each of",
      "evaluate --channels rayleigh:antennas=4 --model RUN --users 2 | serves no task with the channels' 4 antennas",
      "evaluate --channels rayleigh:antennas=8 --model RUN --task T1 --users 2 | has no parts for task T1; it serves",
      "evaluate --channels rayleigh:antennas=8 --task T1 | there is no --model",
      "runs show OUT | OUT: is no run directory; it has no config.json",
      "runs show RUN --chart curve.gif | --chart curve.gif does not end in .png",
      "runs | a command is missing; there are show and compact",
      "bench | a benchmark is missing; there are train and learn",
      "bench train --threads 0 | --threads 0: the numbers start at 1",
      "bench train --memory-steps 50 | --memory-steps 50 must be 0 or at least 200",
  })
  void badInputEndsWithASentenceAndCodeTwo(String command, String sentence) {
    Path out = folder.resolve("bad");
    String[] arguments = command.replace("OUT", out.toString()).replace("RUN", run.toString())
        .replace("MINE", mine.toString()).split(" ");
    CommandLineRun bad = CommandLineRun.of(arguments);
    assertEquals(2, bad.code(), bad.err());
    assertTrue(bad.err().contains(sentence.replace("OUT", out.toString())), bad.err());
    assertFalse(bad.err().contains("Exception"), bad.err());
    assertEquals("", bad.out());
    assertFalse(Files.exists(out));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pretrain --help", "finetune --help", "runs show --help", "bench train --help"})
  void everyCommandHasHelp(String command) {
    assertTrue(good(command.split(" ")).out().startsWith("Usage: wifoe"));
  }
}
