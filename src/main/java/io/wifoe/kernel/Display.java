package io.wifoe.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.UUID;

/**
 * The functions every cell has without an import, the same as in IJava: {@code display}, {@code updateDisplay}
 * and {@code render}.
 */
public final class Display {
  private static volatile JavaKernel kernel;
  /** The id returned last: as the value of a cell it would only repeat itself below the picture. */
  private static volatile String lastId;

  private Display() {}

  static void install(JavaKernel running) {
    kernel = running;
  }

  static boolean isLastId(Object value) {
    return value != null && value == lastId;
  }

  /** The running kernel, for example to register how a type is rendered. */
  public static JavaKernel getKernelInstance() {
    if (kernel == null) {
      throw new IllegalStateException("no kernel is running: display and render work in notebook cells only");
    }
    return kernel;
  }

  /** How a value looks in a notebook, in the forms it prefers. */
  public static DisplayData render(Object value) {
    return getKernelInstance().rendered(value);
  }

  /** How a value looks in the MIME types asked for, for example {@code "text/html"}; text is always among them. */
  public static DisplayData render(Object value, String... types) {
    return getKernelInstance().rendered(value, types);
  }

  /** Shows a value below the cell and returns the id by which {@link #updateDisplay} replaces it. */
  public static String display(Object value) {
    return show(render(value));
  }

  /** Shows a value as the MIME types asked for and returns its id. */
  public static String display(Object value, String... types) {
    return show(render(value, types));
  }

  /** Replaces what {@link #display(Object)} showed. */
  public static void updateDisplay(String id, Object value) {
    getKernelInstance().update(id, render(value));
  }

  /** Replaces what {@link #display(Object, String...)} showed. */
  public static void updateDisplay(String id, Object value, String... types) {
    getKernelInstance().update(id, render(value, types));
  }

  private static String show(DisplayData data) {
    if (!data.hasDisplayId()) {
      data.setDisplayId(UUID.randomUUID().toString());
    }
    getKernelInstance().display(data);
    lastId = data.getDisplayId();
    return lastId;
  }
}
