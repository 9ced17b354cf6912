package io.wifoe.dataset;

import io.wifoe.Check;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import us.hebi.matlab.mat.format.BufferAllocator;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;

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
    Set<String> names = new TreeSet<>();
    boolean mapped = Files.size(file) <= Integer.MAX_VALUE;
    try (Source source = mapped ? Sources.openFile(file.toFile()) : Sources.openStreamingFile(file.toFile())) {
      Mat5File content = Mat5.newReader(source)
          .disableSubsystemProcessing()
          .setMaxInflateBufferSize(INFLATE_BUFFER)
          .setBufferAllocator(new Bounded(Files.size(file)))
          .setEntryFilter(header -> {
            names.add(header.getName());
            if (header.getName().equals(variable) && header.getType() != MatlabType.Double
                && header.getType() != MatlabType.Single) {
              throw new IllegalArgumentException("variable \"" + variable + "\" is of class " + header.getType()
                  + "; channels are double or single");
            }
            return header.getName().equals(variable);
          })
          .readMat();
      Check.that(names.contains(variable), "there is no variable \"%s\"; the file has %s", variable, names);
      Matrix matrix = content.getMatrix(variable);
      long[] shape = Arrays.stream(matrix.getDimensions()).asLongStream().toArray();
      return NumericArray.dense(shape, true, i -> matrix.getDouble((int) i),
          matrix.isComplex() ? i -> matrix.getImaginaryDouble((int) i) : null);
    }
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
