package io.wifoe.dataset;

import io.wifoe.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads one array of a file in any of the supported formats, told apart by their first bytes, not by their names. */
final class ArrayFile {
  private static final int HEAD = 2048;
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

  private ArrayFile() {}

  /**
   * Reads an array.
   *
   * @param variable its name; without meaning in .npy files
   * @throws IOException naming the file and what is wrong with it, if it cannot be read
   */
  static NumericArray read(Path file, String variable) throws IOException {
    try {
      return switch (format(file)) {
        case "npy" -> NpyFile.open(file);
        case "npz" -> NpzFile.read(file, variable);
        case "mat" -> guarded(() -> MatlabFile.read(file, variable));
        default -> guarded(() -> Hdf5File.read(file, variable));
      };
    } catch (NoSuchFileException e) {
      throw new InvalidFileException(file, "there is no such file", e);
    } catch (FileSystemException e) {
      throw new InvalidFileException(file, e.getReason() == null ? "access denied" : e.getReason(), e);
    } catch (IOException | IllegalArgumentException | ArithmeticException e) {
      throw new InvalidFileException(file, e.getMessage(), e);
    }
  }

  /** Whether a file's arrays have names; a .npy file is one array without one. */
  static boolean hasNames(Path file) throws IOException {
    return !format(file).equals("npy");
  }

  /** Whether MATLAB wrote a file, which leaves out axes of length 1 behind the others. */
  static boolean isOfMatlab(Path file) throws IOException {
    byte[] head = head(file);
    return text(head).startsWith("MATLAB ") || isMatlab5(head);
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD);
    }
  }

  private static String text(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1);
  }

  private static String format(Path file) throws IOException {
    byte[] head = head(file);
    String text = text(head);
    if (text.startsWith("\u0093NUMPY")) {
      return "npy";
    }
    if (text.startsWith("PK\3\4") || text.startsWith("PK\5\6")) {
      return "npz";
    }
    if (text.startsWith("MATLAB 5.0") || isMatlab5(head)) {
      return "mat";
    }
    for (int at = 0; at + HDF5.length <= head.length; at = at == 0 ? 512 : 2 * at) { // after a user block, if any
      if (Arrays.equals(head, at, at + HDF5.length, HDF5, 0, HDF5.length)) {
        return "hdf5";
      }
    }
    throw new IOException(head.length == 0 ? "the file is empty" : "this is no file of channels: neither .npy, .npz, "
        + "MATLAB 5 (-v6, -v7), MATLAB 7.3 nor HDF5; it begins with \""
        + text.substring(0, Math.min(24, text.length())).replaceAll("[^ -~]", "?") + "\"");
  }

  /** Version 1 and the mark of the byte order behind 124 bytes of any text. */
  private static boolean isMatlab5(byte[] head) {
    return head.length >= 128 && (head[124] == 0 && head[125] == 1 && head[126] == 'I' && head[127] == 'M'
        || head[124] == 1 && head[125] == 0 && head[126] == 'M' && head[127] == 'I');
  }

  /** Work of a library that trusts its input. */
  @FunctionalInterface
  private interface ArrayReader {
    NumericArray read() throws IOException;
  }

  /**
   * The libraries' readers size arrays and recurse by what a file says, in places that no check from outside reaches;
   * a damaged file then asks for one absurd array, which is refused without harm to the rest of the heap.
   */
  private static NumericArray guarded(ArrayReader reading) throws IOException {
    try {
      return reading.read();
    } catch (IOException e) {
      throw new IOException(innermost(e), e);
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException | AssertionError | OutOfMemoryError | StackOverflowError e) {
      throw new IOException("the file is damaged or uses what cannot be read here (" + innermost(e) + ")", e);
    }
  }

  private static String innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
