package io.wifoe.cli;

import ai.djl.Device;
import io.wifoe.Check;
import io.wifoe.Json;
import io.wifoe.bench.ClusterPlan;
import io.wifoe.bench.TrainingBenchmark;
import io.wifoe.notebook.Tables;
import io.wifoe.training.Rounds;
import io.wifoe.training.Scale;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wifoe plan}: what a training costs on which cluster. */
@Command(name = "plan", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "How long pretraining on Group 1 takes on how many machines behind which network, step by step and in rounds, and "
        + "from how many on they wait for the network longer than they compute. Arithmetic from the speed of one "
        + "machine: this one's, measured first, or --rate."})
final class PlanCommand implements Callable<Integer> {
  private static final int STEPS_OF_A_MEASUREMENT = 3;

  @Spec private CommandSpec spec;

  @Option(names = "--scale", defaultValue = "paper", paramLabel = "NAME",
      description = "smoke, laptop, workstation or paper (default: ${DEFAULT-VALUE})")
  private String scale;

  @Option(names = "--workers", defaultValue = "2,4,8,16,32,64,128,256", paramLabel = "LIST",
      description = "numbers of machines beside the driver (default: ${DEFAULT-VALUE})")
  private String workers;

  @Option(names = "--gbit", defaultValue = "1,10,100", paramLabel = "LIST",
      description = "Gbit/s of each machine's link (default: ${DEFAULT-VALUE})")
  private String gigabits;

  @Option(names = "--local-steps", paramLabel = "N", defaultValue = "" + Rounds.USUAL_STEPS,
      description = "steps of a round (default: ${DEFAULT-VALUE})")
  private long localSteps;

  @Option(names = "--samples", paramLabel = "N", description = "training samples in all; 567000000 are the paper's 300 "
      + "epochs of 210,000 of each of nine tasks (default: the scale's)")
  private Long samples;

  @Option(names = "--rate", paramLabel = "N",
      description = "training samples a second of one machine (default: measured here on all processors)")
  private Double rate;

  @Option(names = "--driver", paramLabel = "MB", defaultValue = "" + ClusterPlan.USUAL_DRIVER_MEGABYTES,
      description = "megabytes a second that the driver turns into bytes or back (default: ${DEFAULT-VALUE}, one core of "
          + "a slow machine)")
  private double driver;

  @Option(names = "--json", description = "print one JSON object and nothing else on standard output")
  private boolean json;

  /** The result; the names are those of the JSON. */
  record Plan(ClusterPlan training, List<ClusterPlan.Row> rows, List<Limit> limits) {}

  /**
   * From how many machines on they wait for the network longer than they compute.
   *
   * @param stepByStep where all take every step together
   * @param inRounds where each takes steps of its own
   */
  record Limit(double gigabits, int stepByStep, int inRounds) {}

  @Override
  public Integer call() {
    Check.that(samples == null || samples >= 1, "--samples %s: the number starts at 1", samples);
    Scale named = Scale.named(scale);
    List<Integer> machines = NumberLists.whole("--workers", workers);
    List<Double> links = NumberLists.decimal("--gbit", gigabits);
    ClusterPlan plan = ClusterPlan.of(named, samples == null ? 0 : samples, rate == null ? measured(named) : rate,
        driver);
    List<ClusterPlan.Row> rows = new ArrayList<>();
    List<Limit> limits = new ArrayList<>();
    for (double link : links) {
      for (long steps : new long[] {1, localSteps}) {
        machines.forEach(number -> rows.add(plan.on(number, link, steps)));
      }
      limits.add(new Limit(link, plan.workersThatWait(link, 1), plan.workersThatWait(link, localSteps)));
    }
    print(new Plan(plan, rows, limits), named);
    return 0;
  }

  private double measured(Scale named) {
    int threads = Runtime.getRuntime().availableProcessors();
    spec.commandLine().getErr().printf("measuring this machine, threads: %d ...%n", threads);
    spec.commandLine().getErr().flush();
    return TrainingBenchmark.measure(named, Device.cpu(), threads, STEPS_OF_A_MEASUREMENT).samplesPerSecond();
  }

  private void print(Plan plan, Scale named) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(plan));
      return;
    }
    ClusterPlan training = plan.training;
    out.printf(Locale.ROOT, "scale %s: %,d samples in steps of %,d, %,d weights (%.1f MB), %.0f samples/s on one "
        + "machine, which takes %.1f days alone%n%n", named.name().toLowerCase(Locale.ROOT), training.samples(),
        training.batch(), training.weights(), training.weights() * 4e-6, training.samplesPerSecond(),
        training.samples() / training.samplesPerSecond() / 86_400);
    out.println(Tables.of("Seconds of a step; rounds where local steps are more than 1", plan.rows).printAll());
    out.println(Tables.of("Machines from which on they wait longer than they compute", plan.limits).printAll());
  }
}
