package io.wifoe.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/** Knows which methods of libraries look at interrupts: they end by themselves, and leave what they have reached. */
final class Polling {
  private static final Map<String, Set<String>> METHODS = new HashMap<>();

  private Polling() {}

  /** Whether a library method on a stack looks at interrupts. */
  static synchronized boolean isOn(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (frame.getModuleName() == null && !SnippetClasses.isSnippet(frame.getClassName())
          && METHODS.computeIfAbsent(frame.getClassName(), Polling::pollingMethods).stream()
              .anyMatch(method -> method.startsWith(frame.getMethodName() + "("))) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> pollingMethods(String className) {
    String file = className.replace('.', '/') + ".class";
    try (InputStream in = ClassLoader.getSystemResourceAsStream(file)) {
      return in == null ? Set.of() : StopWeaver.pollingMethods(new ClassReader(in));
    } catch (IOException | IllegalArgumentException unreadable) {
      return Set.of();
    }
  }
}
