package io.wifoe.precoding;

import io.wifoe.Check;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.task.LinkBudget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.ZMatrixRMaj;
import org.ejml.dense.row.CommonOps_ZDRM;

/**
 * Sum-rate precoding by weighted minimum mean square error (Christensen et al., "Weighted sum-rate maximization using
 * weighted MMSE for MIMO-BC beamforming design", IEEE Trans. Wireless Commun. 7(12), 2008; Shi et al., "An iteratively
 * weighted MMSE approach to distributed sum-utility maximization", IEEE Trans. Signal Process. 59(9), 2011).
 *
 * <p>Each sample starts from the better of RZF and MRT. One iteration takes the received amplitudes A = R^H T and sets,
 * for user k, the MMSE receiver u_k = a_kk / (sum_j |a_kj|^2 + sigma^2), the weight w_k = 1 + SINR_k, and then
 * T = (R D R^H + mu I)^-1 R diag(w_k u_k) with D = diag(w_k |u_k|^2) and mu = (sigma^2 / P) sum_k w_k |u_k|^2,
 * scaled to ||T||_F^2 = P. With that mu the noise grows with the power spent, so the power constraint needs no search
 * and the sum rate still never decreases.
 */
public final class Wmmse implements Precoder {
  private static final int ITERATIONS = 100;
  private static final double TOLERANCE = 1e-4;

  private final int iterations;
  private final double tolerance;

  private Wmmse(int iterations, double tolerance) {
    Check.that(iterations >= 1, "%d iterations are too few; the number starts at 1", iterations);
    Check.that(tolerance >= 0, "tolerance %s must not be negative", tolerance);
    this.iterations = iterations;
    this.tolerance = tolerance;
  }

  /** At most 100 iterations, fewer where one gains less than 1e-4 bps/Hz. */
  public static Wmmse standard() {
    return new Wmmse(ITERATIONS, TOLERANCE);
  }

  /**
   * Other limits.
   *
   * @param iterations the most iterations a sample takes
   * @param tolerance a sample stops when an iteration gains less than this, bps/Hz; 0 to go on while anything is gained
   */
  public static Wmmse of(int iterations, double tolerance) {
    return new Wmmse(iterations, tolerance);
  }

  @Override
  public String name() {
    return "WMMSE";
  }

  @Override
  public ComplexMatrices precode(ComplexMatrices channels, LinkBudget link) {
    return new SpanPrecoder(name(), (users, budget) -> new Run(users, budget, null)).precode(channels, link);
  }

  /** The sum rate in bps/Hz of each sample's start and after each of its iterations. */
  public List<double[]> traces(ComplexMatrices channels, LinkBudget link) {
    List<double[]> traces = new ArrayList<>();
    new SpanPrecoder(name(), (users, budget) -> new Run(users, budget, traces)).precode(channels, link);
    return traces;
  }

  private final class Run implements SpanPrecoder.Rule {
    final int users;
    final double power;
    final double noise;
    final List<double[]> traces; // null unless asked for
    final SpanSolver solver;
    final ZMatrixRMaj amplitudes; // A = R^H T, a_kj = h_k^H v_j
    final ZMatrixRMaj candidate;
    final double[] d;
    final double[] trace = new double[iterations + 1];

    Run(int users, LinkBudget link, List<double[]> traces) {
      this.users = users;
      this.power = link.power();
      this.noise = link.noisePower();
      this.traces = traces;
      this.solver = new SpanSolver(users);
      this.amplitudes = new ZMatrixRMaj(users, users);
      this.candidate = new ZMatrixRMaj(users, users);
      this.d = new double[users];
    }

    @Override
    public void apply(ZMatrixRMaj r, ZMatrixRMaj t) {
      double rate = start(r, t);
      int done = 0;
      trace[0] = rate;
      while (done < iterations && step(r)) {
        double next = rate(r, candidate);
        if (next > rate) {
          t.setTo(candidate);
        }
        boolean converged = next - rate < tolerance || next == rate;
        rate = Math.max(next, rate);
        trace[++done] = rate;
        if (converged) {
          break;
        }
      }
      if (traces != null) {
        traces.add(Arrays.copyOf(trace, done + 1));
      }
    }

    /** Sets T to the better of RZF and MRT, leaves its amplitudes, and returns its sum rate. */
    private double start(ZMatrixRMaj r, ZMatrixRMaj t) {
      t.setTo(r);
      SpanPrecoder.scale(t, power);
      double best = rate(r, t);
      candidate.setTo(r);
      Arrays.fill(d, 1);
      if (solver.solve(r, d, Precoders.rzfRegularization(users, power, noise), candidate)) {
        SpanPrecoder.scale(candidate, power);
        double rzf = rate(r, candidate);
        if (rzf > best) {
          t.setTo(candidate);
          return rzf;
        }
      }
      return rate(r, t);
    }

    /** One iteration from the current amplitudes into {@link #candidate}; false where double precision ends. */
    private boolean step(ZMatrixRMaj r) {
      candidate.setTo(r);
      double sum = 0;
      for (int k = 0; k < users; k++) {
        double re = amplitudes.data[2 * (k * users + k)];
        double im = amplitudes.data[2 * (k * users + k) + 1];
        double signal = re * re + im * im;
        double interference = interference(k);
        double weight = 1 + signal / interference;
        double total = signal + interference;
        d[k] = weight * signal / (total * total);
        sum += d[k];
        scaleColumn(k, weight * re / total, weight * im / total);
      }
      if (!solver.solve(r, d, sum * noise / power, candidate)) {
        return false;
      }
      SpanPrecoder.scale(candidate, power);
      return true;
    }

    private void scaleColumn(int k, double re, double im) {
      for (int i = 0; i < users; i++) {
        int index = 2 * (i * users + k);
        double a = candidate.data[index];
        double b = candidate.data[index + 1];
        candidate.data[index] = a * re - b * im;
        candidate.data[index + 1] = a * im + b * re;
      }
    }

    /** Leaves A = R^H T and returns the sum rate, Eq. (3). */
    private double rate(ZMatrixRMaj r, ZMatrixRMaj t) {
      CommonOps_ZDRM.multTransA(r, t, amplitudes);
      double nats = 0;
      for (int k = 0; k < users; k++) {
        int index = 2 * (k * users + k);
        double re = amplitudes.data[index];
        double im = amplitudes.data[index + 1];
        nats += Math.log1p((re * re + im * im) / interference(k));
      }
      return nats / Math.log(2);
    }

    /** Power that user k receives of other users' signals, plus noise. */
    private double interference(int k) {
      double sum = noise;
      for (int j = 0; j < users; j++) {
        if (j != k) {
          double re = amplitudes.data[2 * (k * users + j)];
          double im = amplitudes.data[2 * (k * users + j) + 1];
          sum += re * re + im * im;
        }
      }
      return sum;
    }
  }
}
