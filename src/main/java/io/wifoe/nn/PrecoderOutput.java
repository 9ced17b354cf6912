package io.wifoe.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.wifoe.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How what the base station's last layer puts out becomes precoders of power P. */
public enum PrecoderOutput {
  /** The paper's, Eq. (30) and (31): it puts out V itself, which is scaled. */
  LINEAR(0) {
    @Override
    List<NDArray> precoders(Pass pass, List<Outputs> parts) {
      return parts.stream().map(part -> SumRateLoss.scaleToPower(pass, part.rows(), part.power())).toList();
    }
  },
  /**
   * It puts out an estimate of each channel and two numbers more, and V has the form of the best linear precoder
   * (Bjornson, Bengtsson and Ottersten, "Optimal multiuser transmit beamforming", 2014). With u_k the estimates at norm
   * 1 and U = [u_1 .. u_K], direction k is column k of U (U^H U + diag(r))^-1 at norm 1, and its power p_k P: the trunk
   * chooses regularisers r and shares p.
   */
  STRUCTURED(2) {
    @Override
    List<NDArray> precoders(Pass pass, List<Outputs> parts) {
      List<NDArray> units = new ArrayList<>();
      Map<Long, List<Integer>> byUsers = new LinkedHashMap<>(); // one solve for all samples of as many users
      for (int i = 0; i < parts.size(); i++) {
        NDArray h = parts.get(i).rows();
        units.add(h.div(h.norm(new int[] {2}, true)));
        byUsers.computeIfAbsent(h.getShape().get(1), users -> new ArrayList<>()).add(i);
      }
      NDArray[] precoders = new NDArray[parts.size()];
      byUsers.forEach((users, members) -> {
        NDList solved = inverses(pass, members.stream().map(units::get).toList(),
            members.stream().map(i -> parts.get(i).choices()).toList(), users);
        for (int i = 0; i < members.size(); i++) {
          Outputs part = parts.get(members.get(i));
          precoders[members.get(i)] = SumRateLoss.scaleToPower(pass,
              directions(units.get(members.get(i)), solved.get(i), users).mul(shares(part.choices())), part.power());
        }
      });
      return List.of(precoders);
    }
  };

  /** A regulariser of estimates at norm 1 before anything is learned. */
  private static final double USUAL_REGULARIZER = 0.3;
  /** Beyond these powers of e a regulariser changes nothing; float32 solves what lies between. */
  private static final float LARGEST_EXPONENT = 8;

  private final int choices;

  PrecoderOutput(int choices) {
    this.choices = choices;
  }

  /**
   * What the last layer puts out for some samples.
   *
   * @param rows (n, K, 2 Nt), V or estimates, each row [Re | Im]
   * @param choices (n, K, 2) of {@link #STRUCTURED}: log r and log of the amplitude; null of {@link #LINEAR}
   * @param power P
   */
  public record Outputs(NDArray rows, NDArray choices, double power) {}

  /** Numbers that the last layer puts out beside 2 Nt. */
  public int choices() {
    return choices;
  }

  /** Precoders V (n, K, 2 Nt) of each part. */
  abstract List<NDArray> precoders(Pass pass, List<Outputs> parts);

  /** Precoders V (n, K, 2 Nt) of each part, each row [Re v_k | Im v_k]. */
  public List<NDArray> forward(Pass pass, List<Outputs> parts) {
    return precoders(pass, parts);
  }

  /** The same of one layer's outputs (n, K, 2 Nt + {@link #choices}). */
  public Outputs outputs(NDArray out, int antennas, double power) {
    if (choices == 0) {
      return new Outputs(out, null, power);
    }
    NDList parts = out.split(new long[] {2L * antennas}, 2);
    return new Outputs(parts.get(0), parts.get(1), power);
  }

  /** [Re; Im] of (U^H U + diag(r))^-1 for each part, (n, 2 K, K). */
  private static NDList inverses(Pass pass, List<NDArray> units, List<NDArray> choices, long users) {
    NDList re = new NDList();
    NDList im = new NDList();
    for (NDArray u : units) { // u_i^H u_j from rows [Re | Im]
      re.add(u.matMul(u.transpose(0, 2, 1)));
      im.add(u.matMul(turned(u).transpose(0, 2, 1)));
    }
    NDArray r = Rows.joined(new NDList(choices)).split(2, 2).get(0).clip(-LARGEST_EXPONENT, LARGEST_EXPONENT).exp()
        .mul(pass.scalar(USUAL_REGULARIZER)); // (n, K, 1)
    NDArray own = pass.manager().eye((int) users, (int) users, 0, pass.precision());
    NDArray a = Rows.joined(re).add(own.mul(r));
    NDArray b = Rows.joined(im);
    NDArray matrix = a.concat(b.neg(), 2).concat(b.concat(a, 2), 1); // (n, 2 K, 2 K)
    long samples = a.getShape().get(0);
    NDArray ones = pass.manager().eye((int) (2 * users), (int) users, 0, pass.precision())
        .reshape(1, 2 * users, users).broadcast(samples, 2 * users, users);
    return Rows.parted(NativeOperators.solve(matrix, ones),
        units.stream().mapToLong(u -> u.getShape().get(0)).toArray());
  }

  /** Columns of U N at norm 1, as rows, from rows of U and [Re N; Im N]. */
  private static NDArray directions(NDArray u, NDArray inverse, long users) {
    NDList parts = inverse.split(new long[] {users}, 1);
    NDArray v = parts.get(0).transpose(0, 2, 1).matMul(u).sub(parts.get(1).transpose(0, 2, 1).matMul(turned(u)));
    return v.div(v.norm(new int[] {2}, true));
  }

  /** Rows [Im | -Re]: those of -j u. */
  private static NDArray turned(NDArray u) {
    NDList parts = u.split(2, 2);
    return parts.get(1).concat(parts.get(0).neg(), 2);
  }

  /** Amplitudes up to a factor, (n, K, 1). */
  private static NDArray shares(NDArray choices) {
    NDArray logs = choices.split(2, 2).get(1);
    long samples = logs.getShape().get(0);
    long users = logs.getShape().get(1);
    return NativeOperators.softmax(logs.reshape(samples, users)).reshape(samples, users, 1);
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
