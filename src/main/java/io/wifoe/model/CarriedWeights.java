package io.wifoe.model;

import static org.ejml.dense.row.CommonOps_DDRM.concatColumnsMulti;
import static org.ejml.dense.row.CommonOps_DDRM.concatRowsMulti;
import static org.ejml.dense.row.CommonOps_DDRM.extract;
import static org.ejml.dense.row.CommonOps_DDRM.identity;
import static org.ejml.dense.row.CommonOps_DDRM.insert;
import static org.ejml.dense.row.CommonOps_DDRM.transpose;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.dataset.ChannelCovariance;
import io.wifoe.nn.ParameterSpec;
import io.wifoe.task.Configuration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.ZMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/**
 * The weights of {@link CarriedParts}, from one configuration to another, in plain Java.
 *
 * @param model has both
 * @param fields from vectors at the one array to those at the other, {@link FarField#match}
 */
record CarriedWeights(WiFoE model, Configuration from, Configuration to, DMatrixRMaj fields) {
  /**
   * Replaces the parts of {@link #to}.
   *
   * @param users (m, K, Nt') by whom strong pilots are told from weak ones
   */
  void put(ComplexMatrices users) {
    Map<String, DMatrixRMaj> changed = new HashMap<>();
    addPilots(changed, users);
    addBits(changed);
    changed.put("out.W", outputs(known("out.W")));
    changed.put("out.b", outputs(known("out.b")));
    for (ParameterSpec spec : model.config().heads(to).parameters()) { // those that do not change serve as they are
      DMatrixRMaj weights = changed.containsKey(spec.name()) ? changed.get(spec.name()) : known(spec.name());
      model.parameters().start(model.config().scope(to) + "/" + spec.name(), weights.data);
    }
  }

  /** Pilots X, and the first layer of the user's network, which hears them as loud as it did. */
  private void addPilots(Map<String, DMatrixRMaj> changed, ComplexMatrices users) {
    DMatrixRMaj sent = transpose(concatRowsMulti(known("X_re"), known("X_im")), null);
    scaleRows(sent, from.pilotColumnPower(1));
    DMatrixRMaj beams = times(sent, fields); // (L, 2 Nt')
    DMatrixRMaj mix = to.pilots() < from.pilots() ? strongest(beams, users)
        : identity(from.pilots(), 2 * from.pilots());
    DMatrixRMaj x = times(mix, complex(beams));
    double[] gains = scaleRows(x, 2 * to.antennas()); // entries of variance 1 in either part, as first values have
    changed.put("X_re", withRest(transpose(columns(x, 0, to.antennas()), null), fresh("X_re")));
    changed.put("X_im", withRest(transpose(columns(x, to.antennas(), x.numCols), null), fresh("X_im")));

    DMatrixRMaj imaginary = columns(mix, from.pilots(), mix.numCols);
    CommonOps_DDRM.changeSign(imaginary);
    DMatrixRMaj conjugate = concatColumnsMulti(columns(mix, 0, from.pilots()), imaginary);
    DMatrixRMaj heard = times(complex(conjugate), known("enc0.W")); // U^H, from what is received to what was: (2 l, w)
    DMatrixRMaj weights = new DMatrixRMaj(2 * to.pilots(), heard.numCols);
    for (int l = 0; l < mix.numRows; l++) {
      double loudness = gains[l] / Math.sqrt(to.pilotColumnPower(1));
      for (int j = 0; j < heard.numCols; j++) {
        weights.set(l, j, loudness * heard.get(l, j));
        weights.set(to.pilots() + l, j, loudness * heard.get(mix.numRows + l, j));
      }
    }
    changed.put("enc0.W", weights);
  }

  /**
   * The combinations of pilots that users receive most of: U^T (L', 2 L), [Re | Im], with the strongest eigenvectors of
   * what is received in the columns of U.
   */
  private DMatrixRMaj strongest(DMatrixRMaj beams, ComplexMatrices users) {
    int number = users.samples() * users.rows();
    DMatrixRMaj h = new DMatrixRMaj(number, 2 * users.columns());
    for (int i = 0; i < h.data.length; i++) {
      h.data[i] = users.values()[i];
    }
    DMatrixRMaj conjugates = times(h, transpose(complex(beams), null)); // of h^H X
    float[] received = new float[conjugates.data.length];
    for (int i = 0; i < received.length; i++) {
      received[i] = (float) conjugates.data[i];
    }
    ZMatrixRMaj u = ChannelCovariance.of(new ComplexMatrices(number, 1, from.pilots(), received)).spectrum().vectors();
    DMatrixRMaj mix = new DMatrixRMaj(to.pilots(), 2 * from.pilots());
    for (int i = 0; i < to.pilots(); i++) {
      for (int j = 0; j < from.pilots(); j++) {
        mix.set(i, j, u.getReal(j, i));
        mix.set(i, from.pilots() + j, u.getImag(j, i));
      }
    }
    return mix;
  }

  /** The last layer of the user's network and G_in, in which bits that the known task has not weigh nothing. */
  private void addBits(Map<String, DMatrixRMaj> changed) {
    DMatrixRMaj in = known("in.W");
    int[] kept = IntStream.range(0, from.bits()).toArray();
    if (to.bits() < from.bits()) {
      kept = IntStream.range(0, from.bits()).boxed()
          .sorted(Comparator.comparingDouble(b -> -NormOps_DDRM.normF(extract(in, b, b + 1, 0, in.numCols))))
          .limit(to.bits()).mapToInt(b -> b).toArray();
    }
    DMatrixRMaj weights = fresh("encout.W");
    DMatrixRMaj biases = fresh("encout.b");
    DMatrixRMaj rows = new DMatrixRMaj(to.bits(), in.numCols);
    for (int b = 0; b < kept.length; b++) {
      insert(columns(known("encout.W"), kept[b], kept[b] + 1), weights, 0, b);
      insert(columns(known("encout.b"), kept[b], kept[b] + 1), biases, 0, b);
      insert(extract(in, kept[b], kept[b] + 1, 0, in.numCols), rows, b, 0);
    }
    changed.put("encout.W", weights);
    changed.put("encout.b", biases);
    changed.put("in.W", rows);
  }

  /** The last layer's outputs at the other array; what a structured precoder chooses stays. */
  private DMatrixRMaj outputs(DMatrixRMaj rows) {
    int numbers = 2 * from.antennas();
    DMatrixRMaj vectors = times(columns(rows, 0, numbers), fields);
    return rows.numCols == numbers ? vectors : concatColumnsMulti(vectors, columns(rows, numbers, rows.numCols));
  }

  /** Rows of complex numbers [Re | Im] as a matrix that such rows are multiplied by: [[Re, Im], [-Im, Re]]. */
  private static DMatrixRMaj complex(DMatrixRMaj rows) {
    DMatrixRMaj turned = rows.createLike();
    int width = rows.numCols / 2;
    for (int i = 0; i < rows.numRows; i++) {
      for (int j = 0; j < width; j++) {
        turned.set(i, j, -rows.get(i, width + j));
        turned.set(i, width + j, rows.get(i, j));
      }
    }
    return concatRowsMulti(rows, turned);
  }

  /** Scales each row to a square norm, and gives the norms that they had. */
  private static double[] scaleRows(DMatrixRMaj rows, double square) {
    double[] norms = new double[rows.numRows];
    for (int i = 0; i < rows.numRows; i++) {
      norms[i] = NormOps_DDRM.normF(extract(rows, i, i + 1, 0, rows.numCols));
      CommonOps_DDRM.scaleRow(Math.sqrt(square) / norms[i], rows, i);
    }
    return norms;
  }

  private static DMatrixRMaj times(DMatrixRMaj a, DMatrixRMaj b) {
    DMatrixRMaj product = new DMatrixRMaj(a.numRows, b.numCols);
    CommonOps_DDRM.mult(a, b, product);
    return product;
  }

  private static DMatrixRMaj columns(DMatrixRMaj matrix, int first, int end) {
    return extract(matrix, 0, matrix.numRows, first, end);
  }

  /** First columns, and behind them those of others as far as there are more. */
  private static DMatrixRMaj withRest(DMatrixRMaj first, DMatrixRMaj others) {
    insert(first, others, 0, 0);
    return others;
  }

  private DMatrixRMaj known(String name) {
    return matrix(model.config().scope(from) + "/" + name);
  }

  private DMatrixRMaj fresh(String name) {
    return matrix(model.config().scope(to) + "/" + name);
  }

  /** A copy of a parameter; vectors are rows. */
  private DMatrixRMaj matrix(String name) {
    NDArray array = model.parameters().get(name);
    try (NDArray copy = array.toType(DataType.FLOAT64, true)) {
      int columns = (int) array.getShape().get(array.getShape().dimension() - 1);
      return new DMatrixRMaj((int) array.size() / columns, columns, true, copy.toDoubleArray());
    }
  }
}
