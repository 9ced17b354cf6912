package io.wifoe.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.wifoe.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How what the base station's last layer puts out becomes precoders of power P. */
public enum PrecoderOutput {
  /** The paper's, Eq. (30) and (31): it puts out V itself, which is scaled. */
  LINEAR(0) {
    @Override
    public List<NDArray> unscaled(Pass pass, List<Outputs> parts) {
      return parts.stream().map(Outputs::rows).toList();
    }

    @Override
    NDArray scaled(Pass pass, NDArray v, double power) {
      return SumRateLoss.scaleToPower(pass, v, power);
    }
  },
  /**
   * It puts out an estimate of each channel and two numbers more, and V has the form of the best linear precoder
   * (Bjornson, Bengtsson and Ottersten, "Optimal multiuser transmit beamforming", 2014). With u_k the estimates at norm
   * 1 and U = [u_1 .. u_K], direction k is column k of U (U^H U + diag(r))^-1 at norm 1, and its power p_k P: the trunk
   * chooses regularisers r_k = 0.3 exp(c_k1), c_k1 within -8..8, and amplitudes proportional to exp(c_k2).
   */
  STRUCTURED(2) {
    /** All parts with as many antennas in one piece. */
    @Override
    public List<NDArray> unscaled(Pass pass, List<Outputs> parts) {
      Map<Long, List<Integer>> byAntennas = new LinkedHashMap<>();
      for (int i = 0; i < parts.size(); i++) {
        byAntennas.computeIfAbsent(parts.get(i).rows().getShape().get(1), n -> new ArrayList<>()).add(i);
      }
      NDArray[] precoders = new NDArray[parts.size()];
      byAntennas.values().forEach(members -> {
        NDList solved = together(pass, members.stream().map(parts::get).toList());
        for (int i = 0; i < members.size(); i++) {
          precoders[members.get(i)] = solved.get(i);
        }
      });
      return Arrays.asList(precoders);
    }

    @Override
    NDArray scaled(Pass pass, NDArray v, double power) {
      return v; // which is at its power
    }
  };

  private final int choices;

  PrecoderOutput(int choices) {
    this.choices = choices;
  }

  /**
   * What the last layer puts out for some samples.
   *
   * @param rows (n K, 2 Nt), V or estimates, each row [Re | Im]
   * @param choices (n K, 2) of {@link #STRUCTURED}, c; null of {@link #LINEAR}
   * @param users K
   * @param power P
   */
  public record Outputs(NDArray rows, NDArray choices, int users, double power) {
    int samples() {
      return (int) rows.getShape().get(0) / users;
    }
  }

  /** Numbers that the last layer puts out beside 2 Nt. */
  public int choices() {
    return choices;
  }

  /** Precoders of each part, (n K, 2 Nt), which need not be at their power yet. */
  public abstract List<NDArray> unscaled(Pass pass, List<Outputs> parts);

  abstract NDArray scaled(Pass pass, NDArray v, double power);

  /** Precoders V (n, K, 2 Nt) of each part, each row [Re v_k | Im v_k]. */
  public List<NDArray> precoders(Pass pass, List<Outputs> parts) {
    List<NDArray> unscaled = unscaled(pass, parts);
    List<NDArray> precoders = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Outputs part = parts.get(i);
      precoders.add(scaled(pass, unscaled.get(i).reshape(part.samples(), part.users(), -1), part.power()));
    }
    return precoders;
  }

  /** The same of one layer's outputs (n K, 2 Nt + {@link #choices}). */
  public Outputs outputs(NDArray out, int antennas, int users, double power) {
    if (choices == 0) {
      return new Outputs(out, null, users, power);
    }
    NDList parts = out.split(new long[] {2L * antennas}, 1);
    return new Outputs(parts.get(0), parts.get(1), users, power);
  }

  /** Samples of fewer users are filled up by users who are not there. */
  private static NDList together(Pass pass, List<Outputs> parts) {
    int samples = parts.stream().mapToInt(Outputs::samples).sum();
    int most = parts.stream().mapToInt(Outputs::users).max().orElseThrow();
    long[] counts = parts.stream().mapToLong(part -> part.rows().getShape().get(0)).toArray();
    long[] rows = new long[samples * most];
    long[] places = new long[(int) Arrays.stream(counts).sum()];
    double[] present = new double[samples * most];
    double[] root = new double[samples];
    int sample = 0;
    int row = 0;
    for (Outputs part : parts) {
      for (int i = 0; i < part.samples(); i++) {
        for (int k = 0; k < most; k++) {
          rows[sample * most + k] = row + k % part.users();
          present[sample * most + k] = k < part.users() ? 1 : 0;
        }
        for (int k = 0; k < part.users(); k++) {
          places[row++] = (long) sample * most + k;
        }
        root[sample++] = Math.sqrt(part.power());
      }
    }
    NDManager manager = pass.manager();
    Shape users = new Shape(samples, most);
    return Rows.parted(NativeOperators.structured(Rows.joined(new NDList(parts.stream().map(Outputs::rows).toList())),
        Rows.joined(new NDList(parts.stream().map(Outputs::choices).toList())), manager.create(rows, users),
        manager.create(present, users).toType(pass.precision(), false), manager.create(places),
        manager.create(root).toType(pass.precision(), false), manager.eye(2 * most, most, 0, pass.precision())),
        counts);
  }

  /** Reads what {@link #toString} writes: {@code linear} or {@code structured}. */
  @JsonCreator
  public static PrecoderOutput parse(String text) {
    return Names.value(PrecoderOutput.class, "output", text);
  }

  @JsonValue
  @Override
  public String toString() {
    return Names.of(this);
  }
}
