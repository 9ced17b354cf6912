package io.wifoe.kernel;

import static java.util.stream.Collectors.joining;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishDisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/**
 * A Jupyter kernel for Java that runs IJava's notebooks. It differs from IJava where a long training needs it to: an
 * interrupt stops the cell, exceptions show their causes, charts and tables are drawn.
 */
public final class JavaKernel extends BaseKernel {
  private final CellEvaluator evaluator;
  private final CellOutput output = new CellOutput();

  JavaKernel() throws CellException {
    setShouldReplaceStdStreams(false);
    Renderers.register(renderer);
    output.redirectSystem();
    evaluator = new CellEvaluator(System.getProperty("java.class.path"));
    Display.install(this);
  }

  /** Started by Jupyter with the path of a connection file. */
  public static void main(String[] args) throws Exception {
    if (args.length != 1) {
      System.err.println("usage: JavaKernel CONNECTION_FILE (Jupyter starts it; environment/lab sets Jupyter up)");
      System.exit(2);
    }
    JupyterSocket.JUPYTER_LOGGER.setLevel(Level.WARNING);
    Logger.getLogger("").setLevel(Level.WARNING);
    exitWithJupyter();
    JupyterConnection connection =
        new JupyterConnection(KernelConnectionProperties.parse(Files.readString(Path.of(args[0]))));
    JavaKernel kernel = new JavaKernel();
    kernel.becomeHandlerForConnection(connection);
    connection.connect();
    connection.waitUntilClose();
    System.exit(0);
  }

  /** A kernel whose Jupyter was killed would otherwise compute on, unseen. */
  private static void exitWithJupyter() {
    String parent = System.getenv("JPY_PARENT_PID");
    if (parent != null && parent.matches("[2-9]|[1-9][0-9]{1,9}")) {
      ProcessHandle.of(Long.parseLong(parent))
          .ifPresent(jupyter -> jupyter.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
    }
  }

  @Override
  public void becomeHandlerForConnection(JupyterConnection connection) {
    super.becomeHandlerForConnection(connection);
    connection.setHandler(MessageType.EXECUTE_REQUEST, new ExecuteHandler(this, output, connection));
  }

  @Override
  public DisplayData eval(String code) throws CellException {
    try {
      Object value = evaluator.evaluate(code);
      return saysNothing(value) ? null : rendered(value);
    } catch (RuntimeException | Error e) {
      throw evaluator.describe(e);
    } finally {
      output.flush();
    }
  }

  /** A cell that ends with {@code display(x)} or {@code System.out.printf(...)} has shown what it had to show. */
  private static boolean saysNothing(Object value) {
    return value == null || value instanceof PrintStream || Display.isLastId(value);
  }

  DisplayData rendered(Object value, String... types) {
    if (value == null) {
      return new DisplayData("null");
    }
    if (value instanceof DisplayData data) {
      return data;
    }
    return types.length == 0 ? renderer.render(value) : renderer.renderAs(value, types);
  }

  @Override
  public void display(DisplayData data) {
    output.send(env -> env.publish(new PublishDisplayData(data)));
  }

  void update(String id, DisplayData data) {
    data.setDisplayId(id);
    output.send(env -> env.publish(new PublishUpdateDisplayData(data)));
  }

  @Override
  public void interrupt() {
    evaluator.interrupt();
  }

  @Override
  public void onShutdown(boolean isRestarting) {
    evaluator.interrupt();
    // sockets and a library's threads may take their time to close; Jupyter kills after five seconds
    CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> Runtime.getRuntime().exit(0));
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    int[] anchor = {at};
    List<String> names = evaluator.analysis().completionSuggestions(code, at, anchor).stream()
        .map(Suggestion::continuation)
        .distinct()
        .toList();
    return new ReplacementOptions(names, anchor[0], at);
  }

  @Override
  public DisplayData inspect(String code, int at, boolean extraDetail) {
    // the documentation of a call is found inside its brackets
    int open = code.startsWith("(", at) ? at + 1 : at;
    String text = evaluator.analysis().documentation(code, open, extraDetail).stream()
        .map(each -> each.javadoc() == null ? each.signature() : each.signature() + "\n" + each.javadoc())
        .collect(joining("\n\n"));
    return text.isEmpty() ? null : new DisplayData(text);
  }

  @Override
  public String isComplete(String code) {
    return switch (evaluator.analysis().analyzeCompletion(code).completeness()) {
      case COMPLETE, COMPLETE_WITH_SEMI, EMPTY -> IS_COMPLETE_YES;
      case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> "  ";
      case UNKNOWN -> IS_COMPLETE_BAD;
    };
  }

  @Override
  public LanguageInfo getLanguageInfo() {
    return new LanguageInfo.Builder("Java")
        .version(Runtime.version().toString())
        .mimetype("text/x-java-source")
        .fileExtension(".jshell")
        .pygments("java")
        .codemirror("java")
        .build();
  }
}
