package io.wifoe.experiment;

import io.wifoe.Names;
import io.wifoe.experiment.Figure.Curve;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Fig. 3: the schemes of Table II over the SNR, drawn from the same cells, which are measured at several SNRs. */
public final class SnrSweep {
  private SnrSweep() {}

  /** The figure of a {@link TableTwo}; the curves are named in the order in which they end, the highest first. */
  public static Figure of(ExperimentResult result) {
    List<String> tasks = result.tests();
    List<Double> snrs = result.snrs();
    List<Curve> curves = new ArrayList<>();
    for (SchemeKind kind : TableTwoDrawing.schemes(result)) {
      List<Interval> rates = new ArrayList<>();
      snrs.forEach(snr -> rates.add(TableTwoDrawing.rate(result, kind, tasks, snr)));
      if (!rates.contains(null)) {
        curves.add(Curve.of(kind.label(), snrs, rates));
      }
    }
    curves.sort(Comparator.comparing((Curve curve) -> curve.y().get(snrs.size() - 1)).reversed());
    return new Figure("Sum rate against SNR, mean over " + Names.listed(tasks) + " and K = " + result.users(),
        "SNR [dB]", "Sum rate [bps/Hz]", Figure.Form.LINES, curves);
  }
}
