package io.wifoe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * JSON of our records, read strictly: a number that is missing or null is no 0, 4.5 is no 4, 1 is no second name of a
 * list; a field that nobody knows, one that comes twice, and anything after the end are errors.
 */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
          DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
      .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
      .build();

  private Json() {}

  /** A value as indented text, for files. */
  public static String text(Object value) {
    return write(MAPPER.writerWithDefaultPrettyPrinter(), value);
  }

  /** A value on one line, for programs that read our output. */
  public static String line(Object value) {
    return write(MAPPER.writer(), value);
  }

  private static String write(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value that cannot be written as JSON: " + value, e);
    }
  }

  /** A value as a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * Reads a value.
   *
   * @throws JsonProcessingException if the text is none, with the place and the reason
   */
  public static <T> T read(String json, Class<T> type) throws JsonProcessingException {
    return MAPPER.readValue(json, type);
  }

  /**
   * Reads what a file holds.
   *
   * @param what it should be, for the message, for example {@code "comparison"}
   * @throws IOException if there is no such file or it is something else; the message names the file
   */
  public static <T> T read(Path file, Class<T> type, String what) throws IOException {
    try {
      return read(TextFile.read(file), type);
    } catch (JsonProcessingException e) {
      throw new InvalidFileException(file, "is no " + what + ": " + reason(e), e);
    }
  }

  /**
   * Reads a value from a tree.
   *
   * @throws JsonProcessingException if the tree is none, with the reason
   */
  public static <T> T read(JsonNode tree, Class<T> type) throws JsonProcessingException {
    return MAPPER.treeToValue(tree, type);
  }

  /**
   * A text as a tree.
   *
   * @throws JsonProcessingException if the text is no JSON, with the place and the reason
   */
  public static JsonNode parse(String json) throws JsonProcessingException {
    return MAPPER.readTree(json);
  }

  /** What was wrong with a text or tree, with the names of the fields that lead there. */
  public static String reason(JsonProcessingException e) {
    return JsonReason.of(e);
  }

  /** Reads one of our own resources, which lies beside a class and may leave out numbers that are 0. */
  public static <T> T resource(Class<?> beside, String name, Class<T> type) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      return MAPPER.readerFor(type).without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).readValue(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + name + " is damaged: " + e.getMessage(), e);
    }
  }
}
