package io.wifoe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private record Sample(String name, int count, double share, List<Long> seeds,
      @JsonInclude(JsonInclude.Include.NON_NULL) TimeUnit unit) {}

  private static final Sample SAMPLE = new Sample("a", 3, 0.1, List.of(Long.MAX_VALUE), null);

  @Test
  void whatWasWrittenIsReadBack() throws JsonProcessingException {
    assertEquals(SAMPLE, Json.read(Json.text(SAMPLE), Sample.class));
    assertEquals(SAMPLE, Json.read(Json.line(SAMPLE), Sample.class));
    assertEquals("{\"name\":\"a\",\"count\":3,\"share\":0.1,\"seeds\":[9223372036854775807]}", Json.line(SAMPLE));
    assertTrue(Json.text(SAMPLE).lines().count() > 4);
    assertEquals(3, Json.tree(SAMPLE).get("count").asInt());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"name\":\"a\",\"share\":1}", "{\"name\":\"a\",\"share\":1,\"count\":null}",
      "{\"name\":\"a\",\"share\":1,\"count\":4.5}", "{\"name\":\"a\",\"share\":1,\"count\":4,\"more\":1}",
      "{\"name\":\"a\",\"share\":1,\"count\":4} {}", "{\"name\":\"a\",\"share\":1,\"count\":4",
      "{\"name\":\"a\",\"share\":1,\"count\":4,\"count\":5}",
      "{\"name\":\"a\",\"share\":1,\"count\":4,\"unit\":1}"})
  void nothingIsGuessed(String json) {
    assertThrows(JsonProcessingException.class, () -> Json.read(json, Sample.class));
  }

  @Test
  void aDamagedResourceIsNamed() {
    Exception e = assertThrows(UncheckedIOException.class, () -> Json.resource(JsonTest.class,
        "/io/wifoe/dataset/README.md", Sample.class));
    assertTrue(e.getMessage().startsWith("the resource /io/wifoe/dataset/README.md is damaged"), e.getMessage());
  }
}
