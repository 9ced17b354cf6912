package io.wifoe.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.EndlessWork;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
  private static int cells;

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
    assertEquals(42, evaluate("int a = 40;\nint add(int b) { return a + b; }\nadd(2)"));
    assertEquals(42, evaluate("add(2);"));
    assertNull(evaluate("int c = 1;"));
    assertNull(evaluate("for (int i = 0; i < 3; i++) { c += i; }"));
    assertEquals(4, evaluate("// a comment\n\nc // and another"));
    assertNull(evaluate("// only a comment\n/* or two */"));
  }

  @Test
  void importBelowTheFirstLineKeepsVariables() throws Exception {
    evaluate("String kept = \"here\"; var list = new ArrayList<>(List.of(1, 2));");
    evaluate("\n\nimport java.util.zip.CRC32;\n\nimport java.time.Duration;");
    evaluate("// why\nimport java.nio.file.Path;");
    evaluate("int x = 1;\n\n/* why */\nimport java.util.zip.CRC32;\nimport java.util.function.*;");
    assertEquals("here2", evaluate("kept + list.size()"));
  }

  @Test
  void classesThatNeedEachOther() throws Exception {
    evaluate("class Left { Right other; int depth() { return other == null ? 1 : 1 + other.depth(); } }\n"
        + "class Right { Left other; int depth() { return other == null ? 1 : 1 + other.depth(); } }");
    assertEquals(2, evaluate("var left = new Left(); left.other = new Right(); left.depth()"));
    evaluate("static int twice(int x) { return 2 * x; }");
    evaluate("static int twice(int x) { return x + x + 1; }");
    assertEquals(7, evaluate("twice(3)"));
  }

  @Test
  void editedDeclarationsKeepWhatWasMadeOfTheOldOnes() throws Exception {
    evaluate("int g = 1; var h = g + 1; var list = new ArrayList<>(List.of(h));\n"
        + "double rate(int k) { return 5.0 * k; }\ndouble[] rates = {rate(2)};");
    evaluate("int g = java.util.stream.Stream.of(5).findFirst().get();");
    evaluate("double rate(int k) { return Arrays.stream(new int[] {k}).map(x -> 6 * x).sum(); }");
    assertEquals("5 2 [2] 10.0 12.0",
        evaluate("g + \" \" + h + \" \" + list + \" \" + rates[0] + \" \" + rate(2)"));
    evaluate("class Net { int width = 1; int depth() { return 1; } }\n"
        + "Net net = new Net(); List<Net> nets = List.of(net);");
    evaluate("class Net { int width = 1; int depth() { return 2; } }");
    assertEquals(2, evaluate("nets.get(0).depth() + net.depth() - 2"));
  }

  @Test
  void valueWhoseTypeHasChangedIsResetAloud() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      evaluate("class Trunk { } Trunk trunk = new Trunk(); int kept = 7; record Cut(int k) {} var cut = new Cut(1);");
      evaluate("class Trunk { int blocks; }\nrecord Cut(int k, int l) {}");
      assertNull(evaluate("trunk"));
      assertEquals(7, evaluate("kept"));
    } finally {
      System.setErr(before);
    }
    String text = said.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("trunk was reset to null"), text);
    assertTrue(text.contains("cut cannot be used until its cell has run again"), text);
    assertFalse(text.contains("kept"), text);
  }

  @Test
  void constantsOfAnEditedClassAreTheNewOnes() throws Exception {
    evaluate("enum Word { A(1); final int bits; Word(int bits) { this.bits = bits; } }");
    evaluate("enum Word { A(8); final int bits; Word(int bits) { this.bits = bits; } }");
    assertEquals(8, evaluate("Word.A.bits"));
  }

  @Test
  void linesAreThoseOfTheLatestCellAlsoBehindAMagic() throws Exception {
    String method = "int odd(int x) {\n  return 1 / x;\n}";
    evaluate(method);
    evaluate("\n\n" + method);
    int latest = cells;
    CellException e = assertThrows(CellException.class, () -> evaluate("%time odd(1);\n\nodd(0)"));
    String text = String.join("\n", e.lines());
    assertTrue(text.contains("cell " + latest + ", line 4: return 1 / x;"), text);
    assertTrue(text.contains("cell " + cells + ", line 3: odd(0)"), text);
  }

  @Test
  void exceptionNamesCauseAndTheUsersLines() throws Exception {
    evaluate("int half(int x) {\n  if (x % 2 == 1) throw new IllegalStateException(\"odd \" + x);\n"
        + "  return x / 2;\n}");
    CellException e = assertThrows(CellException.class, () -> evaluate(
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
    assertEquals(2, evaluate("y"));
  }

  @Test
  void errorsOfTheVirtualMachineAreReportedLikeExceptions() throws Exception {
    evaluate("int down(int n) { return 1 + down(n); }");
    CellException e = assertThrows(CellException.class, () -> evaluate("down(1)"));
    assertEquals("StackOverflowError", e.kind());
    assertTrue(e.lines().size() < 25, () -> e.lines().size() + " lines");
    assertEquals(1, evaluate("1"));
  }

  @Test
  void compileErrorMarksItsLine() {
    CellException e = assertThrows(CellException.class, () -> evaluate(
        "int a = 1;\n\nint b =\n  \"two\";"));
    String text = String.join("\n", e.lines());
    assertTrue(e.getMessage().contains("String cannot be converted to int"), text);
    assertTrue(text.contains(", line 4"), text);
    assertTrue(text.contains("      \"two\";\n"), text);
    assertTrue(text.contains("^^^^^"), text);
    CellException open = assertThrows(CellException.class, () -> evaluate("int c = 1;\nif (c > 0) {"));
    assertTrue(open.getMessage().contains("line 2"), open.getMessage());
  }

  @Test
  void methodThatWaitsForAnotherSaysForWhich() throws Exception {
    evaluate("int outer() { return inner() + 1; }");
    CellException e = assertThrows(CellException.class, () -> evaluate("outer()"));
    assertTrue(e.getMessage().contains("inner"), e.getMessage());
    assertEquals(2, evaluate("int inner() { return 1; }\nouter()"));
  }

  /** A method that has no room for what would stop it is left without. */
  @Test
  void aMethodOfFullLengthRuns() throws Exception {
    String calls = "Math.abs(x);".repeat(9_000);
    assertEquals(3, evaluate("int full(int x) {" + calls + " return x; }\nfull(3)"));
  }

  @Test
  void interruptStopsABusyLoopAndTheNextCellRuns() throws Exception {
    evaluate("int before = 5; long count = 0;");
    CellException e = interrupted("\nwhile (true) { " + REPORT_START + "count++; }");
    assertEquals("Interrupted", e.kind());
    assertTrue(e.getMessage().contains("line 2"), e.getMessage());
    assertEquals(true, evaluate("count > 0 && before == 5"));
  }

  @Test
  void interruptStopsLambdasAndLoopsThatSwallowExceptions() throws Exception {
    interrupted("java.util.stream.Stream.iterate(0, i -> i + 1).forEach(i -> { " + REPORT_START + "});");
    CellException elsewhere = interrupted("CompletableFuture.runAsync(() -> { while (true) { " + REPORT_START
        + "} }).join();");
    assertEquals("Interrupted", elsewhere.kind());
    interrupted("while (true) { try { " + REPORT_START + "} catch (Throwable t) { } }");
    assertEquals(1, evaluate("1"));
  }

  @Test
  void interruptLetsALoopThatPollsReturnItsResult() throws Exception {
    evaluate("int train() { " + REPORT_START
        + " while (!Thread.interrupted()) { Thread.onSpinWait(); } return 7; }");
    CellException e = interrupted("int trained = train();\nint never = 1;");
    assertTrue(e.getMessage().contains("line 2"), e.getMessage());
    assertEquals(7, evaluate("trained"));
    assertEquals("Interrupted", interrupted("trained = 1 + train();").kind());
    assertEquals(8, evaluate("trained"));
  }

  @Test
  void interruptOfASleepingCellAndOfNone() throws Exception {
    evaluator.interrupt();
    CellException e = interrupted("{ " + REPORT_START + "Thread.sleep(1_000_000); }");
    assertEquals("Interrupted", e.kind());
    evaluator.interrupt();
    assertEquals(1, evaluate("1"));
  }

  @Test
  void interruptLeavesThreadsOfOtherCellsAlone() throws Exception {
    evaluate("var beats = new java.util.concurrent.atomic.AtomicLong();\nvar other = new Thread(() -> { while (true) { "
        + "beats.incrementAndGet(); Thread.onSpinWait(); } }); other.setDaemon(true); other.start();");
    interrupted("var pool = Executors.newFixedThreadPool(1); pool.submit(() -> { while (true) { " + REPORT_START
        + "} }).get();");
    assertEquals(5, evaluate("pool.submit(() -> 5).get()"), "the pool's thread is free again");
    assertEquals(true, evaluate("long beat = beats.get();\nwhile (beats.get() == beat) { }\nother.isAlive()"));
    evaluate("other.interrupt();");
  }

  @Test
  void interruptReachesLibrariesThatDoNotLook() throws Exception {
    evaluate("import " + EndlessWork.class.getName() + ";");
    interrupted(REPORT_START + "EndlessWork.ofCalls();");
    assertFalse(EndlessWork.goesOn(EndlessWork.CALLS));
    CellException e = interrupted("class Endless { public String toString() { while (true) { " + REPORT_START
        + "} } }\nString.valueOf(new Endless())");
    assertEquals("Interrupted", e.kind());
  }

  @Test
  void interruptEndsTheCellOfALibraryThatNothingStops() throws Exception {
    evaluate("import " + EndlessWork.class.getName() + ";");
    CellException e = interrupted("EndlessWork.withoutCalls(20_000, () -> { " + REPORT_START + "});");
    assertEquals("Interrupted", e.kind());
    // Java up to 19 stops it all the same; where it goes on, it is named and the cells after it run as ever
    boolean goesOn = EndlessWork.goesOn(EndlessWork.STEPS);
    assertEquals(goesOn, e.getMessage().contains("EndlessWork.withoutCalls"), e.getMessage());
    assertEquals("Interrupted", interrupted("while (true) { " + REPORT_START + "}").kind());
    assertEquals(10_000_000, evaluate("int sum = 0;\nfor (int i = 0; i < 10_000_000; i++) { sum++; }\nsum"));
    assertEquals(goesOn, EndlessWork.goesOn(EndlessWork.STEPS), "the cells waited for what goes on");
  }

  @Test
  void oldUnnamedResultsAreLetGo() throws Exception {
    evaluate("var seen = new java.lang.ref.WeakReference<Object>(null);");
    evaluate("new byte[1 << 20];");
    evaluate("seen = new java.lang.ref.WeakReference<>(new int[1 << 20]); seen.get()");
    for (int i = 0; i < 9; i++) {
      evaluate("" + i);
    }
    System.gc();
    assertNull(evaluate("seen.get()"));
  }

  @Test
  void magicsAreNoneInCommentsAndTextBlocksAndUnknownOnesAreRefused() throws Exception {
    assertEquals(1, evaluate("int a = 3;\na\n  % 2"));
    assertEquals("%d left\n%jars", evaluate("/*\n%jars none.jar\n*/ \"\"\"\n%d left\n%jars\"\"\""));
    CellException e = assertThrows(CellException.class, () -> evaluate("%timeit a"));
    assertTrue(e.getMessage().contains("%timeit"), e.getMessage());
    CellException missing = assertThrows(CellException.class, () -> evaluate("%jars \"no such.jar\""));
    assertTrue(missing.getMessage().contains("no such.jar"), missing.getMessage());
  }

  @Test
  void implicitImportsAreThoseOfIJava() throws Exception {
    assertEquals("[1]", evaluate("List.of(new BigDecimal(1)).toString()"));
    assertFalse((Boolean) evaluate("Pattern.matches(\"a\", \"b\")"));
    assertThrows(CellException.class, () -> evaluate("Stream.of(1)"));
  }

  private static Object evaluate(String code) throws CellException {
    return evaluator.evaluate(new CellEvaluator.Cell("cell " + ++cells, code, null), value -> value);
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
        cell.complete(evaluate(code));
      } catch (CellException | RuntimeException e) {
        cell.completeExceptionally(e);
      }
    }).start();
    assertTrue(started.await(30, TimeUnit.SECONDS), "the cell never began");
    evaluator.interrupt();
    return cell;
  }
}
