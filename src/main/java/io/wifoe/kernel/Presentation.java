package io.wifoe.kernel;

import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * How a library shows types of its own, which this kernel does not know: named in
 * {@code META-INF/services/io.wifoe.kernel.Presentation}.
 */
public interface Presentation {
  /** What stands for a value: a chart, an image, a table or {@link Html}; null for values it does not know. */
  Object of(Object value);

  /** Classes of the values that it knows, for kernels that ask by class. */
  List<Class<?>> classes();

  /** What stands for a value by those that the class path has; the value itself if none knows it. */
  static Object any(Object value) {
    return Installed.ALL.stream().map(each -> each.of(value)).filter(Objects::nonNull).findFirst().orElse(value);
  }

  /** {@link #classes} of those that the class path has. */
  static Stream<Class<?>> types() {
    return Installed.ALL.stream().flatMap(each -> each.classes().stream());
  }

  /** Those of the class path. */
  final class Installed {
    private static final List<Presentation> ALL = ServiceLoader.load(Presentation.class,
        Presentation.class.getClassLoader()).stream().map(ServiceLoader.Provider::get).toList();

    private Installed() {}
  }
}
