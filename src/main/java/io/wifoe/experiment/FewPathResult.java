package io.wifoe.experiment;

import io.wifoe.Json;

/**
 * What came out of a training on the few-path benchmark.
 *
 * @param sumRate of the network on test channels, bps/Hz
 * @param ci95 half width of its 95 % confidence interval
 * @param zf of ZF on the same channels
 * @param mrt of MRT on the same channels
 * @param parameters learned numbers of the network
 * @param trainingSamples samples that were trained on
 * @param trainingSeconds wall time of the training
 * @param assumptions that the figure of the network rests on
 */
public record FewPathResult(FewPathBenchmark benchmark, FewPathSettings settings, double sumRate, double ci95,
    double zf, double mrt, long testSamples, long parameters, long trainingSamples, double trainingSeconds,
    Conditions assumptions) {
  public FewPathResult {
    assumptions = assumptions != null ? assumptions : FewPathBenchmark.AS_PUBLISHED; // earlier results do not say it
  }

  /** A result under the assumptions of the benchmark, which has no others. */
  public FewPathResult(FewPathBenchmark benchmark, FewPathSettings settings, double sumRate, double ci95, double zf,
      double mrt, long testSamples, long parameters, long trainingSamples, double trainingSeconds) {
    this(benchmark, settings, sumRate, ci95, zf, mrt, testSamples, parameters, trainingSamples, trainingSeconds,
        FewPathBenchmark.AS_PUBLISHED);
  }

  /** The result as a JSON object. */
  public String toJson() {
    return Json.text(this);
  }
}
