package io.wifoe.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.wifoe.RandomStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged and hostile files end in a sentence that names the file, never in another error, a hang or a set. */
class MutatedFilesTest {
  private static final int FILES = 1000;

  @TempDir(factory = InMemory.class)
  Path directory;

  /** Thousands of files are written: where the system has a file system in memory, they go there. */
  static final class InMemory implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
      return Files.isWritable(MEMORY) ? Files.createTempDirectory(MEMORY, "wifoe")
          : Files.createTempDirectory("wifoe");
    }
  }

  @ParameterizedTest
  @CsvSource({"numpy.npy, h", "numpy-deflated.npz, h", "matlab-v6.mat, h", "matlab-v7.mat, h", "matlab-v73.mat, h",
      "hdf5.h5, run/1/h", "hdf5-complex.h5, native", "hdf5-committed.h5, h"})
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void mutatedFilesAreReadOrRefused(String name, String variable) throws IOException {
    byte[] good = Files.readAllBytes(Files8.file(name));
    Path file = directory.resolve(name);
    Path set = directory.resolve("set");
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      Files.deleteIfExists(file); // some file systems flush a file that is cut and written again
      Files.write(file, mutated(good, RandomStream.root(38901).of(name).of(i).random()));
      ChannelImport source = ChannelDataset.importFrom(file).variable(variable);
      try {
        assertUsable(source.read());
      } catch (IOException e) {
        refused++;
        assertTrue(e.getMessage().startsWith(file.toString()), e.toString());
        if (i % 100 == 0) {
          assertNothingWritten(source, set);
        }
      } catch (RuntimeException | Error e) {
        fail("mutation " + i + " of " + name, e);
      }
    }
    assertTrue(refused > FILES / 10, "only " + refused + " mutations did harm");
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(1, left.count());
    }
  }

  private static void assertUsable(ChannelDataset dataset) {
    float[] h = new float[2 * dataset.antennas()];
    dataset.channels().read(dataset.users() - 1, h, 0);
    assertTrue(ChannelStatistics.squareNorm(h, 0, dataset.antennas()) > 0);
  }

  private static void assertNothingWritten(ChannelImport source, Path set) {
    try {
      source.write(set);
      fail("a file that cannot be read was written");
    } catch (IOException e) {
      assertFalse(Files.exists(set));
    }
  }

  /** Cut off, lengthened, or with some bytes replaced, mostly where formats keep their sizes. */
  private static byte[] mutated(byte[] good, SplittableRandom random) {
    byte[] bytes = good.clone();
    switch (random.nextInt(8)) {
      case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
      case 2 -> {
        int from = random.nextInt(bytes.length);
        int to = random.nextInt(bytes.length);
        int length = Math.min(random.nextInt(256), bytes.length - Math.max(from, to));
        System.arraycopy(good, from, bytes, to, length);
      }
      case 3, 4 -> {
        ByteBuffer buffer = ByteBuffer.wrap(bytes)
            .order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int at = place(bytes.length - Long.BYTES, random);
        long[] lies = {-1, 0, 1, 0x7FFFFFFF, 0x80000000L, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, at, bytes.length};
        long lie = lies[random.nextInt(lies.length)];
        if (random.nextBoolean()) {
          buffer.putLong(at, lie);
        } else {
          buffer.putInt(at, (int) lie);
        }
      }
      default -> {
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
          bytes[place(bytes.length, random)] = (byte) random.nextInt();
        }
      }
    }
    return bytes;
  }

  /** Half the time near the beginning, a quarter near the end. */
  private static int place(int length, SplittableRandom random) {
    int near = Math.min(length, 1024);
    return switch (random.nextInt(4)) {
      case 0, 1 -> random.nextInt(near);
      case 2 -> length - 1 - random.nextInt(near);
      default -> random.nextInt(length);
    };
  }
}
