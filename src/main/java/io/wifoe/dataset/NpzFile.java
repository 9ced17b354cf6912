package io.wifoe.dataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads one array of NumPy's .npz archives, which are zip files of .npy files, stored or deflated. */
final class NpzFile {
  /** Deflate cannot shrink data by more than this factor (zlib's own documentation). */
  static final long LARGEST_DEFLATION = 1032;

  private NpzFile() {}

  /**
   * Reads a variable into the heap.
   *
   * @throws IOException if the archive is damaged, has no such variable or promises more than can be
   */
  static NumericArray read(Path file, String variable) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(variable + ".npy");
      if (entry == null) {
        throw new IOException("there is no variable \"" + variable + "\"; the archive has " + variables(zip));
      }
      CRC32 crc = new CRC32();
      try (InputStream in = new CheckedInputStream(new BufferedInputStream(zip.getInputStream(entry)), crc)) {
        NpyHeader header = NpyHeader.read(in);
        if (entry.getSize() != header.length() + header.dataBytes()) {
          throw new IOException("variable \"" + variable + "\" of shape " + header.shapeText() + " needs "
              + (header.length() + header.dataBytes()) + " bytes, but the archive holds " + entry.getSize());
        }
        if (entry.getSize() / LARGEST_DEFLATION > Files.size(file)) {
          throw new IOException("variable \"" + variable + "\" claims " + entry.getSize() + " bytes, more than "
              + Files.size(file) + " bytes can hold");
        }
        HeapLimit.require(header.dataBytes(), "variable \"" + variable + "\" of shape " + header.shapeText());
        LargeBuffer data = LargeBuffer.read(in, header.dataBytes(), header.order());
        if (crc.getValue() != entry.getCrc()) {
          throw new IOException("variable \"" + variable + "\" does not match its checksum; the file is damaged");
        }
        return NpyFile.array(header, data);
      }
    }
  }

  private static List<String> variables(ZipFile zip) {
    return zip.stream().limit(100).map(ZipEntry::getName).filter(name -> name.endsWith(".npy"))
        .map(name -> name.substring(0, name.length() - ".npy".length()).replaceAll("[^ -~]", "?")).toList();
  }
}
