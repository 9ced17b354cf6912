package io.wifoe.dataset;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.wifoe.Check;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one data set of an HDF5 file, MATLAB 7.3 among them, with jHDF. */
final class Hdf5File {
  /** jHDF holds a data set about three times while it converts it. */
  private static final int COPIES = 3;
  private static final String MATLAB_CLASS = "MATLAB_class";
  private static final String OCTAVE = "OCTAVE_NEW_FORMAT";

  private Hdf5File() {}

  /**
   * Reads a data set of floats, doubles, or pairs of them under the names of a real and an imaginary part.
   *
   * @param path of the data set, {@code h} or {@code group/h}
   * @throws IOException if there is none, or none of such numbers
   */
  static NumericArray read(Path file, String path) throws IOException {
    try (HdfFile hdf = new HdfFile(file)) {
      return array(find(hdf, path), path);
    } catch (RuntimeException | UnknownTypeException e) {
      Optional<NumericArray> special = readSpecial(file, path);
      if (special.isPresent()) {
        return special.get();
      }
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      if (String.valueOf(cause.getMessage()).contains("datatype version '5'")) {
        // without a cause, whose words would stand in place of these
        throw new IOException("there is no data set \"" + path + "\" that can be read; the file has " + names(file));
      }
      throw e;
    }
  }

  private static Set<String> names(Path file) {
    try (HdfFile hdf = new HdfFile(file)) {
      return Hdf5Header.at(hdf.getHdfBackingStorage(), hdf.getAddress()).children().keySet();
    }
  }

  /** What jHDF cannot read, or not beside what it cannot read; empty if that is not the matter. */
  private static Optional<NumericArray> readSpecial(Path file, String path) throws IOException {
    try (HdfFile hdf = new HdfFile(file)) {
      Optional<Hdf5Types.Found> found = Hdf5Types.find(hdf, path);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      if (found.get() instanceof Hdf5Types.Special special) {
        long[] shape = Arrays.stream(special.content().shape()).asLongStream().toArray();
        return Optional.of(array(path, shape, false, special.content().data()));
      }
      return Optional.of(array(((Hdf5Types.Ordinary) found.get()).dataset(), path));
    } catch (RuntimeException e) {
      return Optional.empty(); // damaged there as well: what was said first stands
    }
  }

  private static NumericArray array(Dataset dataset, String path) throws IOException {
    // MATLAB and Octave list the axes of their arrays the other way round
    boolean matlab = dataset.getAttributes().containsKey(MATLAB_CLASS)
        || dataset.getParent() != null && dataset.getParent().getAttributes().containsKey(OCTAVE);
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
    return array(path, shape, matlab, data);
  }

  private static NumericArray array(String path, long[] shape, boolean matlab, Object data) throws IOException {
    if (data instanceof Map<?, ?> members) {
      return NumericArray.dense(shape, matlab, part(path, members, "re"), part(path, members, "im"));
    }
    return NumericArray.dense(shape, matlab, values(path, data), null);
  }

  private static Dataset find(HdfFile hdf, String path) throws IOException {
    Group group = hdf;
    Node node = hdf;
    String there = "the file";
    for (String name : (path.startsWith("/") ? path.substring(1) : path).split("[/]")) {
      Node child = target(group.getChild(name), name);
      if (child == null && name.contains(".") && !name.startsWith(".")) {
        return find(hdf, path.replace('.', '/')); // a field of a struct, as in MATLAB
      }
      if (child == null) {
        throw new IOException("there is no data set \"" + path + "\"; " + there + " has "
            + group.getChildren().keySet());
      }
      node = child;
      there = "\"" + name + "\"";
      group = node instanceof Group next ? next : group;
    }
    if (node instanceof Group octave && octave.getAttributes().containsKey(OCTAVE)) {
      node = target(octave.getChild("value"), "value");
    }
    if (node instanceof Group struct) {
      throw new IOException("there is no data set \"" + path + "\", it is a group or struct with "
          + struct.getChildren().keySet()
          + "; name the one with the channels, for example " + path + "/"
          + struct.getChildren().keySet().stream().findFirst().orElse("h"));
    }
    if (node instanceof Dataset dataset) {
      Attribute type = dataset.getAttributes().get(MATLAB_CLASS);
      if (type != null && "cell".equals(type.getData())) {
        throw new IOException("\"" + path + "\" is a cell array; save its channels as one array, in MATLAB for "
            + "example  H = cat(1, c{:}); save('h.mat', 'H', '-v7.3')");
      }
      return dataset;
    }
    throw new IOException("\"" + path + "\" is no data set");
  }

  /** What a soft or external link leads to. */
  private static Node target(Node node, String name) throws IOException {
    if (node instanceof Link link) {
      if (link.isBrokenLink()) {
        throw new IOException("\"" + name + "\" is a link to " + link.getTargetPath() + ", where nothing is");
      }
      return link.getTarget();
    }
    return node;
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
    throw new UnknownTypeException("data set \"" + path + "\" does not hold float or double numbers");
  }

  /** A type that jHDF took for another one than numbers. */
  private static final class UnknownTypeException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    UnknownTypeException(String message) {
      super(message);
    }
  }
}
