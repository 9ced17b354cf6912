package io.wifoe.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.task.Normalization;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files written by NumPy, SciPy and h5py hold the same eight users in every way that channels travel. */
class ChannelImportTest {
  private static float[][] expected;

  @TempDir
  Path directory;

  /** The reference is read by hand: 128 bytes of header, then little-endian pairs (re, im). */
  @BeforeAll
  static void readReference() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(Files8.file("numpy.npy"))).order(ByteOrder.LITTLE_ENDIAN);
    expected = new float[Files8.USERS][2 * Files8.ANTENNAS];
    for (int user = 0; user < Files8.USERS; user++) {
      for (int n = 0; n < Files8.ANTENNAS; n++) {
        int at = 128 + (user * Files8.ANTENNAS + n) * 2 * Float.BYTES;
        expected[user][n] = bytes.getFloat(at);
        expected[user][Files8.ANTENNAS + n] = bytes.getFloat(at + Float.BYTES);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"numpy.npy", "numpy.npz", "numpy-deflated.npz", "matlab-v6.mat", "matlab-v7.mat",
      "matlab-v73.mat", "hdf5.h5", "hdf5-latest.h5"})
  void aVariableNamedHNeedsNoSettings(String file) throws IOException {
    assertExact(ChannelDataset.open(Files8.file(file)));
  }

  @ParameterizedTest
  @CsvSource({"numpy.npz, double", "numpy.npz, fortran", "numpy.npz, pairs", "numpy.npz, pairs_double",
      "matlab-v6.mat, double", "matlab-v6.mat, pairs", "matlab-v7.mat, double", "matlab-v73.mat, single",
      "hdf5.h5, run/1/h", "hdf5.h5, /run/1/h", "hdf5.h5, pairs", "hdf5.h5, big"})
  void complexNumbersInEveryShape(String file, String variable) throws IOException {
    assertExact(ChannelDataset.importFrom(Files8.file(file)).variable(variable).read());
  }

  @ParameterizedTest
  @CsvSource({"hdf5-complex.h5, native", "hdf5-committed.h5, h", "hdf5-committed-latest.h5, h"})
  void typesThatJhdfDoesNotKnowAndWhatStandsBesideThem(String file, String special) throws IOException {
    float[][] plain = Files8.rows(ChannelDataset.importFrom(Files8.file(file)).variable("plain").read().channels());
    assertEquals(0.0012301534f, plain[0][0]);
    assertArrayEquals(plain, Files8.rows(ChannelDataset.importFrom(Files8.file(file)).variable(special).read()
        .channels()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"numpy.npz", "numpy-deflated.npz", "matlab-v6.mat", "matlab-v73.mat", "hdf5.h5"})
  void twoVariables(String file) throws IOException {
    assertExact(ChannelDataset.importFrom(Files8.file(file)).variables("re", "im").read());
  }

  @Test
  void oneArrayIsNotTakenForBothParts() {
    assertTrue(assertThrows(IOException.class, () -> ChannelDataset.importFrom(Files8.file("numpy.npy"))
        .variables("re", "im").read()).getMessage().contains("cannot be real part and imaginary part im at once"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"numpy.npz", "matlab-v6.mat"})
  void antennasBeforeUsers(String file) throws IOException {
    assertExact(ChannelDataset.importFrom(Files8.file(file)).variable("transposed").layout("antennas", "users").read());
  }

  @ParameterizedTest
  @ValueSource(strings = {"numpy.npz", "matlab-v6.mat", "matlab-v73.mat", "hdf5.h5"})
  void oneSubcarrierOfThree(String file) throws IOException {
    assertExact(ChannelDataset.importFrom(Files8.file(file)).variable("cube")
        .layout("antennas", "subcarrier", "users").select("subcarrier", 1).read());
  }

  @Test
  void anImportedSetIsOneOfOurs() throws IOException {
    Path set = directory.resolve("set");
    ChannelImport source = ChannelDataset.importFrom(Files8.file("matlab-v73.mat")).variable("h").name("mine")
        .normalization(Normalization.UNIT_USER).groups(new UserGroups(List.of("UMa", "UMi"), 2));
    assertExact(source.write(set));
    ChannelDataset opened = ChannelDataset.open(set);
    assertExact(opened);
    assertEquals("mine", opened.name());
    assertEquals(Normalization.UNIT_USER, opened.normalization());
    for (ChannelDataset grouped : List.of(source.read(), opened)) {
      assertEquals(2, grouped.channels().groups());
      assertEquals(List.of(0, 0, 1), List.of(grouped.channels().group(0), grouped.channels().group(1),
          grouped.channels().group(2)));
    }
    assertArrayEquals(Files.readAllBytes(Files8.file("numpy.npy")), Files.readAllBytes(set.resolve("h.npy")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"round.npy", "round.npz", "round.mat"})
  void exportsComeBackBitForBit(String name) throws IOException {
    Path file = directory.resolve(name);
    ChannelDataset.open(Files8.file("numpy.npy")).export(file);
    assertExact(ChannelDataset.open(file));
    try (var left = Files.list(directory)) {
      assertEquals(1, left.count(), "temporary files remain");
    }
  }

  /** HDF5 has the parts as an axis, which a layout may name or leave out. */
  @Test
  void hdf5ExportsComeBackBitForBit() throws IOException {
    Path file = directory.resolve("round.h5");
    ChannelDataset.open(Files8.file("numpy.npy")).export(file);
    assertExact(ChannelDataset.importFrom(file).layout("users", "antennas", "re-im").read());
    assertExact(ChannelDataset.importFrom(file).read());
    try (var left = Files.list(directory)) {
      assertEquals(1, left.count(), "temporary files remain");
    }
    ChannelDataset set = ChannelDataset.importFrom(file).read();
    assertEquals("\"round.h6\" ends in none of .npy, .npz, .mat and .h5", assertThrows(IllegalArgumentException.class,
        () -> set.export(directory.resolve("round.h6"))).getMessage());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "numpy.npz      | nan      | user 5 holds NaN",
      "numpy.npz      | zero     | user 6 is zero",
      "numpy.npz      | huge     | beyond float32",
      "numpy.npz      | empty    | [0, 64] has no users",
      "numpy.npz      | text     | element type '<U1' holds no channels",
      "numpy.npz      | count    | element type '<i8' holds no channels",
      "numpy.npz      | re       | by an axis of length 2",
      "numpy.npz      | cube     | has 3 axes, but the layout names 2",
      "numpy.npz      | Q        | there is no variable \"Q\"; the archive has [h, double",
      "matlab-v6.mat  | nan      | user 5 holds NaN",
      "matlab-v6.mat  | zero     | user 6 is zero",
      "matlab-v6.mat  | label    | of class char",
      "matlab-v6.mat  | cell     | is a cell array",
      "matlab-v6.mat  | count    | shape [1, 8]: real numbers become complex",
      "matlab-v6.mat  | Q        | there is no variable \"Q\"; the file has [cell, count",
      "matlab-v73.mat | Q        | there is no data set \"Q\"; the file has [cube, h",
      "hdf5-complex.h5 | h       | there is no data set \"h\" that can be read; the file has [native, plain, real_pairs]",
      "hdf5-committed-latest.h5 | chunked | \"chunked\" is stored in chunks and has a named (committed) type",
      "hdf5.h5        | run      | there is no data set \"run\"",
      "hdf5.h5        | count    | does not hold float or double",
      "hdf5.h5        | nan      | user 5 holds NaN",
      "hdf5.h5        | empty    | [0, 64] has no data",
      "hdf5.h5        | terabyte | MiB of memory"})
  void whatHoldsNoChannelsIsRefusedByName(String file, String variable, String reason) {
    ChannelImport source = ChannelDataset.importFrom(Files8.file(file)).variable(variable);
    Path target = directory.resolve("set");
    IOException refusal = assertThrows(IOException.class, () -> source.write(target));
    assertTrue(refusal.getMessage().contains(file + ": "), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    assertFalse(Files.exists(target));
  }

  @Test
  void contradictingSettingsAreRefused() {
    ChannelImport cube = ChannelDataset.importFrom(Files8.file("numpy.npz")).variable("cube");
    cube.layout("antennas", "subcarrier", "users");
    assertThrows(IllegalArgumentException.class, cube::read, "no subcarrier selected");
    cube.select("slot", 0);
    assertThrows(IllegalArgumentException.class, cube::read, "no such axis");
    ChannelImport outside = ChannelDataset.importFrom(Files8.file("numpy.npz")).variable("cube")
        .layout("antennas", "subcarrier", "users").select("subcarrier", 3);
    assertTrue(assertThrows(IOException.class, outside::read).getMessage().contains("index 3 on an axis of length 3"));
  }

  private static void assertExact(ChannelDataset dataset) {
    assertEquals(Files8.USERS, dataset.users());
    assertEquals(Files8.ANTENNAS, dataset.antennas());
    float[][] rows = Files8.rows(dataset.channels());
    for (int user = 0; user < Files8.USERS; user++) {
      assertArrayEquals(expected[user], rows[user], "user " + user);
    }
  }
}
