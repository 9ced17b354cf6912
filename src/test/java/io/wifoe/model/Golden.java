package io.wifoe.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.nn.NativeEngine;
import io.wifoe.nn.ParameterSpec;
import io.wifoe.nn.ParameterSpec.Init;
import io.wifoe.nn.Parameters;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PilotPower;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reference values of an independent implementation: see the README in the resource folder {@code golden}. */
final class Golden {
  private Golden() {}

  /** Where the network under test lives: a GPU, if code for one is asked for and there is one. */
  static Device device() {
    return Boolean.getBoolean("wifoe.device-code") && NativeEngine.gpus() > 0 ? Device.gpu() : Device.cpu();
  }

  /** One file's arrays by name, all as float64. */
  static Map<String, NDArray> read(NDManager manager, String file) throws IOException {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file + ".npz")) {
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      for (NDArray array : NDList.decode(manager, in)) {
        arrays.put(array.getName(), array.toType(DataType.FLOAT64, false));
      }
      return arrays;
    }
  }

  /** A model of the sizes in a config file, with {@code configuration}'s parts beside the trunk. */
  static WiFoE model(Map<String, NDArray> config, DataType precision) {
    return WiFoE.builder().width(integer(config, "d")).blocks(integer(config, "blocks")).heads(integer(config, "H"))
        .experts(integer(config, "E")).topK(integer(config, "topk")).expertWidth(integer(config, "dff"))
        .encoderWidth(integer(config, "henc")).encoderLayers(integer(config, "nenc")).precision(precision)
        .device(device()).build();
  }

  static Configuration configuration(Map<String, NDArray> config) {
    return new Configuration("golden", integer(config, "L"), integer(config, "Nt"), integer(config, "K"),
        integer(config, "B"), PilotPower.TOTAL);
  }

  static LinkBudget link(Map<String, NDArray> config) {
    return new LinkBudget(config.get("P").getDouble(), config.get("sigma2").getDouble());
  }

  static double pilotPower(Map<String, NDArray> config) {
    return config.get("Es").getDouble();
  }

  /** Copies the weights under {@code prefix} into the scope that owns them. */
  static void load(Parameters parameters, Map<String, NDArray> weights, String prefix, String headScope) {
    for (String name : parameters.arrays().keySet().toArray(new String[0])) {
      if (name.startsWith(WiFoE.TRUNK) ? prefix.isEmpty() || prefix.equals("trunk/")
          : name.startsWith(headScope + "/")) {
        Shape shape = parameters.get(name).getShape();
        double[] values = values(weights, prefix, name, shape);
        parameters.put(new ParameterSpec(name, shape, new Init(null, 0)), values);
      }
    }
  }

  /** The reference's values for our parameter: the experts' arrays are stacked here and single there. */
  static double[] values(Map<String, NDArray> arrays, String prefix, String ours, Shape shape) {
    String[] parts = ours.split("/");
    String name = parts[parts.length - 1];
    if (!ours.startsWith(WiFoE.TRUNK)) {
      return arrays.get(prefix + name).toDoubleArray();
    }
    String theirs = prefix + parts[1] + "." + name;
    if (arrays.containsKey(theirs)) {
      return arrays.get(theirs).toDoubleArray();
    }
    double[] stacked = new double[(int) shape.size()];
    int size = (int) (shape.size() / shape.get(0));
    for (int e = 0; e < shape.get(0); e++) {
      System.arraycopy(arrays.get(theirs + "." + e).toDoubleArray(), 0, stacked, e * size, size);
    }
    return stacked;
  }

  static Transmission transmission(NDManager manager, DataType precision, Map<String, NDArray> inputs, String prefix,
      Configuration c, LinkBudget link, double pilotPower) {
    NDArray re = inputs.get(prefix + "H_re");
    int samples = (int) re.getShape().get(0);
    long rows = (long) samples * c.users();
    NDArray h = re.reshape(rows, c.antennas()).concat(inputs.get(prefix + "H_im").reshape(rows, c.antennas()), 1);
    NDArray z = inputs.get(prefix + "noise").reshape(rows, 2L * c.pilots());
    NDArray channels = h.toType(precision, true);
    NDArray noise = z.toType(precision, true);
    channels.attach(manager);
    noise.attach(manager);
    NDArray noisePower = manager.full(new Shape(samples, 1), 1, precision).mul(link.noisePower());
    return new Transmission(c, link.power(), pilotPower, noisePower, channels, noise);
  }

  /** ||ours - theirs|| / ||theirs||; the plain norm of ours where theirs is zero. */
  static double relativeError(NDArray ours, double[] theirs) {
    double[] values = ours.toType(DataType.FLOAT64, false).toDoubleArray();
    if (values.length != theirs.length) {
      throw new AssertionError(values.length + " values against " + theirs.length);
    }
    double difference = 0;
    for (int i = 0; i < values.length; i++) {
      difference += (values[i] - theirs[i]) * (values[i] - theirs[i]);
    }
    double norm = Arrays.stream(theirs).map(x -> x * x).sum();
    return Math.sqrt(difference / (norm == 0 ? 1 : norm));
  }

  private static int integer(Map<String, NDArray> config, String name) {
    return (int) config.get(name).getDouble();
  }
}
