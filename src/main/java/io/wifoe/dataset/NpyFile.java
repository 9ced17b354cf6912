package io.wifoe.dataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads NumPy's .npy files of any size through memory maps. */
final class NpyFile {
  private NpyFile() {}

  /**
   * Maps a file.
   *
   * @throws IOException if it is no .npy file of numbers, or not as long as its header says
   */
  static NumericArray open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      NpyHeader header = NpyHeader.read(in);
      long data = channel.size() - header.length();
      if (data != header.dataBytes()) {
        throw new IOException("the header says shape " + header.shapeText() + " of " + header.type() + ", "
            + header.dataBytes() + " bytes, but " + data + " follow; the file is "
            + (data < header.dataBytes() ? "cut off" : "too long"));
      }
      return array(header, LargeBuffer.map(channel, header.length(), data, header.order()));
    }
  }

  /** The array that a header describes. */
  static NumericArray array(NpyHeader header, LargeBuffer data) {
    NumericArray.Values values = header.isDouble() ? data::getDouble : data::getFloat;
    return header.isComplex()
        ? NumericArray.dense(header.shape(), header.fortranOrder(), i -> values.at(2 * i), i -> values.at(2 * i + 1))
        : NumericArray.dense(header.shape(), header.fortranOrder(), values, null);
  }
}
