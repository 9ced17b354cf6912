package io.wifoe.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.Check;
import io.wifoe.model.TrainingRecord;
import io.wifoe.model.WiFoE;
import io.wifoe.nn.MatmulPrecision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run directories as errors, other programs and other machines have left them. */
class LeftRunTest {
  private static final int STEPS = 4;
  private static final String UNFINISHED = ".model.safetensors-3f2504e0-4f89-11d3-9a0c-0305e82c3301.tmp";

  @TempDir private Path run;

  private static Trainer<WiFoE> training(WiFoE model, Path out) {
    return SmallRun.of(model, out).steps(STEPS).checkpointEvery(1_000_000);
  }

  /** What was done is said, and the advice that the refusal gives is one that works. */
  @Test
  void afterAnErrorTheModelOfTheFirstTimeGoesOn() {
    try (WiFoE whole = SmallRun.model(); WiFoE model = SmallRun.model(); WiFoE again = SmallRun.model()) {
      training(whole, null).run();
      Trainer<WiFoE> failing = training(model, run).onStep(step -> Check.that(step < 3, "no more steps"));
      assertThrows(IllegalArgumentException.class, failing::run);
      assertEquals(List.of(3L), model.provenance().stream().map(TrainingRecord::steps).toList());
      String message = assertThrows(UncheckedIOException.class, training(model, run)::run).getMessage();
      assertEquals(run + ": holds a run with another config (its model starts from other weights); this model is "
          + "neither as that run began nor as it was left; build or load it as the first time, and the same training "
          + "goes on, or choose another directory", message);
      training(again, run).run();
      whole.parameters().arrays().forEach((name, array) ->
          assertArrayEquals(array.toFloatArray(), again.parameters().get(name).toFloatArray(), name));
    }
  }

  @Test
  void filesOfOtherProgramsStay() throws IOException {
    for (String name : new String[] {".download.tmp", UNFINISHED}) {
      Files.createFile(run.resolve(name));
    }
    Files.writeString(run.resolve(RunDirectory.CONFIG), "{\"scale\": \"mine\"}");
    try (WiFoE model = SmallRun.model()) {
      String message = assertThrows(UncheckedIOException.class, training(model, run)::run).getMessage();
      assertTrue(message.contains("of no training"), message);
      assertTrue(Files.exists(run.resolve(UNFINISHED)), "a directory that is refused stays as it is");
      Files.delete(run.resolve(RunDirectory.CONFIG));
      training(model, run).run();
    }
    assertFalse(Files.exists(run.resolve(UNFINISHED)));
    assertTrue(Files.exists(run.resolve(".download.tmp")));
  }

  /** Of coarse products another kind of processor keeps other bits. */
  @Test
  void aRunThatGoesOnOnAnotherKindOfProcessorSaysSo() throws IOException {
    for (MatmulPrecision precision : MatmulPrecision.values()) {
      Path out = run.resolve(precision.name());
      try (WiFoE first = SmallRun.model(); WiFoE again = SmallRun.model()) {
        training(first, out).matmulPrecision(precision).onStep(step -> Thread.currentThread().interrupt()).run();
        Path file = out.resolve(RunDirectory.CONFIG);
        String config = Files.readString(file);
        boolean here = MatmulPrecision.isMediumSupported();
        String elsewhere = config.replace("\"bfloat16\" : " + here, "\"bfloat16\" : " + !here);
        assertFalse(config.equals(elsewhere), config);
        Files.writeString(file, elsewhere);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        training(again, out).matmulPrecision(precision).progress(new PrintStream(said, true, UTF_8)).run();
        assertEquals(precision == MatmulPrecision.MEDIUM, said.toString(UTF_8).contains("the processor of this process "
            + "multiplies bfloat16 numbers: " + here + ", that of the training: " + !here), said.toString(UTF_8));
      }
    }
  }
}
