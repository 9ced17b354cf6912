package io.wifoe.nn;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Operators of the engine that {@link NDArray} does not offer, reached through a TorchScript module whose source is
 * the resource {@code operators.py}.
 */
public final class NativeOperators {
  private static final Model MODEL = load(); // held: a model without references is finalised under its block
  private static final PtSymbolBlock MODULE = (PtSymbolBlock) MODEL.getBlock();

  private NativeOperators() {}

  /** Settings of {@link #adam}; {@code clip} is the largest gradient norm, infinite for none. */
  public record AdamSettings(double beta1, double beta2, double weightDecay, double epsilon, double clip) {}

  /**
   * One fused step of Adam on all parameters, in place. With weight decay added to the gradient, bias corrections from
   * the step counts, and all gradients scaled together so that their norm does not exceed the limit. A norm that is not
   * finite leaves everything as it is.
   *
   * @param steps for each parameter a scalar, the number of its steps including this one
   * @return the norm of all gradients before scaling
   */
  public static double adam(NDManager manager, NDList parameters, NDList gradients, NDList means, NDList squares,
      NDList steps, double rate, AdamSettings s) {
    IValue[] arguments = {list(parameters), list(gradients), list(means), list(squares), list(steps),
      IValue.from(rate), IValue.from(s.beta1()), IValue.from(s.beta2()), IValue.from(s.weightDecay()),
      IValue.from(s.epsilon()), IValue.from(s.clip())};
    withoutOptimizer();
    try (IValue norm = IValueUtils.runMethod(MODULE, "adam_", arguments)) {
      return toDouble(norm.toTensor((PtNDManager) manager));
    } finally {
      for (IValue argument : arguments) {
        argument.close();
      }
    }
  }

  /**
   * Weighted sums of chosen rows, with gradients for rows and weights, without an array of all chosen rows.
   *
   * @param rows (R, d)
   * @param numbers row of each choice, (S k), 64-bit integers
   * @param weights weight of each choice, (S, k)
   * @return (S, d), sum s adds the choices s k to s k + k - 1
   */
  static NDArray weightedSums(NDArray rows, NDArray numbers, NDArray weights) {
    long sums = weights.getShape().get(0);
    NDArray starts = rows.getManager().arange(sums).toType(DataType.INT64, false).muli(weights.getShape().get(1));
    withoutOptimizer();
    return IValueUtils.forward(MODULE, new NDList(rows, numbers, starts, weights.flatten()), true).singletonOrThrow();
  }

  /**
   * The trunk on tokens (T, d) of samples with as many users, in one call and without gradients. Every expert works on
   * every token: with few tokens the time goes to calls and to reading weights, not to products.
   *
   * @param weights Wqkv, Wo, Wr, br, U1, c1, U2, c2 of each block
   */
  static NDArray fewTokens(NDArray z, NDList weights, int users, int heads, int topK) {
    IValue[] arguments = {IValue.from((PtNDArray) z), list(weights), IValue.from(users), IValue.from(heads),
      IValue.from(topK)};
    withoutOptimizer();
    try (IValue tokens = IValueUtils.runMethod(MODULE, "few_tokens", arguments)) {
      return tokens.toTensor((PtNDManager) z.getManager());
    } finally {
      for (IValue argument : arguments) {
        argument.close();
      }
    }
  }

  /** The value of a scalar of either precision. */
  public static double toDouble(NDArray scalar) {
    return scalar.toType(DataType.FLOAT64, false).getDouble();
  }

  /**
   * The executor's optimizer, a setting of each thread, would rewrite a module after its first calls: a run that was
   * resumed would round otherwise than one that was not.
   */
  private static void withoutOptimizer() {
    JniUtils.setGraphExecutorOptimize(false);
  }

  private static IValue list(NDList arrays) {
    return IValue.listFrom(arrays.toArray(new PtNDArray[0]));
  }

  private static Model load() {
    try (InputStream source = NativeOperators.class.getResourceAsStream("operators.py")) {
      Model model = Model.newInstance("operators", "PyTorch");
      model.load(new ByteArrayInputStream(archive("Operators", source.readAllBytes())));
      return model;
    } catch (IOException e) {
      throw new UncheckedIOException("the TorchScript operators cannot be read from the library", e);
    } catch (MalformedModelException e) {
      throw new IllegalStateException("this PyTorch engine does not accept the library's TorchScript operators", e);
    }
  }

  /**
   * A TorchScript archive: a zip file with the module's source and, as pickles, an instance whose only attribute is
   * {@code training = True} and no constants.
   */
  private static byte[] archive(String className, byte[] source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      entry(zip, "code/__torch__.py", source);
      // PROTO 2, GLOBAL class, empty tuple, NEWOBJ, {"training": True}, BUILD, STOP
      entry(zip, "data.pkl", ("\u0080\u0002c__torch__\n" + className + "\n)\u0081}X\b\0\0\0training\u0088sb.")
          .getBytes(StandardCharsets.ISO_8859_1));
      entry(zip, "constants.pkl", "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1));
      entry(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry("operators/" + name));
    zip.write(content);
    zip.closeEntry();
  }
}
