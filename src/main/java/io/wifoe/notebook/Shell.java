package io.wifoe.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wifoe.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands of {@code environment/wifoe} as somebody at a shell gives them, from a notebook. */
public final class Shell {
  private static final Path COMMAND = Path.of("environment/wifoe");

  private Shell() {}

  /**
   * Runs a command to its end and shows what it prints as it comes. An interrupt of the cell ends it.
   *
   * @param arguments as after {@code environment/wifoe}, with blanks between them and in none
   * @throws IllegalStateException if it fails
   */
  public static void wifoe(String arguments) throws IOException, InterruptedException {
    run(script(), arguments);
  }

  static void run(Path script, String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments.strip().split("\\s+")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    Thread printer = new Thread(() -> process.inputReader(UTF_8).lines().forEach(System.out::println), "wifoe");
    printer.start();
    try {
      int code = process.waitFor();
      printer.join();
      if (code != 0) {
        throw new IllegalStateException(script.getFileName() + " " + arguments.strip() + " ended with " + code
            + "; see its last line");
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  /** The script of the checkout that the working directory is in. */
  private static Path script() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isExecutable(folder.resolve(COMMAND))) {
      folder = folder.getParent();
    }
    Check.that(folder != null, "there is no %s in or above %s", COMMAND, Path.of("").toAbsolutePath());
    return folder.resolve(COMMAND);
  }
}
