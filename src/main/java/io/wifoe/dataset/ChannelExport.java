package io.wifoe.dataset;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.wifoe.AtomicFile;
import io.wifoe.Check;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;

/** Writes raw channels as one file in a format of others, with one variable, {@value #VARIABLE}. */
final class ChannelExport {
  static final String VARIABLE = "h";

  private static final int MATLAB_HEADERS = 1024; // at most

  private ChannelExport() {}

  /**
   * Writes all users.
   *
   * @param file its ending says the format: {@code .npy}, {@code .npz}, {@code .mat} (MATLAB 5) or {@code .h5} (HDF5)
   */
  static void write(Path file, UserChannels channels) throws IOException {
    String fileName = file.getFileName().toString();
    String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    Check.that(ending.matches("npy|npz|mat|h5"), "\"%s\" ends in none of .npy, .npz, .mat and .h5", fileName);
    Files.createDirectories(file.toAbsolutePath().getParent());
    AtomicFile.write(file, unbuffered -> {
      OutputStream out = new BufferedOutputStream(unbuffered);
      switch (ending) {
        case "mat" -> matlab(out, channels);
        case "npz" -> npz(out, channels);
        case "h5" -> hdf5(out, channels);
        default -> npy(out, channels);
      }
      out.flush();
    });
  }

  private static void npy(OutputStream out, UserChannels channels) throws IOException {
    ChannelWriter.npy(out, channels, 1, new ChannelStatistics.Sums(channels.antennas()), Progress.SILENT);
  }

  /** As {@code numpy.savez} does: stored, not deflated, for which the checksum must be known beforehand. */
  private static void npz(OutputStream out, UserChannels channels) throws IOException {
    CRC32 crc = new CRC32();
    npy(new CheckedOutputStream(OutputStream.nullOutputStream(), crc), channels);
    ZipEntry entry = new ZipEntry(VARIABLE + ".npy");
    entry.setMethod(ZipEntry.STORED);
    entry.setCrc(crc.getValue());
    entry.setSize(NpyHeader.complex64(channels.users(), channels.antennas()).length
        + channels.users() * channels.antennas() * 2 * Float.BYTES);
    entry.setTime(0);
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.putNextEntry(entry);
    npy(zip, channels);
    zip.closeEntry();
    zip.finish();
  }

  /** Real and imaginary parts as a last axis, (users, Nt, 2): HDF5 has no complex numbers that all programs know. */
  private static void hdf5(OutputStream out, UserChannels channels) throws IOException {
    int antennas = channels.antennas();
    long bytes = 2L * Float.BYTES * antennas * channels.users();
    HeapLimit.require(4 * bytes, channels.users() + " users"); // each pair is an array of its own
    float[][][] pairs = new float[Math.toIntExact(channels.users())][antennas][2];
    float[] h = new float[2 * antennas];
    for (int user = 0; user < pairs.length; user++) {
      channels.read(user, h, 0);
      for (int n = 0; n < antennas; n++) {
        pairs[user][n][0] = h[n];
        pairs[user][n][1] = h[antennas + n];
      }
    }
    Path unfinished = Files.createTempFile("wifoe", ".h5"); // its writer wants a file to go back in
    try {
      try (WritableHdfFile hdf = HdfFile.write(unfinished)) {
        hdf.putDataset(VARIABLE, pairs);
      }
      Files.copy(unfinished, out);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void matlab(OutputStream out, UserChannels channels) throws IOException {
    int antennas = channels.antennas();
    long bytes = 2L * Float.BYTES * antennas * channels.users();
    Check.that(bytes < Integer.MAX_VALUE - MATLAB_HEADERS, "%d users need %d bytes; a MATLAB 5 variable holds less "
        + "than 2 GiB, so export .npy", channels.users(), bytes);
    HeapLimit.require(2 * bytes, channels.users() + " users");
    int users = (int) channels.users();
    Matrix matrix = Mat5.newComplex(users, antennas, MatlabType.Single);
    float[] h = new float[2 * antennas];
    for (int user = 0; user < users; user++) {
      channels.read(user, h, 0);
      for (int n = 0; n < antennas; n++) {
        matrix.setFloat(user, n, h[n]);
        matrix.setImaginaryFloat(user, n, h[antennas + n]);
      }
    }
    Mat5File mat = Mat5.newMatFile();
    mat.addArray(VARIABLE, matrix);
    // its writer goes back to fill in sizes, which a stream cannot
    ByteBuffer whole = ByteBuffer.allocate(Math.toIntExact(mat.getUncompressedSerializedSize()))
        .order(ByteOrder.LITTLE_ENDIAN);
    Mat5.newWriter(Sinks.wrap(whole)).setDeflateLevel(Deflater.NO_COMPRESSION).writeMat(mat);
    out.write(whole.array(), 0, whole.position());
  }
}
