package io.wifoe;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in our own words which field of a JSON text breaks which rule. */
final class JsonReason {
  private static final Pattern VALUE = Pattern.compile(
      "value \\((.{1,60}?)\\)|value (\".{0,60}?\")|from String (\".{0,60}?\")");

  private JsonReason() {}

  static String of(JsonProcessingException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String path = path(e);
    String rule = root instanceof JsonProcessingException json ? rule(json) : root.getMessage();
    return path.isEmpty() ? rule : path + ": " + rule;
  }

  private static String path(JsonProcessingException e) {
    return e instanceof JsonMappingException mapping && !(e instanceof UnrecognizedPropertyException)
        ? mapping.getPath().stream()
            .map(each -> each.getFieldName() == null ? String.valueOf(each.getIndex()) : each.getFieldName())
            .collect(joining("."))
        : "";
  }

  private static String rule(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "there is no field \"" + unknown.getPropertyName() + "\"; the fields are "
          + unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().collect(joining(", "));
    }
    if (message.contains("Missing required creator property")) {
      return "is missing";
    }
    if (message.contains("`null`") || message.contains("null for creator property")) {
      return "is missing or null";
    }
    Matcher value = VALUE.matcher(message);
    if (e instanceof MismatchedInputException wrong && value.find()) {
      String given = value.group(1) != null ? value.group(1) : value.group(2) != null ? value.group(2) : value.group(3);
      return given + " is no " + kind(wrong.getTargetType());
    }
    if (message.contains("Trailing token")) {
      return "something follows after its end";
    }
    if (message.contains("No content to map") || message.contains("end-of-input")) {
      return "the text is empty or ends too early";
    }
    JsonLocation at = e.getLocation();
    return e instanceof StreamReadException && at != null ? "line %d, column %d is no JSON: %s".formatted(
        at.getLineNr(), at.getColumnNr(), message.lines().findFirst().orElse("").replaceFirst("[:(].*", "").strip())
        : message;
  }

  private static String kind(Class<?> type) {
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "whole number";
    }
    return type == double.class || type == Double.class ? "number" : type == boolean.class ? "true or false"
        : type == null ? "value of this field" : type.getSimpleName();
  }
}
