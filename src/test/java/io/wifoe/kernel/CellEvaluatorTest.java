package io.wifoe.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public class CellEvaluatorTest {
  /** Opened by the cells of the interrupt tests once they run. */
  public static volatile CountDownLatch started;

  private static final String REPORT_START = CellEvaluatorTest.class.getName() + ".started.countDown(); ";

  /** Surefire puts the real class path here and a single jar that refers to it on its own. */
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  private static CellEvaluator evaluator;

  @BeforeAll
  static void start() throws CellException {
    evaluator = new CellEvaluator(CLASS_PATH);
  }

  @AfterAll
  static void stop() {
    evaluator.close();
  }

  @Test
  void valueOfLastExpressionWithAndWithoutSemicolon() throws Exception {
    assertEquals(42, evaluator.evaluate("int a = 40;\nint add(int b) { return a + b; }\nadd(2)"));
    assertEquals(42, evaluator.evaluate("add(2);"));
    assertNull(evaluator.evaluate("int c = 1;"));
    assertNull(evaluator.evaluate("for (int i = 0; i < 3; i++) { c += i; }"));
    assertEquals(4, evaluator.evaluate("// a comment\n\nc // and another"));
    assertNull(evaluator.evaluate("// only a comment\n/* or two */"));
  }

  @Test
  void importBelowTheFirstLineKeepsVariables() throws Exception {
    evaluator.evaluate("String kept = \"here\"; var list = new ArrayList<>(List.of(1, 2));");
    evaluator.evaluate("\n\nimport java.util.zip.CRC32;\n\nimport java.time.Duration;");
    evaluator.evaluate("// why\nimport java.nio.file.Path;");
    evaluator.evaluate("int x = 1;\n\n/* why */\nimport java.util.zip.CRC32;\nimport java.util.function.*;");
    assertEquals("here2", evaluator.evaluate("kept + list.size()"));
  }

  @Test
  void classesThatNeedEachOther() throws Exception {
    evaluator.evaluate("class Left { Right other; int depth() { return other == null ? 1 : 1 + other.depth(); } }\n"
        + "class Right { Left other; int depth() { return other == null ? 1 : 1 + other.depth(); } }");
    assertEquals(2, evaluator.evaluate("var left = new Left(); left.other = new Right(); left.depth()"));
    evaluator.evaluate("static int twice(int x) { return 2 * x; }");
    evaluator.evaluate("static int twice(int x) { return x + x + 1; }");
    assertEquals(7, evaluator.evaluate("twice(3)"));
  }

  @Test
  void exceptionNamesCauseAndTheUsersLines() throws Exception {
    evaluator.evaluate("int half(int x) {\n  if (x % 2 == 1) throw new IllegalStateException(\"odd \" + x);\n"
        + "  return x / 2;\n}");
    CellException e = assertThrows(CellException.class, () -> evaluator.evaluate(
        "int y = half(4);\n\ntry {\n  half(3);\n} catch (Exception e) {\n"
            + "  throw new RuntimeException(\"no half\", e);\n}"));
    String text = String.join("\n", e.lines());
    assertEquals("RuntimeException", e.kind());
    assertEquals("no half", e.getMessage());
    assertTrue(e.lines().get(0).contains("no half"), text);
    assertTrue(text.matches("(?s).*cell \\d+, line 6: throw new RuntimeException.*"), text);
    assertTrue(text.contains("IllegalStateException") && text.contains("odd 3"), text);
    assertTrue(text.contains(", line 2: if (x % 2 == 1)"), text);
    assertTrue(text.contains(", line 4: half(3);"), text);
    assertEquals(2, evaluator.evaluate("y"));
  }

  @Test
  void errorsOfTheVirtualMachineAreReportedLikeExceptions() throws Exception {
    evaluator.evaluate("int down(int n) { return 1 + down(n); }");
    CellException e = assertThrows(CellException.class, () -> evaluator.evaluate("down(1)"));
    assertEquals("StackOverflowError", e.kind());
    assertEquals(1, evaluator.evaluate("1"));
  }

  @Test
  void compileErrorMarksItsLine() {
    CellException e = assertThrows(CellException.class, () -> evaluator.evaluate(
        "int a = 1;\n\nint b =\n  \"two\";"));
    String text = String.join("\n", e.lines());
    assertTrue(e.getMessage().contains("String cannot be converted to int"), text);
    assertTrue(text.contains(", line 4"), text);
    assertTrue(text.contains("      \"two\";\n"), text);
    assertTrue(text.contains("^^^^^"), text);
    CellException open = assertThrows(CellException.class, () -> evaluator.evaluate("int c = 1;\nif (c > 0) {"));
    assertTrue(open.getMessage().contains("line 2"), open.getMessage());
  }

  @Test
  void methodThatWaitsForAnotherSaysForWhich() throws Exception {
    evaluator.evaluate("int outer() { return inner() + 1; }");
    CellException e = assertThrows(CellException.class, () -> evaluator.evaluate("outer()"));
    assertTrue(e.getMessage().contains("inner"), e.getMessage());
    assertEquals(2, evaluator.evaluate("int inner() { return 1; }\nouter()"));
  }

  @Test
  void interruptStopsABusyLoopAndTheNextCellRuns() throws Exception {
    evaluator.evaluate("int before = 5; long count = 0;");
    CellException e = interrupted("\nwhile (true) { " + REPORT_START + "count++; }");
    assertEquals("Interrupted", e.kind());
    assertTrue(e.getMessage().contains("line 2"), e.getMessage());
    assertEquals(true, evaluator.evaluate("count > 0 && before == 5"));
  }

  @Test
  void interruptStopsLambdasAndLoopsThatSwallowExceptions() throws Exception {
    interrupted("java.util.stream.Stream.iterate(0, i -> i + 1).forEach(i -> { " + REPORT_START + "});");
    CellException elsewhere = interrupted("CompletableFuture.runAsync(() -> { while (true) { " + REPORT_START
        + "} }).join();");
    assertEquals("Interrupted", elsewhere.kind());
    interrupted("while (true) { try { " + REPORT_START + "} catch (Throwable t) { } }");
    assertEquals(1, evaluator.evaluate("1"));
  }

  @Test
  void interruptLetsALoopThatPollsReturnItsResult() throws Exception {
    evaluator.evaluate("int train() { " + REPORT_START
        + " while (!Thread.interrupted()) { Thread.onSpinWait(); } return 7; }");
    CellException e = interrupted("int trained = train();\nint never = 1;");
    assertTrue(e.getMessage().contains("line 2"), e.getMessage());
    assertEquals(7, evaluator.evaluate("trained"));
    assertEquals(7, interrupting("train()").get());
  }

  @Test
  void interruptOfASleepingCellAndOfNone() throws Exception {
    evaluator.interrupt();
    CellException e = interrupted("{ " + REPORT_START + "Thread.sleep(1_000_000); }");
    assertEquals("Interrupted", e.kind());
    evaluator.interrupt();
    assertEquals(1, evaluator.evaluate("1"));
  }

  @Test
  void magicsOfDependenciesAreSkippedAndOthersRefused() throws Exception {
    assertEquals(3, evaluator.evaluate("%maven org.example:thing:1.0\nint a = 3;\na"));
    assertNull(evaluator.evaluate("%%loadFromPOM\n<dependency>...</dependency>"));
    assertEquals(1, evaluator.evaluate("a\n  % 2"));
    assertEquals("3 left", evaluator.evaluate("\"\"\"\n%d left\"\"\".formatted(3)"));
    CellException e = assertThrows(CellException.class, () -> evaluator.evaluate("%timeit a"));
    assertTrue(e.getMessage().contains("%timeit"), e.getMessage());
  }

  @Test
  void implicitImportsAreThoseOfIJava() throws Exception {
    assertEquals("[1]", evaluator.evaluate("List.of(new BigDecimal(1)).toString()"));
    assertFalse((Boolean) evaluator.evaluate("Pattern.matches(\"a\", \"b\")"));
    assertThrows(CellException.class, () -> evaluator.evaluate("Stream.of(1)"));
  }

  private static CellException interrupted(String code) throws Exception {
    CompletableFuture<Object> cell = interrupting(code);
    return (CellException) assertThrows(ExecutionException.class, cell::get).getCause();
  }

  private static CompletableFuture<Object> interrupting(String code) throws Exception {
    started = new CountDownLatch(1);
    CompletableFuture<Object> cell = new CompletableFuture<>();
    new Thread(() -> {
      try {
        cell.complete(evaluator.evaluate(code));
      } catch (CellException | RuntimeException e) {
        cell.completeExceptionally(e);
      }
    }).start();
    assertTrue(started.await(30, TimeUnit.SECONDS), "the cell never began");
    evaluator.interrupt();
    return cell;
  }
}
