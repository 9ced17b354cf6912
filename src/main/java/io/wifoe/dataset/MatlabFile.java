package io.wifoe.dataset;

import io.wifoe.Check;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import us.hebi.matlab.mat.format.BufferAllocator;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;
import us.hebi.matlab.mat.types.Struct;

/** Reads one array of a MATLAB 5 file (-v6 and -v7), with MFL. */
final class MatlabFile {
  private static final int INFLATE_BUFFER = 1 << 16;

  private MatlabFile() {}

  /**
   * Reads an array of doubles or singles; the others are skipped.
   *
   * @throws IOException if the file is damaged or has no such array
   */
  static NumericArray read(Path file, String variable) throws IOException {
    String[] path = variable.split("[./]");
    Set<String> names = new TreeSet<>();
    boolean mapped = Files.size(file) <= Integer.MAX_VALUE;
    try (Source source = mapped ? Sources.openFile(file.toFile()) : Sources.openStreamingFile(file.toFile())) {
      Mat5File content = Mat5.newReader(source)
          .disableSubsystemProcessing()
          .setMaxInflateBufferSize(INFLATE_BUFFER)
          .setBufferAllocator(new Bounded(Files.size(file)))
          .setEntryFilter(header -> {
            names.add(header.getName());
            return header.getName().equals(path[0]);
          })
          .readMat();
      Check.that(names.contains(path[0]), "there is no variable \"%s\"; the file has %s", path[0], names);
      Matrix matrix = matrix(path, content.getArray(path[0]));
      long[] shape = Arrays.stream(matrix.getDimensions()).asLongStream().toArray();
      return NumericArray.dense(shape, true, i -> matrix.getDouble((int) i),
          matrix.isComplex() ? i -> matrix.getImaginaryDouble((int) i) : null);
    }
  }

  /** Follows the fields of structs to an array of numbers. */
  private static Matrix matrix(String[] path, Array root) {
    Array array = root;
    for (int i = 1; i <= path.length; i++) {
      String there = String.join(".", Arrays.copyOf(path, i));
      Check.that(array.getType() != MatlabType.Cell, "\"%s\" is a cell array %s; save its channels as one array, in "
          + "MATLAB for example  H = cat(1, c{:}); save('h.mat', 'H')", there, Arrays.toString(array.getDimensions()));
      if (i < path.length) {
        Check.that(array instanceof Struct, "\"%s\" is of class %s and has no fields", there, array.getType());
        Struct struct = (Struct) array;
        Check.that(struct.getFieldNames().contains(path[i]), "\"%s\" has no field \"%s\"; it has %s", there, path[i],
            struct.getFieldNames());
        Check.that(struct.getNumElements() == 1, "\"%s\" is an array of %d structs; save the channels as one array",
            there, struct.getNumElements());
        array = struct.get(path[i]);
      } else if (array instanceof Struct struct) {
        throw new IllegalArgumentException("\"%s\" is a struct with the fields %s; name the one with the channels, for "
            .formatted(there, struct.getFieldNames()) + "example " + there + "." + first(struct.getFieldNames()));
      }
    }
    Check.that(array.getType() == MatlabType.Double || array.getType() == MatlabType.Single,
        "variable \"%s\" is of class %s; channels are double or single", String.join(".", path), array.getType());
    return (Matrix) array;
  }

  private static String first(List<String> names) {
    return names.isEmpty() ? "h" : names.get(0);
  }

  /**
   * Allocates the buffers of a file's arrays unless it asks for more than it can hold.
   *
   * @param fileSize bytes of the file
   */
  private record Bounded(long fileSize) implements BufferAllocator {
    @Override
    public ByteBuffer allocate(int numBytes) {
      if (numBytes < 0 || numBytes / NpzFile.LARGEST_DEFLATION > fileSize) {
        throw new IllegalArgumentException("an array claims " + Integer.toUnsignedString(numBytes)
            + " bytes, more than a file of " + fileSize + " bytes can hold");
      }
      HeapLimit.require(numBytes, "an array");
      return ByteBuffer.allocate(numBytes);
    }

    @Override
    public void release(ByteBuffer buffer) {
      // the heap's own
    }
  }
}
