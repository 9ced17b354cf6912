package io.wifoe.training;

import io.wifoe.model.FrozenTrunk;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.WiFoE;
import io.wifoe.nn.Parameters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Predicate;

/**
 * Algorithm 2: a pretrained model learns tasks that it has not seen. Its new task-specific parts start from the model's
 * seed; what else it serves is not touched.
 *
 * <pre>{@code
 * var tuned = FineTuning.of(pretrained).task(T10, channels.fixedSamples(2_000, 1)).snrDb(10).run();
 * }</pre>
 *
 * <p>The baseline "random init + fine-tune" of Fig. 4 is the same on a trunk that was never trained,
 * {@code FineTuning.of(pretrained.config().toBuilder().seed(2).build())}.
 */
public final class FineTuning {
  private FineTuning() {}

  /** Only task-specific parts learn; the trunk keeps its bits, and so does everything that it answers. */
  public static Pretraining of(WiFoE pretrained) {
    FrozenTrunk model = new FrozenTrunk(pretrained);
    return Pretraining.of(model).start(digest(model.parameters(), name -> !model.isTrainable(name)));
  }

  /** Everything learns, a trunk too, and the tasks of the pretraining are not rehearsed. */
  public static Pretraining full(PrecodingNetwork pretrained) {
    return Pretraining.of(pretrained).start(digest(pretrained.parameters(), name -> true));
  }

  /** Tells one start from another, so that a run directory is not gone on with from other weights. */
  private static String digest(Parameters parameters, Predicate<String> included) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    parameters.arrays().forEach((name, array) -> {
      if (included.test(name)) {
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update(array.toByteBuffer());
      }
    });
    return "weights with SHA-256 " + HexFormat.of().formatHex(digest.digest());
  }
}
