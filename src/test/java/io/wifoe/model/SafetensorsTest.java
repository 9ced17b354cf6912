package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wifoe.InvalidFileException;
import io.wifoe.RandomStream;
import io.wifoe.nn.NativeEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file format against a reader written from its description, and against damaged and hostile files. */
class SafetensorsTest {
  private static final int MUTATIONS = 3000;
  private static final float[] ONES_AND_MORE = {1, -2.5f, 3e-40f, Float.MAX_VALUE, -0f, 7};

  @TempDir
  Path directory;

  private NDManager manager;

  @BeforeEach
  void start() {
    NativeEngine.start();
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void stop() {
    manager.close();
  }

  private Path good() throws IOException {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    arrays.put("trunk/blk0/Wo", manager.create(ONES_AND_MORE, new Shape(2, 3)));
    arrays.put("T1/K3/out.b", manager.create(new double[] {Math.PI, -0.1}));
    arrays.put("a.scalar", manager.create(5f));
    Path file = directory.resolve("good.safetensors");
    Safetensors.write(file, Map.of("note", "\"quoted\" \u00e9"), arrays);
    return file;
  }

  private Path file(String header, int dataBytes) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    return Files.write(directory.resolve("hostile.safetensors"), bytes.array());
  }

  @Test
  void anIndependentReaderFindsTheSameValues() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(good())).order(ByteOrder.LITTLE_ENDIAN);
    byte[] json = new byte[(int) bytes.getLong()];
    bytes.get(json);
    assertEquals(0, bytes.position() % 8);
    ByteBuffer data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    JsonNode header = new ObjectMapper().readTree(json);
    assertEquals("\"quoted\" \u00e9", header.at("/__metadata__/note").textValue());

    JsonNode wo = header.get("trunk/blk0/Wo");
    assertEquals("{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}", wo.toString());
    for (int i = 0; i < ONES_AND_MORE.length; i++) {
      assertEquals(Float.floatToRawIntBits(ONES_AND_MORE[i]), data.getInt(4 * i));
    }
    assertEquals("{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[24,40]}", header.get("T1/K3/out.b").toString());
    assertEquals(Math.PI, data.getDouble(24));
    assertEquals(-0.1, data.getDouble(32));
    assertEquals("{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[40,44]}", header.get("a.scalar").toString());
    assertEquals(5f, data.getFloat(40));
    assertEquals(44, data.limit());
    assertEquals(4, header.size());
  }

  @Test
  void readsWhatItWrote() throws IOException {
    try (Safetensors file = Safetensors.open(good())) {
      assertEquals(Map.of("note", "\"quoted\" \u00e9"), file.metadata());
      assertArrayEquals(ONES_AND_MORE, file.read(manager, "trunk/blk0/Wo").toFloatArray());
      assertEquals(new Shape(2, 3), file.read(manager, "trunk/blk0/Wo").getShape());
      assertArrayEquals(new double[] {Math.PI, -0.1}, file.read(manager, "T1/K3/out.b").toDoubleArray());
      assertThrows(InvalidFileException.class, () -> file.read(manager, "missing"));
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      {"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}|12|bytes [0, 16] of 12
      {"a":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}|8|bytes [8, 4]
      {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}|12|overlap
      {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}|12|holes
      {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}|8|holes
      {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}|8|something else follows
      {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}|8|needs 12 bytes
      {"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}|0|too large
      {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}|4|whole numbers
      {"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}|4|whole numbers
      {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}}|4|whole numbers
      {"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}|4|short list
      {"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}|4|other than F16, F32 and F64
      {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":1}}|4|nothing else
      {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}|4|Duplicate
      {"../a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}|4|name is refused
      {"a/../b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}|4|name is refused
      {"a/.":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}|4|name is refused
      {"/etc/passwd":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}|4|name is refused
      {"C:a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}|4|name is refused
      {"a\\\\b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}|4|name is refused
      {"a//b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}|4|name is refused
      {"__metadata__":{"a":1}}|0|something else than text
      {"a":[[[[[[]]]]]]}|0|cannot be read as JSON
      [1,2]|0|no JSON object
      {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} {}|4|cannot be read as JSON
      """)
  void refusesWithASentence(String header, int dataBytes, String problem) throws IOException {
    Path hostile = file(header, dataBytes);
    String message = assertThrows(InvalidFileException.class, () -> Safetensors.open(hostile)).getMessage();
    assertTrue(message.startsWith(hostile + ": ") && message.contains(problem), message);
  }

  @Test
  void refusesHeadersLongerThanTheFile() throws IOException {
    Path file = directory.resolve("hostile.safetensors");
    for (long length : new long[] {-1, 0, 1, 9, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE}) {
      Files.write(file, ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
      String message = assertThrows(InvalidFileException.class, () -> Safetensors.open(file)).getMessage();
      assertTrue(message.contains("its header claims " + Long.toUnsignedString(length) + " bytes"), message);
    }
  }

  @Test
  void refusesToWriteWhatItWouldNotRead() {
    Path file = directory.resolve("x.safetensors");
    for (String name : new String[] {"", "a b", "../a", "a/", "/a", "a/./b", "\u00e9", "a".repeat(300)}) {
      assertThrows(IllegalArgumentException.class,
          () -> Safetensors.write(file, Map.of(), Map.of(name, manager.create(1f))), name);
    }
    assertThrows(IllegalArgumentException.class,
        () -> Safetensors.write(file, Map.of(), Map.of("a", manager.create(Float.NaN))));
    assertThrows(IllegalArgumentException.class,
        () -> Safetensors.write(file, Map.of(), Map.of("a", manager.create(1))));
    assertEquals(0, directory.toFile().list().length);
  }

  @Test
  void mutatedFilesAreReadOrRefused() throws IOException {
    byte[] good = Files.readAllBytes(good());
    Path file = directory.resolve("mutated.safetensors");
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Files.write(file, mutated(good, RandomStream.root(2601).of(i).random()));
      try (Safetensors opened = Safetensors.open(file)) {
        for (String name : opened.entries().keySet()) {
          opened.read(manager, name).close();
        }
      } catch (InvalidFileException e) {
        refused++;
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
      } catch (IOException | RuntimeException | Error e) {
        fail("mutation " + i, e);
      }
    }
    assertTrue(refused > MUTATIONS / 2, "only " + refused + " mutations did harm");
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(2, files.count());
    }
  }

  /** Cut off, lengthened, bytes replaced, numbers of the header replaced by lies, parts of it moved. */
  private static byte[] mutated(byte[] good, SplittableRandom random) {
    byte[] bytes = good.clone();
    int header = 8 + (int) ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getLong();
    switch (random.nextInt(6)) {
      case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
      case 2 -> {
        long[] lies = {-1, 0, 1, 0x7FFFFFFF, 1L << 40, Long.MAX_VALUE, bytes.length - 8, bytes.length - 9};
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(lies[random.nextInt(lies.length)]);
      }
      case 3 -> {
        for (int i = 8; i < header; i++) {
          if (bytes[i] >= '0' && bytes[i] <= '9' && random.nextInt(8) == 0) {
            bytes[i] = (byte) ('0' + random.nextInt(10));
          }
        }
      }
      case 4 -> {
        int from = 8 + random.nextInt(header - 8);
        int to = 8 + random.nextInt(header - 8);
        System.arraycopy(good, from, bytes, to, Math.min(random.nextInt(64), header - Math.max(from, to)));
      }
      default -> {
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
      }
    }
    return bytes;
  }
}
