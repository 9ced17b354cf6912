package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wifoe.Check;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The header of a safetensors file.
 *
 * @param metadata free text by key
 * @param entries arrays by name
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Safetensors.Entry> entries) {
  /** Bytes; a header of the paper's model with its optimizer's arrays takes some 400,000. */
  static final int LONGEST = 8 << 20;

  private static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 8;
  private static final int MOST_DIMENSIONS = 8;
  private static final int LONGEST_NAME = 256;
  private static final Pattern NAME = Pattern.compile("(?!.*(^|/)\\.\\.?(/|$))[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*+");
  private static final String NAME_RULE = "names are parts of letters, digits, '.', '_' and '-' joined by '/', "
      + "no part '.' or '..', " + LONGEST_NAME + " characters at most";
  private static final Map<String, DataType> TYPES = Map.of("F16", DataType.FLOAT16, "F32", DataType.FLOAT32,
      "F64", DataType.FLOAT64);

  private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(4).maxNumberLength(20).build())
          .build())
      .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  SafetensorsHeader {
    metadata = Collections.unmodifiableMap(metadata);
    entries = Collections.unmodifiableMap(entries);
  }

  /** The header of arrays that are stored one after the other. */
  static SafetensorsHeader of(Map<String, String> metadata, Map<String, NDArray> arrays) {
    Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    long at = 0;
    for (Map.Entry<String, NDArray> array : arrays.entrySet()) {
      Check.that(isName(array.getKey()), "\"%s\" cannot be an array's name in a file: %s", array.getKey(), NAME_RULE);
      DataType type = array.getValue().getDataType();
      Check.that(TYPES.containsValue(type), "array %s is %s; only FLOAT16, FLOAT32 and FLOAT64 are stored",
          array.getKey(), type);
      long end = at + array.getValue().size() * type.getNumOfBytes();
      entries.put(array.getKey(), new Safetensors.Entry(type, array.getValue().getShape(), at, end));
      at = end;
    }
    return new SafetensorsHeader(metadata, entries);
  }

  private static boolean isName(String name) {
    return name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
  }

  /** Length, JSON and blanks up to a multiple of 8 bytes. */
  byte[] bytes() {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode texts = root.putObject(METADATA);
    metadata.forEach(texts::put);
    entries.forEach((name, entry) -> {
      ObjectNode node = root.putObject(name);
      node.put("dtype", "F" + 8 * entry.type().getNumOfBytes());
      node.putPOJO("shape", entry.shape().getShape());
      node.putPOJO("data_offsets", new long[] {entry.begin(), entry.end()});
    });
    byte[] json = json(root);
    int length = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    Check.that(length <= LONGEST, "a header of %d bytes is longer than %d; fewer arrays or less metadata", length,
        LONGEST);
    byte[] bytes = new byte[Long.BYTES + length];
    Arrays.fill(bytes, (byte) ' ');
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(json);
    return bytes;
  }

  private static byte[] json(JsonNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a header that cannot be written as JSON", e);
    }
  }

  /**
   * Reads and checks a header.
   *
   * @param dataBytes bytes of the file after the header
   * @throws IOException with a sentence if it breaks a rule
   */
  static SafetensorsHeader parse(byte[] json, long dataBytes) throws IOException {
    JsonNode root = tree(json);
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        readMetadata(field.getValue(), metadata);
      } else {
        require(isName(field.getKey()), "an array's name is refused: " + NAME_RULE);
        entries.put(field.getKey(), entry(field.getKey(), field.getValue(), dataBytes));
      }
    }
    requireCovered(entries, dataBytes);
    return new SafetensorsHeader(metadata, entries);
  }

  private static JsonNode tree(byte[] json) throws IOException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      JsonNode root = JSON.readTree(text);
      require(root.isObject(), "its header is no JSON object");
      return root;
    } catch (CharacterCodingException e) {
      throw new IOException("its header is no UTF-8 text", e);
    } catch (JsonProcessingException e) {
      throw new IOException("its header cannot be read as JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void readMetadata(JsonNode node, Map<String, String> metadata) throws IOException {
    require(node.isObject(), "its metadata is no JSON object");
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      require(field.getValue().isTextual(), "its metadata holds something else than text");
      metadata.put(field.getKey(), field.getValue().textValue());
    }
  }

  private static Safetensors.Entry entry(String name, JsonNode node, long dataBytes) throws IOException {
    require(node.isObject() && node.size() == 3,
        "array " + name + " needs dtype, shape and data_offsets, nothing else");
    DataType type = TYPES.get(node.path("dtype").asText());
    require(type != null, "array " + name + " is of a type other than F16, F32 and F64");
    long[] shape = wholeNumbers(name, node.path("shape"), MOST_DIMENSIONS);
    long[] offsets = wholeNumbers(name, node.path("data_offsets"), 2);
    require(offsets.length == 2 && offsets[0] <= offsets[1] && offsets[1] <= dataBytes, "array " + name
        + " lies at bytes " + Arrays.toString(offsets) + " of " + dataBytes + "; the file is cut short or damaged");
    long size = type.getNumOfBytes();
    try {
      for (long length : shape) {
        size = Math.multiplyExact(size, length);
      }
    } catch (ArithmeticException e) {
      throw new IOException("array " + name + " of shape " + Arrays.toString(shape) + " is too large", e);
    }
    require(offsets[1] - offsets[0] == size, "array " + name + " of shape " + Arrays.toString(shape) + " needs " + size
        + " bytes, not the " + (offsets[1] - offsets[0]) + " it is given");
    return new Safetensors.Entry(type, new Shape(shape), offsets[0], offsets[1]);
  }

  private static long[] wholeNumbers(String name, JsonNode node, int most) throws IOException {
    require(node.isArray() && node.size() <= most, "array " + name + " has a shape or offsets that are no short list");
    long[] values = new long[node.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = node.get(i);
      require(value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0,
          "array " + name + " has a shape or offsets that are no whole numbers");
      values[i] = value.longValue();
    }
    return values;
  }

  private static void requireCovered(Map<String, Safetensors.Entry> entries, long dataBytes) throws IOException {
    List<Map.Entry<String, Safetensors.Entry>> sorted = entries.entrySet().stream().sorted(Comparator
        .<Map.Entry<String, Safetensors.Entry>>comparingLong(e -> e.getValue().begin())
        .thenComparing(e -> e.getValue().end()))
        .toList();
    long at = 0;
    for (Map.Entry<String, Safetensors.Entry> entry : sorted) {
      require(entry.getValue().begin() == at, "array " + entry.getKey() + " begins at byte " + entry.getValue().begin()
          + " and the one before it ends at " + at + "; arrays may not overlap or leave holes");
      at = entry.getValue().end();
    }
    require(at == dataBytes, "its arrays end at byte " + at + " of " + dataBytes + "; something else follows them");
  }

  private static void require(boolean holds, String sentence) throws IOException {
    if (!holds) {
      throw new IOException(sentence);
    }
  }
}
