package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.wifoe.InvalidFileException;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.channel.FewPath;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PilotPower;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models that travel as files. */
class ModelFileTest {
  private static final int MUTATIONS = 500;
  static final TaskConfig TASK = TaskConfig.builder().name("T.1").array(AntennaArray.upa(4, 2)).pilotLength(4)
      .feedbackBits(6).users(2, 3).build();

  @TempDir
  Path directory;

  static WiFoE model(DataType precision) {
    return model(precision, false);
  }

  static WiFoE model(DataType precision, boolean phaseInvariant) {
    WiFoE model = WiFoE.builder().width(8).blocks(2).heads(2).experts(3).topK(2).encoderWidth(10).encoderLayers(2)
        .dropout(0.1).quantizer(SignQuantizer.SOFT_TO_HARD).phaseInvariant(phaseInvariant).seed(5).precision(precision)
        .build();
    model.addHeads(TASK.configurations());
    return model;
  }

  private Path saved() throws IOException {
    Path file = directory.resolve("model.safetensors");
    try (WiFoE model = model(DataType.FLOAT32)) {
      model.save(file);
    }
    return file;
  }

  /** IEEE 754 half precision: 11 significant bits, so that a rounded value is within 2^-11 of its size. */
  @Test
  void halfPrecisionHalvesTheFileAndKeepsTheModel() throws IOException {
    Path half = directory.resolve("half.safetensors");
    try (WiFoE model = model(DataType.FLOAT32)) {
      model.saveHalf(half);
      try (WiFoE read = WiFoE.load(half)) {
        assertEquals(DataType.FLOAT32, read.parameters().precision());
        assertEquals(model.configurations(), read.configurations());
        model.parameters().arrays().forEach((name, array) -> {
          float[] values = array.toFloatArray();
          float[] rounded = read.parameters().get(name).toFloatArray();
          for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], rounded[i], Math.abs(values[i]) / 2_048 + 0x1p-25, name);
          }
        });
        long whole = Files.size(saved());
        assertTrue(Files.size(half) < 0.75 * whole, Files.size(half) + " of " + whole); // headers are alike
      }
    }
  }

  @Test
  void whatHalfPrecisionCannotHoldIsRefused() throws IOException {
    Path half = directory.resolve("half.safetensors");
    try (WiFoE model = model(DataType.FLOAT32)) {
      model.parameters().get("trunk/blk0/br").set(new float[] {1, 70_000, 2});
      Exception refusal = assertThrows(IllegalArgumentException.class, () -> model.saveHalf(half));
      assertTrue(refusal.getMessage().startsWith("value 1 of trunk/blk0/br is 70000.0, and half precision ends at "
          + "65,504"), refusal.getMessage());
      assertTrue(Files.notExists(half));
      model.parameters().get("trunk/blk0/br").set(new float[] {1, -65_519, 2}); // rounds to -65,504
      model.saveHalf(half);
    }
  }

  /** Patterns of the tables in the Javadoc of both kinds of files: C is a configuration's key or a task. */
  private static Set<String> documented(Class<?>... files) throws IOException {
    Set<String> patterns = new TreeSet<>();
    for (Class<?> file : files) {
      String source = Files.readString(Path.of("src/main/java/io/wifoe/model", file.getSimpleName() + ".java"));
      String table = source.substring(source.indexOf("<pre>"), source.indexOf("</pre>"));
      Matcher names = Pattern.compile("\\b(trunk|any|C)/[\\w./]*\\w").matcher(table);
      while (names.find()) {
        patterns.add(names.group().replaceFirst("^C/", "T[0-9]+(/K[0-9]+)?/")
            .replaceFirst("(dec|blk|enc)I", "$1[0-9]+"));
      }
    }
    return patterns;
  }

  @Test
  void everyArrayOfTheShippedModelsIsDocumented() throws IOException {
    try (Safetensors paper = Safetensors.open(PretrainedModels.file("compact-group1"));
        Safetensors any = Safetensors.open(PretrainedModels.file("any-array"))) {
      Set<String> patterns = documented(ModelFile.class);
      paper.entries().keySet().forEach(name -> assertTrue(patterns.stream().anyMatch(name::matches), name));
      Set<String> both = documented(ModelFile.class, AnyArrayFile.class);
      any.entries().keySet().forEach(name -> assertTrue(both.stream().anyMatch(name::matches), name));
      both.forEach(pattern -> assertTrue(Stream.of(paper, any).flatMap(file -> file.entries().keySet().stream())
          .anyMatch(name -> name.matches(pattern)), pattern + " is in neither"));
    }
  }

  /** The first format: pilot columns of power P that it did not name, the root of the seed, one map of notes. */
  @Test
  void readsModelsOfTheFirstFormat() throws IOException {
    Path file = directory.resolve("earlier.safetensors");
    ObjectMapper json = new ObjectMapper();
    try (WiFoE model = model(DataType.FLOAT32)) {
      ObjectNode first = (ObjectNode) json.readTree(model.description().get(ModelFile.KEY));
      first.put("format", 1).put("seed", RandomStream.root(model.seed()).value());
      first.get("configurations").forEach(c -> ((ObjectNode) c).remove("pilotPower"));
      first.putObject("provenance").put("training", "{\"network\":\"WiFo-E\"}").put("steps", "40")
          .put("best step", "20");
      Safetensors.write(file, Map.of(ModelFile.KEY, first.toString()), model.parameters().arrays());
    }
    try (WiFoE earlier = WiFoE.load(file)) {
      assertEquals(Set.of(PilotPower.TOTAL),
          earlier.configurations().stream().map(Configuration::pilotPower).collect(Collectors.toSet()));
      assertEquals(5, earlier.seed());
      assertEquals(List.of(new TrainingRecord(json.readTree("{\"network\":\"WiFo-E\"}"), 40, 20)),
          earlier.provenance());
    }
  }

  @ParameterizedTest
  @EnumSource(value = DataType.class, names = {"FLOAT32", "FLOAT64"})
  void aLoadedModelIsEqual(DataType precision) throws IOException {
    Path file = directory.resolve("model.safetensors");
    ComplexMatrices channels = ChannelDataset.endless(FewPath.of(8, 2, 60), 3).batch(3, 5, 1);
    try (WiFoE model = model(precision)) {
      model.setProvenance(List.of(new TrainingRecord(TextNode.valueOf("none"), 3, 0)));
      model.save(file);
      try (WiFoE loaded = WiFoE.load(file)) {
        assertEquals(model.config(), loaded.config());
        assertEquals(model.configurations(), loaded.configurations());
        assertEquals(model.provenance(), loaded.provenance());
        // parts added later start alike too
        TaskConfig later = TASK.toBuilder().name("later").build();
        model.addHeads(later.configurations());
        loaded.addHeads(later.configurations());
        assertEquals(model.parameters().arrays().keySet(), loaded.parameters().arrays().keySet());
        model.parameters().arrays().forEach((name, array) -> assertSameBits(array, loaded.parameters().get(name)));
        LinkBudget link = LinkBudget.snrDb(10);
        ComplexMatrices expected = model.precoder(TASK, 7).precode(channels, link);
        ComplexMatrices actual = loaded.precoder(TASK, 7).precode(channels, link);
        assertArrayEquals(expected.values(), actual.values());
      }
    }
  }

  private static void assertSameBits(NDArray expected, NDArray actual) {
    assertEquals(expected.getShape(), actual.getShape());
    assertEquals(expected.getDataType(), actual.getDataType());
    assertArrayEquals(expected.toByteArray(), actual.toByteArray());
  }

  @Test
  void savingTwiceGivesTheSameBytes() throws IOException {
    Path file = saved();
    Path again = directory.resolve("again.safetensors");
    try (WiFoE loaded = WiFoE.load(file)) {
      loaded.save(again);
    }
    assertEquals(-1, Files.mismatch(file, again));
  }

  private String refusal(Consumer<ObjectNode> change) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Path file = directory.resolve("changed.safetensors");
    try (WiFoE model = model(DataType.FLOAT32); Safetensors good = Safetensors.open(saved())) {
      ObjectNode description = (ObjectNode) json.readTree(good.metadata().get(ModelFile.KEY));
      change.accept(description);
      Safetensors.write(file, Map.of(ModelFile.KEY, description.toString()), model.parameters().arrays());
    }
    return assertThrows(InvalidFileException.class, () -> WiFoE.load(file)).getMessage();
  }

  private static ObjectNode sizes(ObjectNode description) {
    return (ObjectNode) description.get("model");
  }

  @Test
  void refusesSizesThatTheArraysDoNotHave() throws IOException {
    String message = refusal(d -> sizes(d).put("blocks", 2_000_000_000));
    assertTrue(message.contains("2000000000 blocks and 2 encoder layers do not fit into"), message);
    message = refusal(d -> sizes(d).put("width", 2_000_000_000));
    assertTrue(message.contains("array trunk/blk0/Wqkv is float32 of (8, 24), this model needs"), message);
    message = refusal(d -> sizes(d).put("experts", 4));
    assertTrue(message.contains("array trunk/blk0/Wr is"), message);
    message = refusal(d -> ((ObjectNode) d.at("/configurations/0")).put("users", 4));
    assertTrue(message.contains("there is no array T.1/K4/X_re, which this model needs"), message);
    message = refusal(d -> sizes(d).put("heads", 3));
    assertTrue(message.contains("width 8 is not a multiple of 3 heads"), message);
    message = refusal(d -> d.put("format", 3));
    assertTrue(message.contains("model format 3 is unknown"), message);
    message = refusal(d -> d.remove("seed"));
    assertTrue(message.contains("seed"), message);
  }

  @Test
  void refusesFilesOfOthersAndWeightsThatAreNoNumbers() throws IOException {
    Path file = directory.resolve("other.safetensors");
    try (WiFoE model = model(DataType.FLOAT32)) {
      Safetensors.write(file, Map.of(), model.parameters().arrays());
      String message = assertThrows(InvalidFileException.class, () -> WiFoE.load(file)).getMessage();
      assertTrue(message.contains("says nothing about a model"), message);
      model.parameters().get("trunk/blk0/Wo").divi(0);
      message = assertThrows(IllegalArgumentException.class, () -> model.save(file)).getMessage();
      assertTrue(message.startsWith("value 0 of trunk/blk0/Wo is "), message);
    }
    byte[] bytes = Files.readAllBytes(saved());
    bytes[bytes.length - 1] = (byte) 0x7F;
    bytes[bytes.length - 2] = (byte) 0xC0;
    Files.write(file, bytes);
    String message = assertThrows(InvalidFileException.class, () -> WiFoE.load(file)).getMessage();
    assertTrue(message.contains("value 15 of T.1/K3/out.b is NaN; all must be finite"), message);
  }

  @Test
  void mutatedModelsAreReadOrRefused() throws IOException {
    byte[] good = Files.readAllBytes(saved());
    Path file = directory.resolve("mutated.safetensors");
    int header = new String(good, StandardCharsets.ISO_8859_1).lastIndexOf('}');
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      SplittableRandom random = RandomStream.root(9186).of(i).random();
      byte[] bytes = good.clone();
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        int at = 8 + random.nextInt(Math.min(header, 800)); // the description lies first
        bytes[at] = bytes[at] >= '0' && bytes[at] <= '9' ? (byte) ('0' + random.nextInt(10))
            : (byte) random.nextInt(128);
      }
      Files.write(file, bytes);
      try (WiFoE loaded = WiFoE.load(file)) {
        assertTrue(loaded.parameters().size() > 0);
      } catch (InvalidFileException e) {
        refused++;
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
      } catch (IOException | RuntimeException | Error e) {
        fail("mutation " + i, e);
      }
    }
    assertTrue(refused > MUTATIONS / 2, "only " + refused + " mutations did harm");
  }
}
