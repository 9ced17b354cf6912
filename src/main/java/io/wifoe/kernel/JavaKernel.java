package io.wifoe.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.ExpressionValue;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishDisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.jshell.SourceCodeAnalysis;

/**
 * A Jupyter kernel for Java that runs IJava's notebooks. It differs from IJava where a long training needs it to: an
 * interrupt stops the cell, exceptions show their causes, charts and tables are drawn.
 */
public final class JavaKernel extends BaseKernel {
  private static final String NAME = "java";
  private static final String VERSION = "1.0";

  private final CellEvaluator evaluator;
  private final CodeAssist assist;
  private final CellOutput output = new CellOutput();
  private final CellHistory history = new CellHistory();
  private final CellInput input;

  /** A connection whose channel for input can be had. */
  private static final class Connection extends JupyterConnection {
    Connection(KernelConnectionProperties properties) throws GeneralSecurityException {
      super(properties);
    }

    JupyterSocket stdin() {
      return stdin;
    }
  }

  JavaKernel(JupyterSocket stdin) throws CellException {
    setShouldReplaceStdStreams(false);
    Renderers.register(renderer);
    output.redirectSystem();
    input = new CellInput(stdin, output);
    System.setIn(input);
    evaluator = new CellEvaluator(System.getProperty("java.class.path"));
    assist = new CodeAssist(evaluator.analysis());
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
    Connection connection = new Connection(KernelConnectionProperties.parse(Files.readString(Path.of(args[0]))));
    JavaKernel kernel = new JavaKernel(connection.stdin());
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
    connection.setHandler(MessageType.EXECUTE_REQUEST, new ExecuteHandler(this, output, input, history, connection));
    connection.setHandler(MessageType.HISTORY_REQUEST, (env, request) -> {
      env.setBusyDeferIdle();
      env.defer().reply(Replies.History.message(request, history, request.getContent()));
    });
    connection.setHandler(MessageType.KERNEL_INFO_REQUEST, (env, request) -> {
      env.setBusyDeferIdle();
      env.defer().reply(new Replies.KernelInfo(NAME, VERSION, getLanguageInfo(), getBanner(), getHelpLinks()));
    });
  }

  @Override
  public DisplayData eval(String code) throws CellException {
    return eval(new CellEvaluator.Cell("code", code, null));
  }

  DisplayData eval(CellEvaluator.Cell cell) throws CellException {
    return (DisplayData) evaluator.evaluate(cell, value -> saysNothing(value) ? null : rendered(value));
  }

  /** What expressions are worth that a front end asks for beside a cell. */
  Map<String, ExpressionValue> values(Map<String, String> expressions, ShellReplyEnvironment env) {
    Map<String, ExpressionValue> values = new LinkedHashMap<>();
    if (expressions != null) {
      expressions.forEach((name, code) -> {
        try {
          Object value = evaluator.evaluate(new CellEvaluator.Cell("expression " + name, code, env), this::rendered);
          values.put(name, new ExpressionValue.Success(value == null ? new DisplayData("null") : (DisplayData) value));
        } catch (CellException e) {
          values.put(name, new ExpressionValue.Error(e.kind(), e.getMessage(), e.lines()));
        }
      });
    }
    return values;
  }

  /** A cell that ends with {@code display(x)} or {@code System.out.printf(...)} has shown what it had to show. */
  private static boolean saysNothing(Object value) {
    return value == null || value instanceof PrintStream || Display.isLastId(value);
  }

  DisplayData rendered(Object given, String... types) {
    if (given == null) {
      return new DisplayData("null");
    }
    Object value = Presentation.any(given);
    if (value instanceof DisplayData data) {
      return data;
    }
    if (ShortText.isNeeded(value)) {
      return new DisplayData(ShortText.of(value));
    }
    DisplayData data = types.length == 0 ? renderer.render(value) : renderer.renderAs(value, types);
    if (data.getData(MIMEType.TEXT_PLAIN) instanceof String text) {
      data.putText(ShortText.cut(text));
    }
    return data;
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
    return assist.complete(code, at);
  }

  @Override
  public DisplayData inspect(String code, int at, boolean extraDetail) {
    String text = assist.explain(code, at, extraDetail);
    return text.isEmpty() ? null : new DisplayData(text);
  }

  @Override
  public CellHistory getHistoryManager() {
    return history;
  }

  @Override
  public String getBanner() {
    return "Java " + Runtime.version() + ", with charts, tables and an interrupt that stops";
  }

  @Override
  public List<LanguageInfo.Help> getHelpLinks() {
    int feature = Runtime.version().feature();
    return List.of(new LanguageInfo.Help("Java " + feature + " API",
        "https://docs.oracle.com/en/java/javase/" + feature + "/docs/api/"));
  }

  @Override
  public String isComplete(String code) {
    SourceCodeAnalysis.CompletionInfo info = evaluator.analysis().analyzeCompletion(code);
    String rest = code;
    while (info.completeness().isComplete() && !info.remaining().isBlank()
        && info.remaining().length() < rest.length()) { // the last snippet decides
      rest = info.remaining();
      info = evaluator.analysis().analyzeCompletion(rest);
    }
    return switch (info.completeness()) {
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
        .codemirror("text/x-java")
        .exporter("script")
        .build();
  }
}
