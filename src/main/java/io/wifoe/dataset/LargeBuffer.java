package io.wifoe.dataset;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * Read-only bytes beyond the two gibibytes of one {@link ByteBuffer}: parts of equal size, which is a multiple of
 * every element's, so that no element lies across two of them.
 */
final class LargeBuffer {
  private static final int PART_BITS = 30;
  private static final int PART = 1 << PART_BITS;

  private final ByteBuffer[] parts;

  private LargeBuffer(ByteBuffer[] parts) {
    this.parts = parts;
  }

  /** Maps bytes of a file into memory; the file may be closed afterwards. */
  static LargeBuffer map(FileChannel file, long offset, long size, ByteOrder order) throws IOException {
    ByteBuffer[] parts = new ByteBuffer[count(size)];
    for (int i = 0; i < parts.length; i++) {
      long start = (long) i << PART_BITS;
      parts[i] = file.map(MapMode.READ_ONLY, offset + start, Math.min(PART, size - start)).order(order);
    }
    return new LargeBuffer(parts);
  }

  /** Reads exactly {@code size} bytes into the heap. */
  static LargeBuffer read(InputStream in, long size, ByteOrder order) throws IOException {
    ByteBuffer[] parts = new ByteBuffer[count(size)];
    for (int i = 0; i < parts.length; i++) {
      int length = (int) Math.min(PART, size - ((long) i << PART_BITS));
      byte[] bytes = new byte[length];
      int read = in.readNBytes(bytes, 0, length);
      if (read < length) {
        throw new EOFException("the data end after " + (((long) i << PART_BITS) + read) + " of " + size + " bytes");
      }
      parts[i] = ByteBuffer.wrap(bytes).order(order);
    }
    return new LargeBuffer(parts);
  }

  private static int count(long size) {
    return Math.toIntExact((size + PART - 1) >>> PART_BITS);
  }

  /** The {@code float} with this index, counted in floats. */
  float getFloat(long index) {
    long at = index * Float.BYTES;
    return parts[(int) (at >>> PART_BITS)].getFloat((int) (at & (PART - 1)));
  }

  /** The {@code double} with this index, counted in doubles. */
  double getDouble(long index) {
    long at = index * Double.BYTES;
    return parts[(int) (at >>> PART_BITS)].getDouble((int) (at & (PART - 1)));
  }
}
