package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.nn.Pass;
import io.wifoe.nn.Rows;
import io.wifoe.nn.SumRateLoss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The weighted mean of sum rates, Eq. (16), over many configurations in few pieces: all that have as many antennas are
 * one, whatever their numbers of users. A step of 54 configurations is short of calls, not of arithmetic.
 */
final class WeightedSumRate {
  /**
   * What is measured of one transmission.
   *
   * @param outputs what becomes its precoders, (n K, 2 Nt)
   * @param weight of its mean sum rate
   */
  private record Part(Transmission transmission, NDArray outputs, double weight) {}

  private final List<Part> parts = new ArrayList<>();

  private WeightedSumRate() {}

  /**
   * The weighted mean, a scalar that carries gradients.
   *
   * @param outputs what becomes precoders, whatever their power, (n K, 2 Nt) for each transmission
   */
  static NDArray of(Pass pass, List<Transmission> transmissions, List<NDArray> outputs, double[] weights) {
    Map<Integer, WeightedSumRate> byAntennas = new LinkedHashMap<>();
    for (int i = 0; i < weights.length; i++) {
      Transmission transmission = transmissions.get(i);
      byAntennas.computeIfAbsent(transmission.configuration().antennas(), antennas -> new WeightedSumRate()).parts
          .add(new Part(transmission, outputs.get(i), weights[i]));
    }
    return byAntennas.values().stream().map(piece -> piece.mean(pass)).reduce(NDArray::add).orElseThrow();
  }

  private NDArray mean(Pass pass) {
    int samples = parts.stream().mapToInt(part -> part.transmission.samples()).sum();
    int most = parts.stream().mapToInt(part -> part.transmission.configuration().users()).max().orElseThrow();
    long[] rows = new long[samples * most];
    double[] present = new double[samples * most];
    double[] root = new double[samples];
    double[] weights = new double[samples];
    int sample = 0;
    int row = 0;
    for (Part part : parts) {
      int users = part.transmission.configuration().users();
      for (int i = 0; i < part.transmission.samples(); i++) {
        for (int k = 0; k < most; k++) {
          rows[sample * most + k] = row + k % users;
          present[sample * most + k] = k < users ? 1 : 0;
        }
        root[sample] = Math.sqrt(part.transmission.power());
        weights[sample] = part.weight / part.transmission.samples();
        sample++;
        row += users;
      }
    }
    NDManager manager = pass.manager();
    DataType precision = pass.precision();
    NDArray rates = SumRateLoss.perSample(joined(Part::outputs), joined(part -> part.transmission.channels()),
        manager.create(rows, new Shape(samples, most)),
        manager.create(present, new Shape(samples, most)).toType(precision, false),
        manager.create(root).toType(precision, false), joined(part -> part.transmission.noisePower()));
    return rates.mul(manager.create(weights).toType(precision, false)).sum();
  }

  private NDArray joined(Function<Part, NDArray> array) {
    return Rows.joined(new NDList(parts.stream().map(array).toList()));
  }
}
