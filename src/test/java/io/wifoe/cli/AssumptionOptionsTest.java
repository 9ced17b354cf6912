package io.wifoe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.dataset.ChannelCard;
import io.wifoe.task.Assumptions;
import io.wifoe.task.Normalization;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.PilotPower;
import io.wifoe.task.Reading;
import io.wifoe.task.SourceDomain;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.RunConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the paper does not state, on the command line. */
class AssumptionOptionsTest {
  private static final String[] ALL = {"--reading", "standard", "--multipath", "full", "--normalization", "none",
      "--pilot-power", "total", "--source-domain", "umi-only"};
  private static final TaskConfig T1 = PaperTasks.inDomain(
      PaperTasks.T1.withAssumptions(Assumptions.AS_PUBLISHED), SourceDomain.UMI_ONLY);

  @TempDir
  Path folder;

  private static CommandLineRun run(String line, String... more) {
    List<String> args = new ArrayList<>(List.of(line.split(" ")));
    args.addAll(List.of(more));
    CommandLineRun run = CommandLineRun.of(args.toArray(new String[0]));
    assertEquals(0, run.code(), run.err());
    return run;
  }

  @ParameterizedTest
  @ValueSource(strings = {"channels generate", "pretrain", "finetune", "evaluate"})
  void areTheSameOnEveryCommand(String command) {
    String help = run(command + " --help").out();
    for (int i = 0; i < ALL.length; i += 2) {
      assertTrue(help.contains(ALL[i]), help);
    }
  }

  @Test
  void generateKeepsThemInTheCard() throws IOException {
    String set = folder.resolve("set").toString();
    run("channels generate --users 8 --task T1 --out " + set, ALL);
    assertEquals(T1, ChannelCard.read(Path.of(set)).task());
    run("channels generate --users 8 --generator T1 --out " + set, ALL); // the same set
    String usual = folder.resolve("usual").toString();
    run("channels generate --users 8 --task T1 --out " + usual);
    assertEquals(PaperTasks.T1, ChannelCard.read(Path.of(usual)).task());
  }

  @Test
  void evaluateDrawsWhatTheTaskAssumesUnlessTold() {
    String line = "evaluate --users 3 --samples 4 --precoders zf --json --channels ";
    String usual = run(line + "T4").out();
    assertEquals(usual, run(line + "T4:reading=quadriga-like,multipath=dominant-2").out());
    assertEquals(usual, run(line + "T4 --reading quadriga-like --normalization paper-calibrated").out());
    String other = run(line + "T4 --reading standard --multipath full").out();
    assertEquals(other, run(line + "T4:reading=standard,multipath=full").out());
    assertNotEquals(usual, other);
    assertNotEquals(usual, run(line + "T4 --normalization unit-user").out());
    String told = run(line + "T4 --multipath full").err();
    assertTrue(told.contains("multipath full; reading quadriga-like") && told.contains("paper-calibrated"), told);
  }

  @ParameterizedTest
  @CsvSource({"tr38901, QUADRIGA_LIKE", "tr38901:reading=quadriga-like, QUADRIGA_LIKE",
      "tr38901:reading=standard, STANDARD"})
  void aRunSaysWhatItAssumed(String channels, Reading reading) throws IOException {
    Path out = folder.resolve("run");
    run("pretrain --task T4 --users 3 --scale smoke --steps 1 --batch 2 --channels " + channels + " --out " + out);
    Assumptions expected = PaperTasks.T4.assumptions().withReading(reading);
    assertEquals(expected, RunConfig.read(out.resolve("config.json")).tasks().get(0).task().assumptions());
  }

  @Test
  void aModelIsMeasuredWithThePilotsItLearned() throws IOException {
    Path out = folder.resolve("run");
    run("pretrain --task T1 --users 3 --scale smoke --steps 1 --batch 2 --out " + out, ALL);
    TaskConfig task = RunConfig.read(out.resolve("config.json")).tasks().get(0).task();
    assertEquals(T1.toBuilder().users(3).build(), task);
    assertEquals(Normalization.NONE, task.assumptions().normalization());
    String measured = run("evaluate --users 3 --samples 4 --channels data/channels/T1 --model " + out).err();
    assertTrue(measured.contains("as task T1, pilot power " + PilotPower.TOTAL), measured);
    CommandLineRun refused = CommandLineRun.of("evaluate", "--users", "3", "--samples", "4", "--channels",
        "data/channels/T1", "--model", out.toString(), "--pilot-power", "per-antenna");
    assertEquals(2, refused.code());
    assertTrue(refused.err().contains("learned with pilot power total"), refused.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate --channels data/channels/T4 --reading standard",
      "evaluate --channels rayleigh:antennas=8 --multipath full",
      "evaluate --channels T4 --pilot-power total",
      "evaluate --channels T4 --source-domain rma",
      "pretrain --task T4 --channels data/channels/T4 --multipath full --out OUT",
      "channels generate --generator rayleigh:antennas=8 --reading standard --out OUT"})
  void whatCannotBeFollowedIsRefused(String line) {
    CommandLineRun run = CommandLineRun.of(line.replace("OUT", folder.resolve("out").toString()).split(" "));
    assertEquals(2, run.code(), run.err());
  }
}
