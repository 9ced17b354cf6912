package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.wifoe.Check;
import io.wifoe.InvalidFileException;
import io.wifoe.Json;
import io.wifoe.Library;
import io.wifoe.RandomStream;
import io.wifoe.nn.BitDecoder;
import io.wifoe.nn.ParameterSpec;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.nn.UserEncoder;
import io.wifoe.task.Configuration;
import io.wifoe.task.PilotPower;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A model as one safetensors file. The metadata's {@value #KEY} is JSON with the sizes, the configurations and the
 * provenance. Weights are (in, out), x W + b; {@code I} counts blocks or layers from 0, and {@code C} is a
 * configuration's key such as {@code T1/K5}, or the task alone, {@code T1}, with {@code headsPerTask}:
 *
 * <pre>
 * trunk/decI.W1 (d, 2 d), trunk/decI.b1 (2 d)              layers on each token before the blocks, {@link BitDecoder}
 * trunk/decI.W2 (2 d, d), trunk/decI.b2 (d)
 * trunk/blkI/Wqkv (d, 3 d), trunk/blkI/Wo (d, d)           attention, columns Q | K | V, Eq. (23), (24)
 * trunk/blkI/Wr (d, E), trunk/blkI/br (E)                  router, Eq. (26)
 * trunk/blkI/U1 (E, d, d_ff), trunk/blkI/c1 (E, d_ff)      experts, Eq. (28)
 * trunk/blkI/U2 (E, d_ff, d), trunk/blkI/c2 (E, d)
 * C/X_re, C/X_im (Nt, L)                                   pilots before their power is set, Eq. (5)
 * C/encI.W (2 L or w, w), C/encI.b (w)                     user encoder, Eq. (18)
 * C/encI.ln_g, C/encI.ln_b (w)                             scale and shift of its LayerNorm
 * C/encout.W (w, B), C/encout.b (B)
 * C/in.W (B, d), C/in.b (d)                                G_in, Eq. (20)
 * C/out.W (d, 2 Nt), C/out.b (2 Nt)                        G_out, Eq. (30), columns Re | Im
 * </pre>
 *
 * <p>Of a phase-invariant encoder {@code enc0.W} is complex, Re W (L, w) above Im W, and its outputs are magnitudes,
 * see {@link UserEncoder}. With structured {@link PrecoderOutput} G_out has two more columns behind the others,
 * regulariser and power, and its first ones are an estimate of the channel.
 *
 * <p>A file in half precision is read into a model in single precision. Other arrays may follow, as in a training's
 * checkpoint; a model takes no notice of them.
 */
public final class ModelFile {
  static final String KEY = "wifoe";
  private static final int FORMAT = 2;
  /** Had the root of the seed in place of the seed, and notes on the latest training in place of a list of all. */
  private static final int FIRST_FORMAT = 1;
  private static final double BEYOND_HALF = 65_520; // rounds to infinity, what is below to 65,504

  private ModelFile() {}

  /** What the metadata says; {@code seed} is the one that parts added later start from. */
  private record Description(int format, String library, long seed, WiFoEConfig model,
      List<Configuration> configurations, List<TrainingRecord> provenance) {
    Description {
      Check.that(model != null && configurations != null && configurations.stream().noneMatch(Objects::isNull)
          && provenance != null && provenance.stream().noneMatch(Objects::isNull),
          "sizes, configurations or provenance are missing");
    }
  }

  /**
   * Writes or replaces a model's file.
   *
   * @param metadata further texts for the file's metadata
   * @param more further arrays, behind the model's own
   * @throws IllegalArgumentException if a weight is not finite; nothing is written then
   */
  public static void write(Path file, PrecodingNetwork model, Map<String, String> metadata, Map<String, NDArray> more)
      throws IOException {
    Map<String, String> texts = new LinkedHashMap<>(model.description());
    texts.putAll(metadata);
    Map<String, NDArray> arrays = new LinkedHashMap<>(model.parameters().arrays());
    arrays.putAll(more);
    Safetensors.write(file, texts, arrays);
  }

  /** Writes or replaces a model's file with weights in half precision, half as large. */
  static void writeHalf(Path file, PrecodingNetwork model) throws IOException {
    try (NDManager manager = model.parameters().newManager()) {
      Map<String, NDArray> halves = new LinkedHashMap<>();
      model.parameters().arrays().forEach((name, array) -> {
        requireHalf(name, array);
        NDArray half = array.toType(DataType.FLOAT16, false);
        half.attach(manager);
        halves.put(name, half);
      });
      Safetensors.write(file, model.description(), halves);
    }
  }

  private static void requireHalf(String name, NDArray array) {
    try (NDArray copy = array.toType(DataType.FLOAT64, true)) {
      double[] values = copy.toDoubleArray();
      for (int i = 0; i < values.length; i++) {
        Check.that(!Double.isFinite(values[i]) || Math.abs(values[i]) < BEYOND_HALF, "value %d of %s is %s, and half "
            + "precision ends at 65,504; keep this model in single precision", i, name, values[i]);
      }
    }
  }

  /** Reads a model. */
  static WiFoE read(Path path) throws IOException {
    try (Safetensors file = Safetensors.open(path)) {
      try {
        return read(file);
      } catch (IllegalArgumentException e) {
        throw new InvalidFileException(path, e.getMessage(), e);
      }
    }
  }

  private static WiFoE read(Safetensors file) throws IOException {
    Description description = description(file);
    WiFoEConfig sizes = description.model();
    int arrays = file.entries().size();
    Check.that(sizes.blocks() <= arrays && sizes.encoderLayers() <= arrays,
        "%d blocks and %d encoder layers do not fit into %d arrays", sizes.blocks(), sizes.encoderLayers(), arrays);
    DataType stored = file.entries().values().iterator().next().type();
    // before a model of that size is made
    require(file, stored, WiFoE.TRUNK, sizes.trunk().parameters());
    for (Configuration c : description.configurations()) {
      require(file, stored, sizes.scope(c), sizes.heads(c).parameters());
    }
    WiFoE model = new WiFoE(sizes, description.seed(), stored == DataType.FLOAT16 ? DataType.FLOAT32 : stored);
    try {
      model.addHeads(description.configurations());
      model.setProvenance(description.provenance());
      copy(file, model);
      return model;
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /**
   * Puts a file's weights into a model of the same sizes and configurations.
   *
   * @throws InvalidFileException if an array is missing, has another shape or values that are not finite
   */
  public static void restore(Safetensors file, PrecodingNetwork model) throws IOException {
    try {
      model.parameters().arrays().forEach((name, array) -> require(file, array.getDataType(), name, array.getShape()));
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(file.path(), e.getMessage(), e);
    }
    copy(file, model);
  }

  static void copy(Safetensors file, PrecodingNetwork model) throws IOException {
    for (String name : List.copyOf(model.parameters().arrays().keySet())) {
      try (NDManager manager = model.parameters().newManager()) {
        model.parameters().put(name, file.read(manager, name));
      }
    }
  }

  static void require(Safetensors file, DataType precision, String scope, List<ParameterSpec> specs) {
    specs.stream().map(spec -> spec.in(scope)).forEach(spec -> require(file, precision, spec.name(), spec.shape()));
  }

  private static void require(Safetensors file, DataType precision, String name, Shape shape) {
    Safetensors.Entry entry = file.entries().get(name);
    Check.that(entry != null, "there is no array %s, which this model needs", name);
    Check.that(entry.shape().equals(shape) && entry.type() == precision,
        "array %s is %s of %s, this model needs %s of %s", name, entry.type(), entry.shape(), precision, shape);
  }

  private static Description description(Safetensors file) {
    String json = file.metadata().get(KEY);
    Check.that(json != null, "it says nothing about a model: its metadata has no \"%s\"", KEY);
    try {
      JsonNode tree = Json.parse(json);
      int format = tree.path("format").asInt();
      Check.that(tree.isObject() && (format == FORMAT || format == FIRST_FORMAT),
          "model format %s is unknown; this library reads formats %d and %d", tree.path("format"), FIRST_FORMAT,
          FORMAT);
      return Json.read(format == FIRST_FORMAT ? upgraded((ObjectNode) tree) : tree, Description.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("what it says about its model cannot be read: " + Json.reason(e), e);
    }
  }

  /** What a file of the first format says, as this one says it. */
  private static JsonNode upgraded(ObjectNode tree) throws JsonProcessingException {
    ArrayNode trainings = JsonNodeFactory.instance.arrayNode();
    JsonNode notes = tree.path("provenance");
    if (notes.hasNonNull("training")) {
      trainings.addPOJO(new TrainingRecord(run(notes.get("training").asText()), notes.path("steps").asLong(),
          notes.path("best step").asLong()));
    }
    tree.set("provenance", Json.tree(trainings));
    if (tree.path("seed").isIntegralNumber()) {
      tree.put("seed", RandomStream.number(tree.get("seed").asLong()));
    }
    for (JsonNode configuration : tree.path("configurations")) {
      if (configuration instanceof ObjectNode earlier && !earlier.has("pilotPower")) {
        earlier.put("pilotPower", PilotPower.TOTAL.toString()); // the only one that version 0.1 knew
      }
    }
    return tree;
  }

  private static JsonNode run(String note) {
    try {
      return Json.parse(note);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(note);
    }
  }

  /** The metadata of a model's file. */
  static Map<String, String> describe(WiFoE model) {
    return Map.of(KEY, Json.line(new Description(FORMAT, Library.NAME, model.seed(), model.config(),
        List.copyOf(model.configurations()), model.provenance())));
  }
}
