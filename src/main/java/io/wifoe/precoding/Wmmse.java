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
 * <p>Each sample starts from the better of RZF and MRT, and once more from the best start that leaves users out where
 * that is better than what the first run ended with, so that it never ends below RZF, MRT or any user alone. One
 * iteration takes the received amplitudes A = R^H T and sets, for user k, the MMSE receiver
 * u_k = a_kk / (sum_j |a_kj|^2 + sigma^2), the weight w_k = 1 + SINR_k, and then
 * T = (R D R^H + mu I)^-1 R diag(w_k u_k) with D = diag(w_k |u_k|^2) and mu = (sigma^2 / P) sum_k w_k |u_k|^2,
 * scaled to ||T||_F^2 = P. With that mu the noise grows with the power spent, so the power constraint needs no search
 * and the sum rate still never decreases.
 */
public final class Wmmse implements Precoder {
  private static final int ITERATIONS = 100; // ordinary channels take some 30
  private static final double TOLERANCE = 1e-4; // bps/Hz, far below any confidence interval

  private final int iterations;
  private final double tolerance;

  private Wmmse(int iterations, double tolerance) {
    Check.that(iterations >= 1, "%d iterations are too few; the number starts at 1", iterations);
    Check.that(tolerance >= 0, "tolerance %s must not be negative", tolerance);
    this.iterations = iterations;
    this.tolerance = tolerance;
  }

  /** At most 100 iterations of each start, fewer where one gains less than 1e-4 bps/Hz and less than the one before. */
  public static Wmmse standard() {
    return new Wmmse(ITERATIONS, TOLERANCE);
  }

  /**
   * Other limits.
   *
   * @param iterations the most iterations from one start
   * @param tolerance a sample stops when an iteration gains less than this, bps/Hz, and no more than the one before; 0
   *     to go on while anything is gained
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
    return new SpanPrecoder(name(), (users, budget) -> new Iterations(users, budget, null)).precode(channels, link);
  }

  /** The sum rate in bps/Hz of each sample's start and after each of its iterations, of the run that was kept. */
  public List<double[]> traces(ComplexMatrices channels, LinkBudget link) {
    List<double[]> traces = new ArrayList<>();
    new SpanPrecoder(name(), (users, budget) -> new Iterations(users, budget, traces)).precode(channels, link);
    return traces;
  }

  private final class Iterations implements SpanPrecoder.Rule {
    final int users;
    final double power;
    final double noise;
    final List<double[]> traces; // null unless asked for
    final SpanSolver solver;
    final ZMatrixRMaj amplitudes; // A = R^H T, a_kj = h_k^H v_j
    final ZMatrixRMaj candidate;
    final ZMatrixRMaj fewer; // the best precoder of some of the users
    final double[] d;

    Iterations(int users, LinkBudget link, List<double[]> traces) {
      this.users = users;
      this.power = link.power();
      this.noise = link.noisePower();
      this.traces = traces;
      this.solver = new SpanSolver(users);
      this.amplitudes = new ZMatrixRMaj(users, users);
      this.candidate = new ZMatrixRMaj(users, users);
      this.fewer = new ZMatrixRMaj(users, users);
      this.d = new double[users];
    }

    @Override
    public void apply(ZMatrixRMaj r, ZMatrixRMaj t) {
      double first = startOfFewer(r);
      double[] trace = climb(r, t, startOfAll(r, t));
      if (first > trace[trace.length - 1]) {
        t.setTo(fewer);
        trace = climb(r, t, rate(r, t));
      }
      if (traces != null) {
        traces.add(trace);
      }
    }

    /** Improves T, whose sum rate and amplitudes are known; its sum rates from the start to the end. */
    private double[] climb(ZMatrixRMaj r, ZMatrixRMaj t, double start) {
      double[] trace = new double[iterations + 1];
      trace[0] = start;
      int done = 0;
      double gainBefore = 0;
      while (done < iterations && step(r)) {
        double gain = rate(r, candidate) - trace[done];
        if (gain > 0) {
          t.setTo(candidate);
        }
        trace[done + 1] = trace[done] + Math.max(0, gain);
        done++;
        // a small gain that grows is the way out of a plateau: where users are dependent it may rise to whole bits
        if (gain <= 0 || gain < tolerance && gain <= gainBefore) {
          break;
        }
        gainBefore = gain;
      }
      return Arrays.copyOf(trace, done + 1);
    }

    /** Sets T to the better of RZF and MRT, leaves its amplitudes, and returns its sum rate. */
    private double startOfAll(ZMatrixRMaj r, ZMatrixRMaj t) {
      t.setTo(r);
      SpanPrecoder.scale(t, power);
      double best = rate(r, t);
      Arrays.fill(d, 1);
      if (regularized(r, users)) {
        double rzf = rate(r, candidate);
        if (rzf > best) {
          t.setTo(candidate);
          return rzf;
        }
      }
      return rate(r, t);
    }

    /**
     * The best start that leaves somebody out, from which nobody who is out returns: RZF for all but those who have
     * least of it, left out one by one, and the strongest user alone. Leaves it in {@link #fewer}.
     */
    private double startOfFewer(ZMatrixRMaj r) {
      double best = 0;
      Arrays.fill(d, 1);
      for (int served = users; served > 1 && regularized(r, served); served--) {
        double rate = rate(r, candidate);
        if (served < users && rate > best) {
          best = rate;
          fewer.setTo(candidate);
        }
        d[weakest()] = 0;
      }
      int strongest = 0;
      double gain = 0;
      for (int k = 0; k < users; k++) {
        double square = squareNorm(r, k);
        if (square > gain) {
          gain = square;
          strongest = k;
        }
      }
      double alone = Math.log1p(power * gain / noise) / Math.log(2);
      if (alone > best) {
        best = alone;
        Arrays.fill(d, 0);
        d[strongest] = 1;
        serveThose(r, fewer);
        SpanPrecoder.scale(fewer, power);
      }
      return best;
    }

    /** Sets {@link #candidate} to RZF for the users of weight 1 in {@link #d}; false where double precision ends. */
    private boolean regularized(ZMatrixRMaj r, int served) {
      serveThose(r, candidate);
      if (!solver.solve(r, d, Precoders.rzfRegularization(served, power, noise), candidate)) {
        return false;
      }
      SpanPrecoder.scale(candidate, power);
      return true;
    }

    /** The channels of the users of weight 1 in {@link #d}, zero for others. */
    private void serveThose(ZMatrixRMaj r, ZMatrixRMaj out) {
      for (int i = 0; i < r.data.length; i++) {
        out.data[i] = d[i / 2 % users] * r.data[i];
      }
    }

    /** Of those who are served with these amplitudes, the user with the least SINR. */
    private int weakest() {
      int weakest = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < users; k++) {
        double sinr = signal(k) / interference(k);
        if (d[k] > 0 && sinr < least) {
          least = sinr;
          weakest = k;
        }
      }
      return weakest;
    }

    private double squareNorm(ZMatrixRMaj r, int k) {
      double sum = 0;
      for (int i = 0; i < users; i++) {
        double re = r.data[2 * (i * users + k)];
        double im = r.data[2 * (i * users + k) + 1];
        sum += re * re + im * im;
      }
      return sum;
    }

    /** One iteration from the current amplitudes into {@link #candidate}; false where double precision ends. */
    private boolean step(ZMatrixRMaj r) {
      candidate.setTo(r);
      double sum = 0;
      for (int k = 0; k < users; k++) {
        double re = amplitudes.data[2 * (k * users + k)];
        double im = amplitudes.data[2 * (k * users + k) + 1];
        double signal = signal(k);
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
        nats += Math.log1p(signal(k) / interference(k));
      }
      return nats / Math.log(2);
    }

    /** Power that user k receives of its own signal. */
    private double signal(int k) {
      double re = amplitudes.data[2 * (k * users + k)];
      double im = amplitudes.data[2 * (k * users + k) + 1];
      return re * re + im * im;
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
