package io.wifoe.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.wifoe.Check;
import io.wifoe.nn.Parameters;
import io.wifoe.training.TrainingStep.Gradient;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parts of a step or of a round in other processes: weights go out, gradients come back and are added in order. */
final class ShardsElsewhere implements StepWork {
  private final ShardWorkers workers;
  private final String run;
  private final TrainingSteps steps;

  /**
   * Hands a training's parts to workers.
   *
   * @throws IllegalArgumentException if they could not build the training, or its bits would not be the same there
   */
  ShardsElsewhere(ShardWorkers workers, RunConfig run, TrainingSteps steps) {
    Parameters parameters = steps.network().parameters();
    Check.that(!parameters.isAccelerated() && parameters.precision() == DataType.FLOAT32, "other processes "
        + "differentiate shards of 32-bit networks on processors; this one is %s on %s", parameters.precision(),
        parameters.device());
    Check.that(steps.ties().learnedApart().isEmpty(), "parts of %s have learned apart, which other processes do not "
        + "know; train them with tied(0)", steps.ties().learnedApart());
    this.workers = workers;
    this.run = run.toJson();
    this.steps = steps;
    new RebuiltTraining(this.run).close(); // what is wrong with it is said here
  }

  @Override
  public Gradient gradient(NDManager manager, long number) {
    TrainingStep step = steps.at(number);
    Rounds rounds = steps.settings().rounds();
    Parameters parameters = steps.network().parameters();
    Map<String, NDArray> used = new LinkedHashMap<>(parameters.arrays());
    step.tied().keySet().forEach(scope -> used.keySet().removeIf(name -> name.startsWith(scope + "/")));
    Sum sum = new Sum();
    workers.differentiate(new StepElsewhere(run, number, rounds != null, ShardGradient.bytes(used)),
        rounds == null ? step.shards().size() : rounds.workers())
        .forEach(part -> sum.add(part.arrays(manager, parameters)));
    return sum.total();
  }

  @Override
  public void close() {} // whoever brought the workers lets them go
}
