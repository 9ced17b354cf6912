package io.wifoe.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classes that JShell makes of snippets. A variable lives in a static field of its snippet's class; where JShell
 * puts a new class in the place of an old one, because something was edited that the snippet uses, the value moves.
 */
final class SnippetClasses {
  private static final String PREFIX = "REPL.$JShell$";
  /** A snippet's number and, behind it, the letters of its version. */
  private static final Pattern NAME = Pattern.compile("(REPL\\.\\$JShell\\$\\d+)[A-Z]*");

  private final Map<String, Class<?>> latest = new HashMap<>();
  private final Map<String, Class<?>> byVariable = new HashMap<>();
  private final Map<String, String> resets = new LinkedHashMap<>();
  private final List<Class<?>> outdated = new ArrayList<>();

  static boolean isSnippet(String className) {
    return className.startsWith(PREFIX);
  }

  /** A class was loaded; what its older version holds becomes its own. */
  void loaded(Class<?> snippet) {
    Matcher name = NAME.matcher(snippet.getName());
    if (!name.matches()) {
      return;
    }
    Class<?> before = latest.put(name.group(1), snippet);
    for (Field field : variables(snippet)) {
      byVariable.put(field.getName(), snippet);
      if (before != null && before != snippet) {
        move(before, field);
      }
    }
    if (before != null && before != snippet) {
      outdated.add(before);
    }
  }

  private void move(Class<?> before, Field field) {
    try {
      Field old = before.getDeclaredField(field.getName());
      old.setAccessible(true);
      Object value = old.get(null);
      if (value == null || isZero(value)) {
        return;
      }
      if (field.getType().isPrimitive() || field.getType().isInstance(value)) {
        field.set(null, value);
      } else {
        lost(field);
      }
    } catch (NoSuchFieldException noVariableBefore) {
      // a method or class stood here
    } catch (IllegalArgumentException noLongerThatPrimitive) {
      lost(field);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a snippet's variable cannot be reached", e);
    }
  }

  private void lost(Field field) {
    String type = field.getType().getSimpleName();
    resets.put(field.getName(), "%s was reset to %s: its value is of the type %s as it was before; run its cell again."
        .formatted(field.getName(), field.getType().isPrimitive() ? "0" : "null", type));
  }

  private static boolean isZero(Object value) {
    return value instanceof Number number && number.doubleValue() == 0 || Boolean.FALSE.equals(value);
  }

  /** The variable has a new value of its own. */
  void declared(String variable) {
    resets.remove(variable);
  }

  /** What became of variables whose values could not be kept, a sentence each, once. */
  List<String> takeResets() {
    List<String> sentences = List.copyOf(resets.values());
    resets.clear();
    return sentences;
  }

  /** Lets go of the value of a variable that no code can name any more. */
  void forget(String variable) {
    Class<?> snippet = byVariable.remove(variable);
    if (snippet != null) {
      clear(snippet);
    }
  }

  /** Lets go of what older versions hold, unless a thread of an earlier cell may still look there. */
  void releaseOutdated() {
    if (!outdated.isEmpty() && Thread.getAllStackTraces().values().stream().flatMap(Arrays::stream)
        .noneMatch(frame -> isSnippet(frame.getClassName()))) {
      outdated.forEach(SnippetClasses::clear);
      outdated.clear();
    }
  }

  private static void clear(Class<?> snippet) {
    for (Field field : variables(snippet)) {
      if (!field.getType().isPrimitive()) {
        try {
          field.set(null, null);
        } catch (IllegalAccessException e) {
          throw new IllegalStateException("a snippet's variable cannot be reached", e);
        }
      }
    }
  }

  private static List<Field> variables(Class<?> snippet) {
    List<Field> fields = new ArrayList<>();
    for (Field field : snippet.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && Modifier.isPublic(field.getModifiers())
          && !Modifier.isFinal(field.getModifiers()) && !field.isSynthetic()) {
        field.setAccessible(true); // its class is not public
        fields.add(field);
      }
    }
    return fields;
  }
}
