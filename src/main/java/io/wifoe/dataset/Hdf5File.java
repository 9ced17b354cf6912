package io.wifoe.dataset;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.wifoe.Check;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Reads one data set of an HDF5 file, MATLAB 7.3 among them, with jHDF. */
final class Hdf5File {
  /** jHDF holds a data set about three times while it converts it. */
  private static final int COPIES = 3;
  private static final String MATLAB_CLASS = "MATLAB_class";

  private Hdf5File() {}

  /**
   * Reads a data set of floats, doubles, or pairs of them under the names of a real and an imaginary part.
   *
   * @param path of the data set, {@code h} or {@code group/h}
   * @throws IOException if there is none, or none of such numbers
   */
  static NumericArray read(Path file, String path) throws IOException {
    try (HdfFile hdf = new HdfFile(file)) {
      Dataset dataset = find(hdf, path);
      // MATLAB lists the axes of its arrays the other way round
      boolean matlab = dataset.getAttributes().containsKey(MATLAB_CLASS);
      long[] shape = Arrays.stream(dataset.getDimensions()).asLongStream().toArray();
      Check.that(!dataset.isEmpty(), "data set \"%s\" of shape %s has no data", path, Arrays.toString(shape));
      long elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
      HeapLimit.require(Math.multiplyExact(elements, (long) COPIES * dataset.getDataType().getSize()),
          "data set \"" + path + "\" of shape " + Arrays.toString(shape));
      Object data = dataset.getDataFlat();
      if (matlab) {
        for (int i = 0, j = shape.length - 1; i < j; i++, j--) {
          long length = shape[i];
          shape[i] = shape[j];
          shape[j] = length;
        }
      }
      if (data instanceof Map<?, ?> members) {
        return NumericArray.dense(shape, matlab, part(path, members, "re"), part(path, members, "im"));
      }
      return NumericArray.dense(shape, matlab, values(path, data), null);
    }
  }

  private static Dataset find(HdfFile hdf, String path) throws IOException {
    Group group = hdf;
    Node node = null;
    for (String name : (path.startsWith("/") ? path.substring(1) : path).split("/")) {
      node = group == null ? null : group.getChild(name);
      group = node instanceof Group child ? child : null;
    }
    if (node instanceof Dataset dataset) {
      return dataset;
    }
    throw new IOException("there is no data set \"" + path + "\"; the file has " + hdf.getChildren().keySet());
  }

  /** The member r, re, real or i, im, imag. */
  private static NumericArray.Values part(String path, Map<?, ?> members, String part) throws IOException {
    for (Map.Entry<?, ?> member : members.entrySet()) {
      String name = member.getKey().toString().toLowerCase(Locale.ROOT);
      if (name.startsWith(part) || part.startsWith(name)) {
        return values(path, member.getValue());
      }
    }
    throw new IOException("data set \"" + path + "\" has members " + members.keySet()
        + "; complex numbers have a real and an imaginary one");
  }

  private static NumericArray.Values values(String path, Object data) throws IOException {
    if (data instanceof float[] floats) {
      return i -> floats[(int) i];
    }
    if (data instanceof double[] doubles) {
      return i -> doubles[(int) i];
    }
    throw new IOException("data set \"" + path + "\" does not hold float or double numbers");
  }
}
