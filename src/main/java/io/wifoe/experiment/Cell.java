package io.wifoe.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wifoe.Check;
import io.wifoe.Estimate;
import io.wifoe.Json;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.util.List;

/**
 * The unit of an experiment's work: a scheme, what it learns and what it is measured on. A cell is a description that
 * can be sent anywhere as JSON; its result is a function of it alone, see {@link CellWork}.
 *
 * @param name unique in its experiment and a file's name, for example {@code stl-T1-1}
 * @param scheme what learns
 * @param tasks what it learns; empty where nothing does
 * @param training how it learns; null where nothing does
 * @param tests what it is measured on
 * @param snrDb signal-to-noise ratios of the measurement in dB
 * @param samples test samples of each number of users and SNR
 * @param seed of first weights, training samples and noise; test channels are the same for every seed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Cell(String name, CellScheme scheme, List<TaskConfig> tasks, CellTraining training, List<CellTest> tests,
    List<Double> snrDb, int samples, long seed) {
  public Cell {
    Check.that(name != null && name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}"), "cell name \"%s\" is no file name",
        name);
    Check.that(scheme.learns() == (training != null) && scheme.learns() != tasks.isEmpty(),
        "cell %s: %s needs tasks and a training if it learns, and none otherwise", name, scheme.kind());
    Check.that(!tests.isEmpty() && !snrDb.isEmpty(), "cell %s measures nothing", name);
    Estimate.requireInterval(samples);
    tasks = List.copyOf(tasks);
    tests = List.copyOf(tests);
    snrDb = List.copyOf(snrDb);
  }

  /**
   * Does it, on whatever machine: the result is a function of this description alone.
   *
   * @param threads of its trainings, 0 for the usual number; they change the time taken and nothing else
   * @throws IOException if its pretrained model cannot be read
   */
  public CellResult run(int threads) throws IOException {
    return new CellWork(this, null, Hardware.cpu(threads), null).run();
  }

  /** Whether another description is of the same work, wherever a pretrained model lies. */
  public boolean describes(Cell other) {
    return identity(Json.tree(this)).equals(identity(Json.tree(other)));
  }

  /** All of a description but where a file lies, in the numbers that text has. */
  private static JsonNode identity(JsonNode cell) {
    try {
      JsonNode copy = Json.parse(cell.toString());
      if (copy.path("scheme").get("pretrained") instanceof ObjectNode model) {
        model.remove("file");
      }
      return copy;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was written as JSON is none", e);
    }
  }

  /** The same as a result keeps it. */
  Cell withoutPlace() {
    return new Cell(name, scheme.withoutPlace(), tasks, training, tests, snrDb, samples, seed);
  }
}
