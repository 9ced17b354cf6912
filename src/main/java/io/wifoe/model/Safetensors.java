package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Float16Utils;
import io.wifoe.AtomicFile;
import io.wifoe.InvalidFileException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Named arrays in one file of the public safetensors format: 8 bytes with the little-endian length of a header, the
 * header in JSON, {@code {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, "__metadata__":
 * {"key": "text"}}}, then the little-endian values. Arrays of {@code F16}, {@code F32} and
 * {@code F64} are read and written; half precision becomes single precision when it is read.
 *
 * <p>A file is refused, before memory is set aside for what it claims, unless its arrays cover the data without holes
 * or overlaps, every size fits type and shape, and names are parts of letters, digits, {@code . _ -} joined by single
 * {@code /}, no part being {@code .} or {@code ..}: a name is never a path out of a folder.
 */
public final class Safetensors implements AutoCloseable {

  /**
   * One array of a file.
   *
   * @param begin first byte of its values after the header
   * @param end the byte after its last value
   */
  public record Entry(DataType type, Shape shape, long begin, long end) {}

  private final Path path;
  private final RandomAccessFile file; // not a channel, which an interrupt would close
  private final SafetensorsHeader header;
  private final long dataStart;

  private Safetensors(Path path, RandomAccessFile file) throws IOException {
    this.path = path;
    this.file = file;
    long length = file.length();
    if (length < Long.BYTES) {
      throw new IOException("its " + length + " bytes are too few for a safetensors file");
    }
    byte[] size = new byte[Long.BYTES];
    file.readFully(size);
    long headerBytes = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (headerBytes < 2 || headerBytes > length - Long.BYTES) {
      throw new IOException("its header claims " + Long.toUnsignedString(headerBytes) + " bytes, the file has "
          + (length - Long.BYTES) + " after the first 8; it is cut short or no safetensors file");
    }
    if (headerBytes > SafetensorsHeader.LONGEST) {
      throw new IOException("its header of " + headerBytes + " bytes is longer than " + SafetensorsHeader.LONGEST);
    }
    byte[] json = new byte[(int) headerBytes];
    file.readFully(json);
    this.dataStart = Long.BYTES + headerBytes;
    this.header = SafetensorsHeader.parse(json, length - dataStart);
  }

  /**
   * Opens a file and checks its header.
   *
   * @throws InvalidFileException if it is none of this format, cut short or hostile; the message says what is wrong
   */
  public static Safetensors open(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw Files.exists(path) ? new InvalidFileException(path, "is not a file") : new NoSuchFileException(
          path.toString(), null, "there is no such file");
    }
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
    try {
      return new Safetensors(path, file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw new InvalidFileException(path, e.getMessage(), e);
    }
  }

  /** An array that cannot be written since one of its values is infinite or not a number. */
  public static final class NotFiniteException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private NotFiniteException(String sentence) {
      super(sentence);
    }
  }

  /**
   * Writes or replaces a file at once: it is never seen unfinished.
   *
   * @param metadata free text by key
   * @param arrays of float16, float32 or float64, stored in this order
   * @throws NotFiniteException if a value is not finite; nothing is written then
   * @throws IllegalArgumentException if a name breaks the rule; the same
   */
  public static void write(Path path, Map<String, String> metadata, Map<String, NDArray> arrays) throws IOException {
    byte[] header = SafetensorsHeader.of(metadata, arrays).bytes();
    AtomicFile.write(path, out -> {
      out.write(header);
      for (Map.Entry<String, NDArray> array : arrays.entrySet()) {
        out.write(bytes(array.getKey(), array.getValue()));
      }
    });
  }

  public Path path() {
    return path;
  }

  public Map<String, String> metadata() {
    return header.metadata();
  }

  /** Every array's type, shape and place, by name. */
  public Map<String, Entry> entries() {
    return header.entries();
  }

  /**
   * Reads one array.
   *
   * @throws InvalidFileException if it is not there, too large for one array or has values that are not finite
   */
  public NDArray read(NDManager manager, String name) throws IOException {
    Entry entry = entries().get(name);
    if (entry == null) {
      throw new InvalidFileException(path, "has no array " + name);
    }
    long size = entry.end() - entry.begin();
    if (size > Integer.MAX_VALUE - Long.BYTES) {
      throw new InvalidFileException(path, "its array " + name + " of " + size + " bytes is too large");
    }
    byte[] bytes = new byte[(int) size];
    file.seek(dataStart + entry.begin());
    file.readFully(bytes);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (entry.type() == DataType.FLOAT64) {
        double[] values = new double[bytes.length / Double.BYTES];
        buffer.asDoubleBuffer().get(values);
        requireFinite(name, values);
        return manager.create(values, entry.shape());
      }
      float[] values = entry.type() == DataType.FLOAT16 ? singles(buffer) : new float[bytes.length / Float.BYTES];
      if (entry.type() == DataType.FLOAT32) {
        buffer.asFloatBuffer().get(values);
      }
      requireFinite(name, values);
      return manager.create(values, entry.shape());
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(path, e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static byte[] bytes(String name, NDArray array) {
    if (array.getDataType() == DataType.FLOAT16) {
      byte[] bytes = array.toByteArray();
      requireFinite(name, singles(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)));
      return bytes;
    }
    if (array.getDataType() == DataType.FLOAT64) {
      double[] values = array.toDoubleArray();
      requireFinite(name, values);
      ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asDoubleBuffer().put(values);
      return bytes.array();
    }
    float[] values = array.toFloatArray();
    requireFinite(name, values);
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static float[] singles(ByteBuffer halves) {
    return Float16Utils.fromShortBuffer(halves.asShortBuffer());
  }

  private static void requireFinite(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw notFinite(name, i, values[i]);
      }
    }
  }

  private static void requireFinite(String name, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw notFinite(name, i, values[i]);
      }
    }
  }

  private static NotFiniteException notFinite(String name, int index, double value) {
    return new NotFiniteException("value " + index + " of " + name + " is " + value + "; all must be finite");
  }
}
