package io.wifoe.dataset;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The head of NumPy's .npy format, versions 1.0 to 3.0 (numpy.lib.format; NEP 1).
 *
 * @param type element type as NumPy writes it: {@code <c8}, {@code >f8} and so on
 * @param fortranOrder whether the first axis runs fastest
 * @param shape length of each axis
 * @param length bytes before the data
 */
record NpyHeader(String type, boolean fortranOrder, long[] shape, int length) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final int LONGEST = 1 << 16;
  /** As Python writes it, 2 or 3: either quote, u before it, blanks anywhere, keys in any order, L behind a length. */
  private static final Pattern DICTIONARY = Pattern.compile(("\\{(?=.*`descr`\\s*:\\s*(?:"
      + "u?['\"](?<type>[^'\"]{0,20})['\"]|\\[(?<members>[^\\]]{0,200})]))"
      + "(?=.*`fortran_order`\\s*:\\s*(?<fortran>True|False))"
      + "(?=.*`shape`\\s*:\\s*\\((?<shape>[0-9L,\\s]*)\\))[^{}]*}\\s*").replaceAll("`(\\w+)`", "u?['\"]$1['\"]"));
  private static final String MEMBER = "\\s*\\(\\s*u?['\"](?:%s)['\"]\\s*,\\s*u?['\"](?<%s>[^'\"]*)['\"]\\s*\\)\\s*";
  private static final Pattern MEMBERS = Pattern.compile(MEMBER.formatted("r|re|real", "re") + ","
      + MEMBER.formatted("i|im|imag", "im") + ",?\\s*", Pattern.CASE_INSENSITIVE);
  private static final Map<String, String> NAMES = Map.of("complex64", "c8", "complex128", "c16", "float32", "f4",
      "float64", "f8", "single", "f4", "double", "f8", "float", "f8", "complex", "c16");

  /** The header of little-endian complex64 values (users, Nt), padded as NumPy pads it. */
  static byte[] complex64(long users, int antennas) {
    String text = "{'descr': '<c8', 'fortran_order': False, 'shape': (" + users + ", " + antennas + "), }";
    int prefix = MAGIC.length + 4;
    int total = (prefix + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] header = new byte[total];
    Arrays.fill(header, (byte) ' ');
    ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).put((byte) 1).put((byte) 0)
        .putShort((short) (total - prefix)).put(text.getBytes(StandardCharsets.US_ASCII));
    header[total - 1] = '\n';
    return header;
  }

  /**
   * Reads a header and leaves the stream at the first byte of data.
   *
   * @throws IOException with a sentence if there is none, or one of an unsupported type
   */
  static NpyHeader read(InputStream in) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IOException("this is no .npy file: it does not begin with \\x93NUMPY");
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3) {
      throw new IOException(".npy version " + version + " is unknown; versions 1 to 3 can be read");
    }
    int bytes = version == 1 ? Short.BYTES : Integer.BYTES;
    ByteBuffer size = ByteBuffer.wrap(exactly(in, bytes)).order(ByteOrder.LITTLE_ENDIAN);
    long length = version == 1 ? size.getShort() & 0xFFFF : size.getInt() & 0xFFFFFFFFL;
    if (length > LONGEST) {
      throw new IOException("the .npy header claims " + length + " bytes; an array of numbers needs a few hundred");
    }
    String text = new String(exactly(in, (int) length), StandardCharsets.ISO_8859_1);
    Matcher fields = DICTIONARY.matcher(text);
    if (!fields.matches()) {
      throw new IOException("the .npy header does not describe an array of numbers: " + printable(text));
    }
    NpyHeader header = new NpyHeader(type(fields.group("type"), fields.group("members")),
        fields.group("fortran").equals("True"),
        shape(fields.group("shape")), start.length + bytes + (int) length);
    header.elementBytes();
    header.dataBytes();
    return header;
  }

  ByteOrder order() {
    return type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  boolean isComplex() {
    return type.charAt(1) == 'c';
  }

  boolean isDouble() {
    return type.endsWith("f8") || type.endsWith("c16");
  }

  /** The bytes that the header promises. */
  long dataBytes() throws IOException {
    try {
      return Arrays.stream(shape).reduce(elementBytes(), Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw new IOException("the .npy header claims the impossible shape " + shapeText(), e);
    }
  }

  String shapeText() {
    return Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", ", "(", ")"));
  }

  /** A type in one spelling; a pair of a real and an imaginary part lies in the file as a complex number does. */
  private static String type(String type, String members) throws IOException {
    if (members == null) {
      String known = NAMES.getOrDefault(type, type);
      String order = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ">" : "<";
      return known.startsWith("=") ? order + known.substring(1) : known.matches("[cf].*") ? order + known : known;
    }
    Matcher pair = MEMBERS.matcher(members);
    String part = pair.matches() && pair.group("re").equals(pair.group("im")) ? type(pair.group("re"), null) : "";
    return switch (part) {
      case "<f4", ">f4" -> part.charAt(0) + "c8";
      case "<f8", ">f8" -> part.charAt(0) + "c16";
      default -> throw new IOException("elements with the members [" + printable(members) + "] are no channels; a real "
          + "and an imaginary part, float32 or float64 both, are");
    };
  }

  private long elementBytes() throws IOException {
    if (!type.matches("[<>](c8|c16|f4|f8)")) {
      throw new IOException("element type '" + printable(type)
          + "' holds no channels; complex64, complex128, float32 and float64 do");
    }
    return Long.parseLong(type.substring(2));
  }

  private static long[] shape(String text) throws IOException {
    try {
      return Arrays.stream(text.split(",")).map(length -> length.replace("L", "").strip())
          .filter(length -> !length.isEmpty()).mapToLong(Long::parseLong).toArray();
    } catch (NumberFormatException e) {
      throw new IOException("the .npy header has the unreadable shape (" + printable(text) + ")", e);
    }
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the .npy header ends after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  private static String printable(String text) {
    String line = text.strip().replaceAll("[^ -~]", "?");
    return line.length() > 120 ? line.substring(0, 120) + "..." : line;
  }
}
