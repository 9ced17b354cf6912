package io.wifoe.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.Library;
import io.wifoe.RandomStream;
import io.wifoe.channel.ChannelModel;
import io.wifoe.channel.Rayleigh;
import io.wifoe.task.Normalization;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelStoreTest {
  private static final int ANTENNAS = 16;

  /** Some blocks of {@link OrderedBlocks} and a rest. */
  private static final int USERS = 20_011;

  @TempDir
  Path directory;

  @Test
  void diskAndMemoryHoldTheSameWhateverTheThreads() throws IOException {
    ChannelDataset one = rayleigh(3).threads(1).write(directory.resolve("one"));
    rayleigh(3).threads(3).write(directory.resolve("three"));
    for (String file : List.of(ChannelStore.CHANNELS, ChannelCard.FILE)) {
      Path first = directory.resolve("one").resolve(file);
      assertEquals(-1, Files.mismatch(first, directory.resolve("three").resolve(file)));
    }
    assertArrayEquals(Files8.rows(rayleigh(3).build().channels()), Files8.rows(one.channels()));
    assertOnly("one", "three");
  }

  @Test
  void progressEndsAtTheEnd() throws IOException {
    List<Long> reports = new ArrayList<>();
    rayleigh(1).progress((done, total) -> {
      assertEquals(USERS, total);
      reports.add(done);
    }).write(directory.resolve("set"));
    assertEquals(reports.stream().sorted().distinct().toList(), reports);
    assertEquals(USERS, reports.get(reports.size() - 1));
  }

  @Test
  void theCardSaysWhatWasDrawn() throws IOException {
    rayleigh(5).normalization(Normalization.UNIT_USER).write(directory.resolve("set"));
    ChannelCard card = ChannelCard.read(directory.resolve("set"));
    assertEquals(5, card.seed());
    assertEquals(USERS, card.users());
    assertEquals(new Rayleigh(ANTENNAS).describe(), card.origin());
    assertEquals(Normalization.UNIT_USER, ChannelDataset.open(directory.resolve("set")).normalization());
    // CN(0, 1) entries: the mean of ||h||^2 is Nt with a standard error of sqrt(Nt / users) = 0.028
    assertEquals(ANTENNAS, card.statistics().meanSquareNorm(), 0.15);
    assertEquals(card, ChannelCard.fromJson(card.toJson()));
  }

  @Test
  void aFinishedSetIsKept() throws IOException {
    Path set = directory.resolve("set");
    rayleigh(3).write(set);
    ChannelDataset again = rayleigh(3).progress((done, total) -> {
      throw new IllegalStateException("drawn again");
    }).write(set);
    assertEquals(USERS, again.users());
    String sentence = assertThrows(IOException.class, () -> rayleigh(4).write(set)).getMessage();
    assertTrue(sentence.contains("its seed is 3, asked for is 4"), sentence);
    Path other = Files.createDirectory(directory.resolve("other"));
    Files.createFile(other.resolve("thesis.tex"));
    assertThrows(IOException.class, () -> rayleigh(3).write(other));
    assertTrue(Files.exists(other.resolve("thesis.tex")));
  }

  @Test
  void whatWasDamagedIsRefusedWithTheReason() throws IOException {
    Path set = directory.resolve("set");
    rayleigh(3).write(set);
    Path file = set.resolve(ChannelStore.CHANNELS);
    byte[] good = Files.readAllBytes(file);
    byte[] altered = good.clone();
    altered[good.length / 2] ^= 1;
    Files.write(file, altered);
    assertRefused(set, file, "SHA-256");
    Files.write(file, Arrays.copyOf(good, good.length - 1));
    assertRefused(set, file, "cut off");
    Files.delete(file);
    assertRefused(set, file, "no such file");
    Files.write(file, good);
    assertEquals(USERS, ChannelDataset.open(set).users());
    Path card = set.resolve(ChannelCard.FILE);
    String text = Files.readString(card);
    Files.writeString(card, text.replace("\"users\" : " + USERS, "\"users\" : 7"));
    assertRefused(set, file, "the card says 7");
    Files.writeString(card, text.substring(0, 100));
    assertRefused(set, card, "no card");
    Files.write(card, new byte[] {(byte) 0xFF, 0});
    assertRefused(set, card, "");
    Files.delete(card);
    assertRefused(set, set, "no card.json");
  }

  @Test
  void aFailureLeavesNothing() throws IOException {
    ChannelGeneration broken = ChannelDataset.generate(new Breaking(new Rayleigh(ANTENNAS), () -> {
      throw new IllegalStateException("no more users");
    })).users(USERS);
    assertThrows(IllegalStateException.class, () -> broken.write(directory.resolve("set")));
    assertOnly();
  }

  @Test
  void aLinkToADirectoryAndADotAreThatDirectory() throws IOException {
    Path place = Files.createDirectory(directory.resolve("place"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), place);
    ChannelDataset written = ChannelDataset.generate(Rayleigh.of(4)).users(8).seed(1).write(link);
    assertEquals(8, written.users());
    assertTrue(Files.isSymbolicLink(link) && Files.exists(place.resolve(ChannelCard.FILE)));
    Path dot = Files.createDirectory(directory.resolve("dot"));
    ChannelDataset.generate(Rayleigh.of(4)).users(8).seed(1).write(dot.resolve("."));
    assertTrue(Files.exists(dot.resolve(ChannelCard.FILE)));
    Path lost = Files.createSymbolicLink(directory.resolve("lost"), directory.resolve("nowhere"));
    String message = assertThrows(IOException.class,
        () -> ChannelDataset.generate(Rayleigh.of(4)).users(8).seed(1).write(lost)).getMessage();
    assertTrue(message.endsWith("is a link that leads nowhere"), message);
    assertOnly("dot", "link", "lost", "place");
  }

  @Test
  void anInterruptLeavesNothing() throws IOException {
    Thread caller = Thread.currentThread();
    ChannelGeneration endless = ChannelDataset.generate(new Breaking(new Rayleigh(ANTENNAS), caller::interrupt))
        .users(1L << 40);
    assertThrows(IOException.class, () -> endless.write(directory.resolve("set")));
    assertTrue(Thread.interrupted());
    ChannelGeneration inMemory = ChannelDataset.generate(new Breaking(new Rayleigh(ANTENNAS), caller::interrupt))
        .users(1_000_000);
    Throwable cause = assertThrows(IllegalStateException.class, inMemory::build).getCause();
    assertEquals(InterruptedIOException.class, cause.getClass());
    assertTrue(Thread.interrupted());
    assertOnly();
  }

  @Test
  void whatDoesNotFitIntoMemoryIsRefused() {
    ChannelGeneration huge = ChannelDataset.generate(new Rayleigh(1024)).users(1_000_000_000);
    assertTrue(assertThrows(IllegalArgumentException.class, huge::build).getMessage().contains("MiB"));
  }

  @Test
  void usersBeyondTwoGibibytesAreRead() throws IOException {
    Path file = directory.resolve("large.npy");
    long users = 200_000_000; // 3 GiB of two antennas, which the file system keeps as a hole
    byte[] header = NpyHeader.complex64(users, 2);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(header);
      ByteBuffer last = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      last.asFloatBuffer().put(new float[] {1, 2, 3, 4});
      out.seek(header.length + (users - 1) * 16);
      out.write(last.array());
    }
    float[] h = new float[4];
    NpyFile.open(file).channels(-1, 0, 1).read(users - 1, h, 0);
    assertArrayEquals(new float[] {1, 3, 2, 4}, h); // [Re | Im]
  }

  @Test
  void headersThatLieAreRefused() throws IOException {
    byte[] good = Files.readAllBytes(Files8.file("numpy.npy"));
    String shape = "(8, 64), }           ";
    for (String lie : List.of("(137438953472, 64), }", "(8, 4611686018427387904, 64), }", "(8, 0), }", "(8, -64), }",
        "(8, 99999999999999999999), }", "(8, 64 }", "(0, 64), }")) {
      String header = new String(good, 0, 128, StandardCharsets.ISO_8859_1);
      byte[] bytes = good.clone();
      String lying = header.replace(shape, lie + " ".repeat(Math.max(0, shape.length() - lie.length())));
      lying = lying.stripTrailing();
      assertFalse(lying.equals(header.stripTrailing()));
      lying += " ".repeat(127 - lying.length()) + "\n";
      System.arraycopy(lying.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, 0, 128);
      Path file = Files.write(directory.resolve("lie.npy"), bytes);
      assertRefused(file, file, "");
    }
    for (String text : List.of("", "not a matrix", "MATLAB 5.0 MAT-file", "MATLAB 7.3 MAT-file", "PK\3\4")) {
      Path file = Files.writeString(directory.resolve("text.mat"), text);
      assertRefused(file, file, "");
    }
  }

  @Test
  void cardsCarryThisVersion() throws IOException {
    Matcher version = Pattern.compile("<version>([0-9.]+)(-SNAPSHOT)?</version>")
        .matcher(Files.readString(Path.of("pom.xml")));
    assertTrue(version.find());
    assertEquals("wifoe " + version.group(1), Library.NAME);
  }

  private static void assertRefused(Path opened, Path named, String reason) {
    IOException refusal = assertThrows(IOException.class, () -> ChannelDataset.open(opened));
    assertTrue(refusal.getMessage().startsWith(named + ": "), refusal.getMessage());
    assertTrue(refusal.getMessage().length() > named.toString().length() + 10, refusal.getMessage());
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
  }

  private void assertOnly(String... names) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(names), files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  private static ChannelGeneration rayleigh(long seed) {
    return ChannelDataset.generate(new Rayleigh(ANTENNAS)).users(USERS).seed(seed).name("rayleigh");
  }

  /**
   * A model to which something happens late.
   *
   * @param model draws the users
   * @param event happens at user 20,000
   */
  private record Breaking(ChannelModel model, Runnable event) implements ChannelModel {
    @Override
    public int antennas() {
      return model.antennas();
    }

    @Override
    public void draw(RandomStream stream, long user, float[] out, int offset) {
      if (user == 20_000) {
        event.run();
      }
      model.draw(stream, user, out, offset);
    }

    @Override
    public String describe() {
      return model.describe();
    }
  }
}
