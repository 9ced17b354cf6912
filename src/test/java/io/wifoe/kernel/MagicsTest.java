package io.wifoe.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MagicsTest {
  private final Magics magics = new Magics();
  private final List<String> classPath = new ArrayList<>();

  @TempDir Path folder;

  private Magics.Prepared prepare(String code) throws CellException {
    return magics.prepare(code, classPath::add);
  }

  private Path jar(String name) throws IOException {
    Path jar = folder.resolve(name);
    new JarOutputStream(Files.newOutputStream(jar), new Manifest()).close();
    return jar;
  }

  @Test
  void jarsTakesPatternsQuotesAndSeveralPaths() throws Exception {
    Path first = jar("a b.jar");
    Path second = jar("c.jar");
    prepare("%jars \"" + first + "\" " + second);
    assertEquals(List.of(first.toString(), second.toString()), classPath);
    classPath.clear();
    prepare("%jars '" + folder + "/*.jar'");
    assertEquals(List.of(first.toString(), second.toString()), classPath);
  }

  @Test
  void whatIsNoJarIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("text.jar"), "no archive");
    for (String argument : List.of(text.toString(), folder + "/none.jar", folder + "/none*.jar")) {
      CellException e = assertThrows(CellException.class, () -> prepare("%jars " + argument));
      assertTrue(e.getMessage().contains(argument), e.getMessage());
    }
  }

  @Test
  void loadedLinesCountAsTheLineThatLoadedThem() throws Exception {
    Path script = Files.writeString(folder.resolve("x.jshell"), "int a = 1;\nint b = 2;");
    Magics.Prepared prepared = prepare("int z;\n%load " + script + "\nint c;");
    assertEquals("int z;\nint a = 1;\nint b = 2;\nint c;", prepared.java());
    assertEquals(List.of(1, 2, 2, 3), prepared.lines());
    Path notebook = Files.writeString(folder.resolve("x.ipynb"), "{\"cells\": [{\"cell_type\": \"markdown\", "
        + "\"source\": [\"text\"]}, {\"cell_type\": \"code\", \"source\": [\"int a;\\n\", \"int b;\"]}]}");
    assertEquals("int a;\nint b;", prepare("%load " + notebook).java());
  }

  /** A magic of one cell of a notebook is one of that cell, and not of all that follow it. */
  @Test
  void cellsOfALoadedNotebookStayApart() throws Exception {
    Path notebook = Files.writeString(folder.resolve("y.ipynb"), "{\"cells\": [{\"cell_type\": \"code\", "
        + "\"source\": \"%%loadFromPOM\\n<dependencies></dependencies>\"}, {\"cell_type\": \"code\", "
        + "\"source\": \"%%time\\nint a;\"}, {\"cell_type\": \"code\", \"source\": \"int b;\"}]}");
    String java = prepare("%load " + notebook + "\nint c;").java();
    assertEquals(List.of("int a;", "int b;", "int c;"), java.lines().filter(line -> !line.isBlank()).toList());
  }

  @Test
  void aFolderWithoutJarsIsRefusedAndOneWithBracketsIsNot() throws Exception {
    Path odd = Files.createDirectory(folder.resolve("a[1]"));
    CellException e = assertThrows(CellException.class, () -> prepare("%jars '" + odd + "'"));
    assertTrue(e.getMessage().contains("is a folder without jars"), e.getMessage());
    Path jar = jar("a[1]/x.jar");
    prepare("%jars '" + odd + "'");
    assertEquals(List.of(jar.toString()), classPath);
  }

  @Test
  void timeIsALineOrACell() throws Exception {
    assertEquals(Set.of(2), prepare("int a;\n%time a = 2;").timedLines());
    assertTrue(prepare("%%time\nint a;").isTimed());
    assertThrows(CellException.class, () -> prepare("int a;\n%%time"));
  }

  @Test
  void coordinatesThatAreNoneAreRefused() {
    CellException e = assertThrows(CellException.class, () -> prepare("%maven commons-lang3"));
    assertTrue(e.getMessage().contains("GROUP:ARTIFACT:VERSION"), e.getMessage());
  }
}
