package io.wifoe.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.task.AntennaArray;
import io.wifoe.task.Assumptions;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.TaskConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people have them; antenna n of user u has the real part 10 u + n + 1 and the imaginary part -u - 1. */
class PeoplesFilesTest {
  private static final int USERS = 6;
  private static final int ANTENNAS = 4;

  @TempDir Path folder;

  private static float re(int user, int antenna) {
    return 10 * user + antenna + 1;
  }

  private static float im(int user) {
    return -user - 1;
  }

  private static byte[] npy(String header, float... values) {
    String text = header + " ".repeat(118 - header.length() - 1) + "\n";
    ByteBuffer bytes = ByteBuffer.allocate(128 + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) 118)
        .put(text.getBytes(StandardCharsets.ISO_8859_1));
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private static float[] complex() {
    float[] values = new float[2 * USERS * ANTENNAS];
    for (int i = 0; i < USERS * ANTENNAS; i++) {
      values[2 * i] = re(i / ANTENNAS, i % ANTENNAS);
      values[2 * i + 1] = im(i / ANTENNAS);
    }
    return values;
  }

  /** [re | im] user by user: (users, 2, antennas), or (users, 2 antennas). */
  private static float[] halves() {
    float[] values = new float[2 * USERS * ANTENNAS];
    for (int i = 0; i < USERS * ANTENNAS; i++) {
      int row = i / ANTENNAS * 2 * ANTENNAS;
      values[row + i % ANTENNAS] = re(i / ANTENNAS, i % ANTENNAS);
      values[row + ANTENNAS + i % ANTENNAS] = im(i / ANTENNAS);
    }
    return values;
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("x.npy"), bytes);
  }

  private static void assertExact(ChannelDataset channels) {
    assertEquals(USERS, channels.users());
    float[] h = new float[2 * ANTENNAS];
    for (int user = 0; user < USERS; user++) {
      channels.channels().read(user, h, 0);
      float[] expected = new float[2 * ANTENNAS];
      for (int n = 0; n < ANTENNAS; n++) {
        expected[n] = re(user, n);
        expected[ANTENNAS + n] = im(user);
      }
      assertArrayEquals(expected, h, "user " + user);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{'descr': '<c8', 'fortran_order': False, 'shape': (6L, 4L), }",
      "{\"descr\": \"<c8\", \"fortran_order\": False, \"shape\": (6, 4)}",
      "{'descr':'<c8','fortran_order':False,'shape':(6,4,)}",
      "{'shape' : (6, 4), 'fortran_order' : False, 'descr' : '=c8'}",
      "{u'descr': u'c8', u'fortran_order': False, u'shape': (6, 4), }",
      "{'descr': 'complex64', 'fortran_order': False, 'shape': (6, 4), }",
      "{'descr': [('real', '<f4'), ('imag', '<f4')], 'fortran_order': False, 'shape': (6, 4), }",
      "{'descr': [(u'r', u'<f4'), (u'i', u'<f4')], 'fortran_order': False, 'shape': (6, 4), }"})
  void everyHeaderThatNumpyReads(String header) throws IOException {
    assertExact(ChannelDataset.importFrom(file(npy(header, complex()))).read());
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(archive)) {
      zip.putNextEntry(new ZipEntry("h.npy"));
      zip.write(npy(header, complex()));
    }
    assertExact(ChannelDataset.importFrom(Files.write(folder.resolve("x.npz"), archive.toByteArray())).read());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[('re', '<f4'), ('im', '<f8')]", "[('x', '<f4'), ('y', '<f4')]", "[('re', '<f4')]"})
  void otherMembersAreNamedInTheRefusal(String members) throws IOException {
    Path file = file(npy("{'descr': " + members + ", 'fortran_order': False, 'shape': (6, 4), }", complex()));
    IOException e = assertThrows(IOException.class, () -> ChannelDataset.importFrom(file).read());
    assertTrue(e.getMessage().contains("members [('"), e.getMessage());
  }

  @Test
  void realAndImaginaryPartsOnAnyAxis() throws IOException {
    Path middle = file(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (6, 2, 4), }", halves()));
    assertExact(ChannelDataset.importFrom(middle).layout(" Users", "re-im ", "ANTENNAS").read());
    Path rows = file(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (6, 8), }", halves()));
    assertExact(ChannelDataset.importFrom(rows).layout("users", "re-im-antennas").read());
    Path last = file(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (6, 4, 2), }", complex()));
    assertExact(ChannelDataset.importFrom(last).read());
    assertExact(ChannelDataset.importFrom(last).layout("users", "antennas", "re-im").read());
  }

  @Test
  void usersOverTwoAxesAndAxesThatMatlabLeavesOut() throws IOException {
    Path groups = file(npy("{'descr': '<c8', 'fortran_order': False, 'shape': (3, 2, 4), }", complex()));
    assertExact(ChannelDataset.importFrom(groups).layout("samples", "users", "antennas").read());
    Path flat = file(npy("{'descr': '<c8', 'fortran_order': False, 'shape': (6, 4), }", complex()));
    assertExact(
        ChannelDataset.importFrom(flat).layout("users", "antennas", "subcarrier").select(" Subcarrier", 0).read());
    IOException e = assertThrows(IOException.class,
        () -> ChannelDataset.importFrom(flat).layout("samples", "users", "antennas").read());
    assertTrue(e.getMessage().contains("[6, 4] has 2 axes, but the layout names 3"), e.getMessage());
  }

  /** An axis too few is never read as a single antenna; only MATLAB leaves out that a sample has one user. */
  @Test
  void antennasAreNeverMadeUp() throws IOException {
    for (String file : List.of("matlab-v6.mat", "matlab-v73.mat", "hdf5.h5", "numpy.npz")) {
      ChannelImport known = ChannelDataset.importFrom(Files8.file(file)).variable("h");
      String message = assertThrows(IOException.class,
          () -> known.layout("samples", "users", "antennas").read()).getMessage();
      assertTrue(message.contains("has 2 axes, but the layout names 3"), message);
    }
    for (String file : List.of("hdf5.h5", "numpy.npz")) {
      ChannelImport known = ChannelDataset.importFrom(Files8.file(file)).variable("h");
      assertThrows(IOException.class, () -> known.layout("samples", "antennas", "users").read(), file);
    }
    for (String file : List.of("matlab-v6.mat", "matlab-v73.mat")) {
      assertEquals(Files8.USERS, ChannelDataset.importFrom(Files8.file(file)).variable("h")
          .layout("samples", "antennas", "users").read().users());
    }
  }

  @Test
  void theOrderOfSelectionsMeansNothing() throws IOException {
    Path file = file(npy("{'descr': '<c8', 'fortran_order': False, 'shape': (6, 4, 1, 1), }", complex()));
    Path set = folder.resolve("selected");
    ChannelImport one = ChannelDataset.importFrom(file).layout("users", "antennas", "b", "a");
    one.select("a", 0).select("b", 0).write(set);
    assertExact(ChannelDataset.importFrom(file).layout("users", "antennas", "b", "a").select("b", 0).select("a", 0)
        .write(set));
  }

  /** Channels for a task are not drawn from its scenarios, and nobody may say so of them. */
  @Test
  void importedChannelsRestOnNoReadingOfTheStandard() throws IOException {
    TaskConfig task = PaperTasks.T4.toBuilder().array(AntennaArray.ula(ANTENNAS)).pilotLength(2).users(2, 3).build();
    Path file = file(npy("{'descr': '<c8', 'fortran_order': False, 'shape': (6, 4), }", complex()));
    ChannelDataset channels = ChannelDataset.importFrom(file).task(task).read();
    assertTrue(channels.task().channels().isEmpty(), channels.task().toString());
    TaskConfig other = task.withAssumptions(Assumptions.STANDARD_FULL);
    assertEquals(other.toBuilder().normalization(channels.normalization()).build(), channels.assumedBy(other));
    String message = assertThrows(IllegalArgumentException.class,
        () -> ChannelDataset.importFrom(file).task(PaperTasks.T1).read()).getMessage();
    assertTrue(message.contains("have 4 antennas, task T1 has 96"), message);
  }

  /** Users of two base stations in blocks of two, the first of whom has no channel: nobody changes groups. */
  @Test
  void emptyUsersLeaveTheOthersInTheirGroups() throws IOException {
    float[] values = complex();
    Arrays.fill(values, 0, 2 * ANTENNAS, 0);
    Path file = file(npy("{'descr': '<c8', 'fortran_order': False, 'shape': (6, 4), }", values));
    ChannelImport grouped = ChannelDataset.importFrom(file).skipEmpty().groups(new UserGroups(List.of("a", "b"), 2));
    UserChannels rest = grouped.read().channels();
    assertEquals(List.of(0, 1, 1, 0, 0), LongStream.range(0, rest.users()).mapToObj(rest::group).toList());
    String message = assertThrows(IllegalArgumentException.class, () -> grouped.write(folder.resolve("set")))
        .getMessage();
    assertTrue(message.startsWith("1 of 6 users are left out, and the groups [a, b]"), message);
    assertFalse(Files.exists(folder.resolve("set")));
  }

  @Test
  void emptyUsersAreCountedOrLeftOut() throws IOException {
    float[] values = complex();
    for (int i = 0; i < 2 * ANTENNAS; i++) {
      values[2 * ANTENNAS + i] = 0;
    }
    values[values.length - 1] = Float.NaN;
    Path file = file(npy("{'descr': '<c8', 'fortran_order': False, 'shape': (6, 4), }", values));
    IOException e = assertThrows(IOException.class, () -> ChannelDataset.importFrom(file).read());
    assertTrue(e.getMessage().contains("user 1 is zero; it is one of 2 among 6 users"), e.getMessage());
    ChannelDataset rest = ChannelDataset.importFrom(file).skipEmpty().read();
    assertEquals(4, rest.users());
    float[] h = new float[2 * ANTENNAS];
    rest.channels().read(1, h, 0);
    assertEquals(re(2, 0), h[0]);
    assertEquals(4, ChannelDataset.importFrom(file).skipEmpty().write(folder.resolve("set")).users());
    String origin = ChannelCard.read(folder.resolve("set")).origin();
    assertTrue(origin.endsWith(", 2 of 6 users left out, whose channels are zero or not finite"), origin);
  }

  @Test
  void realChannelsOnlyWhereAskedFor() throws IOException {
    Path file = file(npy("{'descr': '<f4', 'fortran_order': False, 'shape': (6, 8), }", halves()));
    assertThrows(IOException.class, () -> ChannelDataset.importFrom(file).read());
    ChannelDataset real = ChannelDataset.importFrom(file).variables("h", "0").read();
    float[] h = new float[16];
    real.channels().read(0, h, 0);
    assertEquals(List.of(1f, -1f, 0f), List.of(h[0], h[4], h[8]));
  }
}
