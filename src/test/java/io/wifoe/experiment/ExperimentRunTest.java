package io.wifoe.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.Json;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Scenario;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Scale;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments that are shared, left, killed and damaged end with what they would have ended with. */
class ExperimentRunTest {
  @TempDir
  Path directory;

  private static TableTwo experiment() {
    TaskConfig tiny = TaskConfig.builder().name("a").array(AntennaArray.upa(4, 2)).pilotLength(3).feedbackBits(4)
        .users(2).channels(Scenario.UMI_LOS).build();
    return TableTwo.of(List.of(tiny)).scale(Scale.SMOKE).steps(3).learningRates(1e-2).testSamples(10).snrDb(10)
        .threads(1).progress(null);
  }

  /** What a cell measured; its seconds differ from time to time. */
  private static List<String> figures(ExperimentResult result) {
    return result.cells().stream().map(cell -> cell.cell().name() + cell.trials() + cell.rate() + cell.measurements())
        .toList();
  }

  private Path cell(String name) {
    return directory.resolve("cells").resolve(name + ".json");
  }

  @Test
  void whatWasLeftHalfWayEndsAsIfNothingHadHappened() throws IOException {
    List<String> whole = figures(experiment().run());
    Thread worker = Thread.currentThread();
    OutputStream interruptsTheSecondTraining = new OutputStream() {
      private final StringBuilder said = new StringBuilder();

      @Override
      public void write(int b) {
        said.append((char) b);
        if (said.toString().endsWith("cell cep-a-1")) {
          worker.interrupt();
        }
      }
    };
    TableTwo left = experiment().out(directory).progress(new PrintStream(interruptsTheSecondTraining, true));
    assertThrows(CancellationException.class, left::run);
    Thread.interrupted();
    assertTrue(Files.exists(cell("dsc-a-1")) && !Files.exists(cell("cep-a-1")), "it was not left half-way");
    assertFalse(ExperimentResult.read(directory).allDone());
    byte[] before = Files.readAllBytes(cell("dsc-a-1"));

    ExperimentResult resumed = experiment().out(directory).run();
    assertEquals(whole, figures(resumed));
    assertEquals(new String(before, StandardCharsets.UTF_8), Files.readString(cell("dsc-a-1")), "it was done twice");
    assertTrue(resumed.allDone());
    assertEquals(resumed, ExperimentResult.read(directory));
    assertEquals(resumed, Json.read(Files.readString(directory.resolve(ExperimentRun.RESULT)), ExperimentResult.class));
    assertFalse(Files.exists(directory.resolve("work").resolve("mtl-1")), "trainings of done cells are left");
  }

  @Test
  void severalWorkersDoNoCellTwice() throws IOException, InterruptedException, ExecutionException {
    ExperimentPlan plan = experiment().plan();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    ExecutorService workers = Executors.newFixedThreadPool(3);
    List<Future<ExperimentResult>> results = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      results.add(workers.submit(() -> new ExperimentRun(plan, Hardware.cpu(1), out).in(directory, plan.cells())));
    }
    List<String> whole = figures(experiment().run());
    for (Future<ExperimentResult> result : results) {
      assertEquals(whole, figures(result.get()));
    }
    workers.shutdown();
    List<String> done = Pattern.compile("cell (\\S+),").matcher(said.toString(StandardCharsets.UTF_8)).results()
        .map((MatchResult match) -> match.group(1)).sorted().toList();
    assertEquals(plan.cells().stream().map(Cell::name).sorted().toList(), done);
  }

  @Test
  void aHalfWrittenCellIsDoneAgain() throws IOException {
    List<String> whole = figures(experiment().out(directory).run());
    String text = Files.readString(cell("zf-a"));
    Files.writeString(cell("zf-a"), text.substring(0, text.length() / 2));
    assertEquals(whole.size() - 1, ExperimentResult.read(directory).cells().size());
    assertEquals(whole, figures(experiment().out(directory).run()));
    assertTrue(ExperimentResult.read(directory).allDone());
  }

  @Test
  void aDeadOwnersCellIsTakenOverAndALivingOnesIsNot() throws IOException {
    ExperimentPlan plan = experiment().plan();
    Cell cell = plan.cell("zf-a");
    AtomicLong now = new AtomicLong();
    CellDirectory store = CellDirectory.open(directory, plan, now::get);
    Path file = directory.resolve("claims/zf-a.json");
    Files.writeString(file, Json.line(new Claim.Content("somebody", 1, 7)));
    assertNull(store.claim(cell), "a claim that was never seen before may be alive");
    now.addAndGet(CellDirectory.NANOS_TO_DEATH);
    assertNull(store.claim(cell), "too early");
    Files.writeString(file, Json.line(new Claim.Content("somebody", 1, 8)));
    now.addAndGet(CellDirectory.NANOS_TO_DEATH);
    assertNull(store.claim(cell), "its heart has beaten meanwhile");
    now.addAndGet(CellDirectory.NANOS_TO_DEATH + 1);
    try (Claim taken = store.claim(cell)) {
      assertNotNull(taken, "its owner is dead");
      assertNull(CellDirectory.open(directory, plan).claim(cell), "two have it now");
    }
    assertFalse(Files.exists(file), "a claim that was given up is left");
    Files.writeString(file, "{\"owner\":");
    assertNull(store.claim(cell));
    now.addAndGet(CellDirectory.NANOS_TO_DEATH + 1);
    try (Claim taken = store.claim(cell)) {
      assertNotNull(taken, "a damaged claim blocks its cell for ever");
    }
  }

  /** Whose claim is taken for dead, for example since it was stopped for a while, and who goes on with its training. */
  @Test
  @SuppressWarnings("try") // held is held, and not used otherwise
  void aTrainingThatSomebodyElseWritesIsWaitedFor() throws Exception {
    int all = experiment().plan().cells().size();
    Path training = Files.createDirectories(directory.resolve("work/stl-a-1/training"));
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (RandomAccessFile file = new RandomAccessFile(training.resolve(".lock").toFile(), "rw")) {
      Future<ExperimentResult> waiting;
      try (FileLock held = file.getChannel().lock()) {
        waiting = other.submit(() -> experiment().out(directory).run());
        while (!waiting.isDone() && done() < all - 1) {
          Thread.sleep(20);
        }
        assertFalse(waiting.isDone());
      }
      assertEquals(all, waiting.get().cells().size());
    } finally {
      other.shutdownNow();
    }
  }

  private long done() throws IOException {
    Path cells = directory.resolve("cells");
    if (!Files.exists(cells)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(cells)) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }

  @Test
  void anotherExperimentsDirectoryIsRefused() throws IOException {
    ExperimentPlan plan = experiment().plan();
    new ExperimentRun(plan, Hardware.cpu(1), null).begin(directory);
    TableTwo longer = experiment().steps(4).out(directory);
    IOException refused = assertThrows(IOException.class, longer::run);
    assertTrue(refused.getMessage().contains("differs in cell dsc-a-1"), refused.getMessage());
    TableTwo laptop = experiment().scale(Scale.LAPTOP).out(directory);
    refused = assertThrows(IOException.class, laptop::run);
    assertTrue(refused.getMessage().contains("holds table-two at scale smoke, not table-two at scale laptop"),
        refused.getMessage());
    assertEquals(plan, ExperimentRun.begun(directory));
  }

  @Test
  void theLearningRateThatDoesBestOnValidationUsersTrains() throws IOException {
    CellResult stl = experiment().learningRates(1e-3, 1e-2).run().cells().stream()
        .filter(each -> each.cell().name().equals("stl-a-1"))
        .findFirst().orElseThrow();
    assertEquals(List.of(1e-3, 1e-2), stl.trials().stream().map(CellResult.Trial::rate).toList());
    CellResult.Trial best = stl.trials().get(0).validation() > stl.trials().get(1).validation() ? stl.trials().get(0)
        : stl.trials().get(1);
    assertEquals(best.rate(), stl.rate());
    assertEquals(3 * Scale.SMOKE.batchPerConfiguration(), stl.trainingSamples());
  }
}
