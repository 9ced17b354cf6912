package io.wifoe.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.AtomicFile;
import io.wifoe.RandomStream;
import io.wifoe.model.WiFoE;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes that really end in the middle of a training. */
class KilledTrainingTest {
  private static final int KILLS = 8;
  private static final int PREPARED = 2;
  private static final int STEPS = 60;
  private static final int MOST_CHECKPOINTS_OF_A_LIFE = 4;
  private static final int MINUTES_OF_A_LIFE = 10;

  @TempDir
  Path directory;

  /** A training in a process of its own that waits for {@link #go}; what stands before, such as a shell, runs it. */
  private Process prepare(Path run, String... before) throws IOException {
    List<String> command = new ArrayList<>(List.of(before));
    command.addAll(List.of(ProcessHandle.current().info().command().orElse("java"), "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC", "-XX:-UsePerfData", "-cp", System.getProperty("java.class.path"),
        SmallRun.class.getName(), run.toString(), Integer.toString(STEPS)));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile()).start();
  }

  private static Process go(Process process) throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    return process;
  }

  private Path log() {
    return directory.resolve("log.txt");
  }

  @Test
  void killedAtAnyMomentARunEndsWithTheSameBits() throws IOException, InterruptedException {
    Path whole = directory.resolve("whole");
    try (WiFoE model = SmallRun.model()) {
      SmallRun.of(model, whole).steps(STEPS).run();
    }
    Path killed = directory.resolve("killed");
    int withinWrite = 0;
    SplittableRandom random = RandomStream.root(9).random();
    Deque<Process> waiting = new ArrayDeque<>();
    for (int kill = 0; kill < KILLS; kill++) {
      while (waiting.size() < PREPARED) {
        waiting.add(prepare(killed));
      }
      Process process = go(waiting.remove());
      waitForCheckpoints(process, killed, 1 + random.nextInt(MOST_CHECKPOINTS_OF_A_LIFE));
      if (kill % 2 == 0) {
        waitForUnfinishedFile(process, killed);
      } else {
        process.waitFor(random.nextInt(20_000), TimeUnit.MICROSECONDS);
      }
      assertTrue(process.isAlive(), () -> "the run ended on its own: " + read(log()));
      process.destroyForcibly().waitFor();
      withinWrite += unfinished(killed) > 0 ? 1 : 0;
    }
    assertTrue(withinWrite >= KILLS / 5, "only " + withinWrite + " kills within a write");

    Process last = go(waiting.remove());
    waiting.forEach(Process::destroyForcibly);
    assertTrue(last.waitFor(MINUTES_OF_A_LIFE, TimeUnit.MINUTES));
    assertEquals(0, last.exitValue(), () -> read(log()));
    for (String name : new String[] {"checkpoint-" + STEPS + ".safetensors", RunDirectory.MODEL,
        RunDirectory.METRICS}) {
      assertEquals(-1, Files.mismatch(whole.resolve(name), killed.resolve(name)), name);
    }
    assertEquals(0, unfinished(killed));
  }

  /** Who is refused in the same process must not open the directory to others. */
  @Test
  void aRunStaysItsOwnersAfterARefusal() throws IOException {
    Path run = directory.resolve("owned");
    try (WiFoE model = SmallRun.model(); WiFoE second = SmallRun.model()) {
      SmallRun.of(model, run).steps(2).onStep(step -> {
        if (step == 1) {
          Trainer<WiFoE> other = SmallRun.of(second, run).steps(2);
          assertTrue(assertThrows(UncheckedIOException.class, other::run).getCause() instanceof RunInUseException);
          String said = refused(run);
          assertTrue(said.contains("another training is writing this run"), said);
        }
      }).run();
      SmallRun.of(second, run).steps(2).run(); // free again
    }
  }

  /** What another process says that may not train here. */
  private String refused(Path run) {
    try {
      Process process = go(prepare(run));
      assertTrue(process.waitFor(MINUTES_OF_A_LIFE, TimeUnit.MINUTES));
      return read(log());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whenTheProcessIsAskedToEndTheStepIsFinishedAndKept() throws IOException, InterruptedException {
    Path run = directory.resolve("asked");
    Process process = go(prepare(run));
    waitForCheckpoints(process, run, 2);
    process.destroy();
    assertTrue(process.waitFor(MINUTES_OF_A_LIFE, TimeUnit.MINUTES));
    assertFalse(Files.exists(run.resolve("checkpoint-" + STEPS + ".safetensors")), "it ended on its own");
    try (WiFoE model = WiFoE.load(run.resolve(RunDirectory.MODEL))) {
      long steps = model.provenance().get(0).steps();
      assertTrue(Files.exists(run.resolve("checkpoint-" + steps + ".safetensors")), steps + " steps");
    }
    assertEquals(0, unfinished(run));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whenAWriteFailsTheCheckpointBeforeIsUntouched() throws IOException, InterruptedException {
    Path run = directory.resolve("full");
    // 150 KiB a file: enough for the first checkpoint, not for one that holds Adam's arrays too
    Process process = go(prepare(run, "sh", "-c", "ulimit -f 300; exec \"$@\"", "sh"));
    assertTrue(process.waitFor(MINUTES_OF_A_LIFE, TimeUnit.MINUTES));
    assertEquals(1, process.exitValue(), () -> read(log()));
    String sentence = run.resolve("checkpoint-1.safetensors") + ": cannot be written (File too large); what was there "
        + "before is untouched. Make room there or choose another place, and start again";
    assertTrue(read(log()).contains(sentence), () -> read(log()));
    assertEquals(0, unfinished(run));
    assertEquals(0, lastStep(run));
    WiFoE.load(run.resolve("checkpoint-0.safetensors")).close();
  }

  /** Waits until a run has written so many checkpoints more than it has now. */
  private void waitForCheckpoints(Process process, Path run, int count) throws IOException, InterruptedException {
    long goal = lastStep(run) + count;
    while (process.isAlive() && lastStep(run) < goal) {
      process.waitFor(1, TimeUnit.MILLISECONDS);
    }
  }

  private static void waitForUnfinishedFile(Process process, Path run) throws IOException {
    while (process.isAlive() && unfinished(run) == 0) {
      Thread.onSpinWait(); // for the few milliseconds to the next checkpoint
    }
  }

  private static long lastStep(Path run) throws IOException {
    return names(run).stream().filter(name -> name.startsWith("checkpoint-"))
        .mapToLong(name -> Long.parseLong(name.replaceAll("[^0-9]", ""))).max().orElse(-1);
  }

  private static long unfinished(Path run) throws IOException {
    return names(run).stream().filter(name -> AtomicFile.isUnfinished(Path.of(name))).count();
  }

  private static List<String> names(Path run) throws IOException {
    if (!Files.isDirectory(run)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(run)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
