package io.wifoe.kernel;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.StringJoiner;

/** Values as text that fits below a cell: arrays with their contents, long things with their beginning and end. */
final class ShortText {
  private static final int HEAD = 8;
  private static final int TAIL = 2;
  private static final int ROWS = 6;
  private static final int LARGE_COLLECTION = 1_000;
  private static final int MAX_CHARACTERS = 20_000;

  private ShortText() {}

  /** Whether a value's own toString would be of no use, or endless. */
  static boolean isNeeded(Object value) {
    return value.getClass().isArray() || value instanceof Collection<?> list && list.size() > LARGE_COLLECTION
        || value instanceof Map<?, ?> map && map.size() > LARGE_COLLECTION;
  }

  static String of(Object value) {
    return cut(text(value, 0));
  }

  /** A text of a length that a browser can show. */
  static String cut(String text) {
    return text.length() <= MAX_CHARACTERS ? text : "%s ... %,d characters in all"
        .formatted(text.substring(0, MAX_CHARACTERS), text.length());
  }

  private static String text(Object value, int depth) {
    if (value != null && value.getClass().isArray()) {
      return array(value, depth);
    }
    if (value instanceof Collection<?> list && list.size() > LARGE_COLLECTION) {
      return collection(list) + " (" + list.size() + " elements)";
    }
    if (value instanceof Map<?, ?> map && map.size() > LARGE_COLLECTION) {
      return collection(map.entrySet()) + " (" + map.size() + " entries)";
    }
    return value instanceof String string && depth > 0 ? '"' + string + '"' : String.valueOf(value);
  }

  private static String array(Object array, int depth) {
    int length = Array.getLength(array);
    boolean ofArrays = array.getClass().getComponentType().isArray();
    int head = ofArrays ? ROWS : HEAD;
    String separator = ofArrays ? ",\n" + " ".repeat(2 * depth + 2) : ", ";
    StringJoiner elements = new StringJoiner(separator, ofArrays ? "{\n" + " ".repeat(2 * depth + 2) : "{",
        ofArrays ? "\n" + " ".repeat(2 * depth) + "}" : "}");
    for (int i = 0; i < length; i++) {
      if (i == head && length > head + TAIL) {
        elements.add("...");
        i = length - TAIL;
      }
      elements.add(text(Array.get(array, i), depth + 1));
    }
    return depth == 0 || !ofArrays && length > head + TAIL ? type(array) + " " + elements : elements.toString();
  }

  /** {@code double[3][]}. */
  private static String type(Object array) {
    String name = array.getClass().getComponentType().getSimpleName();
    int brackets = name.indexOf('[');
    String element = brackets < 0 ? name : name.substring(0, brackets);
    return element + "[" + Array.getLength(array) + "]" + (brackets < 0 ? "" : name.substring(brackets));
  }

  private static String collection(Collection<?> list) {
    StringJoiner elements = new StringJoiner(", ", "[", ", ...]");
    Iterator<?> each = list.iterator();
    for (int i = 0; i < HEAD && each.hasNext(); i++) {
      elements.add(text(each.next(), 1));
    }
    return elements.toString();
  }
}
