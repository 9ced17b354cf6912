package io.wifoe.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.model.DrawnSamples;
import io.wifoe.nn.Parameters;
import io.wifoe.training.TrainingStep.Gradient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

/** Shards of a step in other processes: weights go out, gradients come back and are added in the order of shards. */
final class ShardsElsewhere implements StepWork {
  private final ShardWorkers workers;
  private final String run;

  /**
   * Hands a training's shards to workers.
   *
   * @throws IllegalArgumentException if they could not build the training, or its bits would not be the same there
   */
  ShardsElsewhere(ShardWorkers workers, RunConfig run, Parameters parameters) {
    Check.that(!parameters.isAccelerated() && parameters.precision() == DataType.FLOAT32, "other processes "
        + "differentiate shards of 32-bit networks on processors; this one is %s on %s", parameters.precision(),
        parameters.device());
    this.workers = workers;
    this.run = run.toJson();
    new RebuiltTraining(this.run).close(); // what is wrong with it is said here
  }

  @Override
  public Gradient gradient(NDManager manager, TrainingStep step, long number,
      List<List<FutureTask<DrawnSamples>>> draws, RandomStream stream, double progress) {
    Parameters parameters = step.model().parameters();
    Map<String, NDArray> used = new LinkedHashMap<>(parameters.arrays());
    step.tied().keySet().forEach(scope -> used.keySet().removeIf(name -> name.startsWith(scope + "/")));
    Sum sum = new Sum();
    workers.differentiate(new StepElsewhere(run, number, ShardGradient.values(used)), step.shards().size())
        .forEach(part -> sum.add(part.arrays(manager, parameters)));
    return sum.total();
  }

  @Override
  public void close() {} // whoever brought the workers lets them go
}
