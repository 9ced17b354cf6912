package io.wifoe.nn;

import ai.djl.Device;
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
 * Operators of the engine that {@link NDArray} does not offer, reached through TorchScript modules whose source is the
 * resource {@code operators.torchscript}.
 */
public final class NativeOperators {
  private static final Module OPERATORS = Module.load("Operators");
  private static final Module SOFTMAX = Module.load("Softmax");
  private static final Module ATTENTION = Module.load("Attention");
  private static final Module EXPERTS = Module.load("Experts");
  private static final Module COARSE_EXPERTS = Module.load("CoarseExperts");
  private static final Module COARSE_PRODUCT = Module.load("CoarseProduct");
  private static final Module DENSE_EXPERTS = Module.load("DenseExperts");
  private static final Module ROWS = Module.load("Rows");
  private static final Module SOLVE = Module.load("Solve");
  private static final Module STRUCTURED = Module.load("Structured");
  private static final Module SUM_RATES = Module.load("SumRates");

  private NativeOperators() {}

  /** Coefficients of {@link #adam}; {@code clip} is the largest gradient norm, infinite for none. */
  public record AdamCoefficients(double beta1, double beta2, double weightDecay, double epsilon, double clip) {}

  /**
   * One fused step of Adam on all parameters, in place. With weight decay added to the gradient, bias corrections from
   * the step counts, and all gradients scaled together so that their norm does not exceed the limit. A norm that is not
   * finite leaves everything as it is.
   *
   * @param steps for each parameter a scalar, the number of its steps including this one
   * @return the norm of all gradients before scaling
   */
  public static double adam(NDManager manager, NDList parameters, NDList gradients, NDList means, NDList squares,
      NDList steps, double rate, AdamCoefficients s) {
    IValue[] arguments = {list(parameters), list(gradients), list(means), list(squares), list(steps),
      IValue.from(rate), IValue.from(s.beta1()), IValue.from(s.beta2()), IValue.from(s.weightDecay()),
      IValue.from(s.epsilon()), IValue.from(s.clip())};
    try (IValue norm = OPERATORS.run("adam_", arguments)) {
      return toDouble(norm.toTensor((PtNDManager) manager));
    }
  }

  /**
   * Coefficients of {@link #muon}.
   *
   * @param momentum weight of the steps before
   * @param weightDecay share of a matrix that a step of rate 1 takes away
   * @param iterations of Newton and Schulz
   * @param coarse whether they multiply bfloat16 numbers
   */
  public record MuonCoefficients(double momentum, double weightDecay, int iterations, boolean coarse) {}

  /**
   * One step of Muon on weight matrices, in place: minus the Nesterov momentum of their gradients with singular values
   * brought near 1 by Newton-Schulz iterations, times {@code rate sqrt(max(1, out / in))}.
   *
   * @param parameters of one shape, (in, out) or layers of them (n, in, out)
   * @param gradients of the same shape, as are the momenta
   * @param pieces number of matrices that stand side by side in each
   */
  public static void muon(NDList parameters, NDList gradients, NDList momenta, int pieces, double rate,
      MuonCoefficients c) {
    OPERATORS.run("muon_", list(parameters), list(gradients), list(momenta), IValue.from(pieces), IValue.from(rate),
        IValue.from(c.momentum()), IValue.from(c.weightDecay()), IValue.from(c.iterations()),
        IValue.from(c.coarse())).close();
  }

  /** The norm of all arrays together. */
  public static double norm(NDList arrays) {
    try (IValue norm = OPERATORS.run("norm", list(arrays))) {
      return toDouble(norm.toTensor((PtNDManager) arrays.head().getManager()));
    }
  }

  /**
   * Softmax of each row in which no share falls below e^-46 = 1e-20 of the largest: gradients of smaller ones are
   * denormal numbers, on which processors are many times slower, and a trained network has many of them.
   */
  static NDArray softmax(NDArray x) {
    return SOFTMAX.forward(x);
  }

  /**
   * Attention within each sample, Eq. (24).
   *
   * @param qkv (n, K, 3, H, d / H): queries, keys and values
   * @return (n K, d)
   */
  static NDArray attention(NDArray qkv) {
    return ATTENTION.forward(qkv);
  }

  /** The rows of these numbers. */
  static NDArray rows(NDArray array, NDArray numbers) {
    return ROWS.forward(array, numbers);
  }

  /** A^-1 B for each matrix A (n, m, m) and right-hand side B (n, m, c). */
  static NDArray solve(NDArray a, NDArray b) {
    return SOLVE.forward(a, b);
  }

  /**
   * The experts of Eq. (27) and (28), one after the other, each on the tokens that chose it, so that what
   * it reads and writes fits into the cache.
   *
   * @param z tokens (T, d)
   * @param gates (T, k)
   * @param chosen the experts that the gates belong to, (T, k)
   * @param routing the same, sorted
   * @param u1 (E, d, d_ff), with c1 (E, d_ff), u2 (E, d_ff, d) and c2 (E, d)
   * @param coarse whether products are those of bfloat16 numbers
   * @return (T, d)
   */
  static NDArray experts(NDArray z, NDArray gates, NDArray chosen, Routing routing, NDArray u1, NDArray c1,
      NDArray u2, NDArray c2, boolean coarse) {
    NDManager manager = z.getManager();
    return (coarse ? COARSE_EXPERTS : EXPERTS).forward(z, gates, chosen, manager.create(routing.slotOfRow()),
        manager.create(routing.rows()), u1, c1, u2, c2);
  }

  /** X W for X (rows, in) and W (in, out), of bfloat16 numbers. */
  static NDArray coarseProduct(NDArray x, NDArray w) {
    return COARSE_PRODUCT.forward(x, w);
  }

  /**
   * The same layer with every expert at work on every token, those that it did not choose with a gate of 0. More
   * arithmetic in fewer and larger products, and nobody needs to know how many tokens chose an expert: on a GPU, where
   * a small product takes as long as a large one and a look at a value stops everything, much the faster way.
   */
  static NDArray denseExperts(NDArray z, NDArray gates, NDArray chosen, NDArray u1, NDArray c1, NDArray u2,
      NDArray c2) {
    return DENSE_EXPERTS.forward(z, gates, chosen, u1, c1, u2, c2);
  }

  /** {@link SumRateLoss#perSample}. */
  static NDArray sumRates(NDArray outputs, NDArray channels, NDArray rows, NDArray present, NDArray root,
      NDArray noise) {
    return SUM_RATES.forward(outputs, channels, rows, present, root, noise);
  }

  /** {@link PrecoderOutput#STRUCTURED} of samples that are put together as for {@link #sumRates}. */
  static NDArray structured(NDArray estimates, NDArray choices, NDArray rows, NDArray present, NDArray places,
      NDArray root, NDArray ones) {
    return STRUCTURED.forward(estimates, choices, rows, present, places, root, ones);
  }

  /** As {@link PackedTrunk#precode}, with what {@link #pack} made. */
  static NDArray precode(NDArray q, NDList in, NDList panels, NDList out, int users, int topK, double power) {
    IValue[] arguments = {IValue.from((PtNDArray) q), list(in), list(panels), list(out), IValue.from(users),
      IValue.from(topK), IValue.from(power)};
    try (IValue precoders = OPERATORS.run("precode", arguments)) {
      return precoders.toTensor((PtNDManager) q.getManager());
    }
  }

  /**
   * Copies of weights in panels of a head's width (Wqkv) or of 32 columns (U1 and U2).
   *
   * @param weights Wqkv, Wo, Wr, br, U1, c1, U2, c2 of each block
   */
  static NDList pack(NDManager manager, NDList weights, int heads) {
    try (IValue panels = OPERATORS.run("pack", list(weights), IValue.from(heads))) {
      return new NDList(panels.toTensorArray((PtNDManager) manager));
    }
  }

  /** The value of a scalar of either precision. */
  public static double toDouble(NDArray scalar) {
    return scalar.toType(DataType.FLOAT64, false).getDouble();
  }

  private static IValue list(NDList arrays) {
    return IValue.listFrom(arrays.toArray(new PtNDArray[0]));
  }

  /** One class of the source; the model is held since one without references is finalised under its block. */
  private record Module(Model model) {

    static Module load(String className) {
      try (InputStream source = NativeOperators.class.getResourceAsStream("operators.torchscript")) {
        Model model = Model.newInstance(className, Device.cpu(), "PyTorch");
        model.load(new ByteArrayInputStream(archive(className, source.readAllBytes())));
        return new Module(model);
      } catch (IOException e) {
        throw new UncheckedIOException("the TorchScript operators cannot be read from the library", e);
      } catch (MalformedModelException e) {
        throw new IllegalStateException("this PyTorch engine does not accept the library's TorchScript operators", e);
      }
    }

    /** With gradients where the thread records them. */
    NDArray forward(NDArray... inputs) {
      withoutOptimizer();
      return IValueUtils.forward(block(), new NDList(inputs), true).singletonOrThrow();
    }

    /** Without gradients; closes the arguments. */
    IValue run(String method, IValue... arguments) {
      withoutOptimizer();
      try {
        return IValueUtils.runMethod(block(), method, arguments);
      } finally {
        for (IValue argument : arguments) {
          argument.close();
        }
      }
    }

    private PtSymbolBlock block() {
      return (PtSymbolBlock) model.getBlock();
    }

    /**
     * The executor's optimizer, a setting of each thread, would rewrite a module after its first calls: a run that was
     * resumed would round otherwise than one that was not.
     */
    private static void withoutOptimizer() {
      JniUtils.setGraphExecutorOptimize(false);
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
