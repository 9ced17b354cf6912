package io.wifoe.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands given from a notebook. */
class ShellTest {
  @TempDir private Path directory;

  private Path script(String lines) throws IOException {
    Path script = Files.writeString(directory.resolve("wifoe"), "#!/bin/sh\n" + lines + "\n");
    script.toFile().setExecutable(true);
    return script;
  }

  @Test
  void showsWhatACommandPrintsAndThrowsWhereItFails() throws Exception {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(shown, true, UTF_8));
    try {
      Shell.run(script("echo \"$1 and $2\"; echo trouble >&2"), "  --a   b ");
      IllegalStateException failure = assertThrows(IllegalStateException.class,
          () -> Shell.run(script("echo last words; exit 3"), "plan"));
      assertEquals("wifoe plan ended with 3; see its last line", failure.getMessage());
    } finally {
      System.setOut(before);
    }
    assertEquals("--a and b\ntrouble\nlast words\n", shown.toString(UTF_8).replace(System.lineSeparator(), "\n"));
  }

  /** An interrupted cell leaves no process behind, nor one that its command began. */
  @Test
  void anInterruptEndsTheCommand() throws Exception {
    Path began = directory.resolve("began");
    Path script = script("sleep 600 & echo $! > " + began + ".new; mv " + began + ".new " + began + "; wait");
    Thread cell = Thread.currentThread();
    new Thread(() -> {
      while (!Files.exists(began)) {
        Thread.onSpinWait();
      }
      cell.interrupt();
    }).start();
    assertThrows(InterruptedException.class, () -> Shell.run(script, ""));
    ProcessHandle.of(Long.parseLong(Files.readString(began).strip())).ifPresent(sleep -> sleep.onExit().join());
  }
}
