package io.wifoe.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishError;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteResult;
import io.github.spencerpark.jupyter.messages.reply.ErrorReply;
import io.github.spencerpark.jupyter.messages.reply.ExecuteReply;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.util.List;
import org.zeromq.ZMQ;

/**
 * Answers {@code execute_request}. The base's own handler would name every error after our exception class and go on
 * with the cells that wait behind a failed one ("Run All").
 */
final class ExecuteHandler implements ShellHandler<ExecuteRequest> {
  private final JavaKernel kernel;
  private final CellOutput output;
  private final CellInput input;
  private final CellHistory history;
  private final JupyterConnection connection;
  private int executions;

  ExecuteHandler(JavaKernel kernel, CellOutput output, CellInput input, CellHistory history,
      JupyterConnection connection) {
    this.kernel = kernel;
    this.output = output;
    this.input = input;
    this.history = history;
    this.connection = connection;
  }

  @Override
  public void handle(ShellReplyEnvironment env, Message<ExecuteRequest> message) {
    ExecuteRequest request = message.getContent();
    boolean silent = request.isSilent();
    int count = silent ? executions : ++executions;
    env.setBusyDeferIdle();
    if (!silent) {
      env.publish(new PublishExecuteInput(request.getCode(), count));
    }
    // an environment of its own: output may come while the reply is being put off
    ShellReplyEnvironment cellEnv = connection.prepareReplyEnv((ShellChannel) env.getShell(), message);
    if (request.isStdinEnabled()) {
      input.allow(cellEnv);
    } else {
      input.refuse();
    }
    String text = null;
    try {
      DisplayData result = kernel.eval(new CellEvaluator.Cell(silent ? "code run silently" : "cell " + count,
          request.getCode(), cellEnv));
      output.flush();
      if (result != null && !silent) {
        text = String.valueOf(result.getData(MIMEType.TEXT_PLAIN));
        env.publish(new PublishExecuteResult(count, result));
      }
      env.defer().reply(new ExecuteReply(count, kernel.values(request.getUserExpr(), cellEnv)));
    } catch (CellException e) {
      fail(env, request, count, e);
    } catch (RuntimeException | Error e) { // of the compiler or of this kernel; unanswered the page would wait for ever
      String sentence = "the cell could not be run: " + named(e);
      fail(env, request, count, new CellException(e.getClass().getSimpleName(), sentence, List.of(sentence)));
    } finally {
      input.refuse();
      if (request.shouldStoreHistory() && !silent) {
        history.add(count, request.getCode(), text);
      }
    }
  }

  private void fail(ShellReplyEnvironment env, ExecuteRequest request, int count, CellException e) {
    output.flush();
    if (!request.isSilent()) {
      env.publish(new PublishError(e.kind(), e.getMessage(), e.lines()));
    }
    if (request.shouldStopOnError()) {
      abortWaiting(env.getShell());
    }
    ErrorReply error = new ErrorReply(e.kind(), e.getMessage(), e.lines());
    error.setExecutionCount(count);
    env.defer().replyError(ExecuteReply.MESSAGE_TYPE.error(), error);
  }

  private static String named(Throwable e) {
    try {
      return e.toString();
    } catch (RuntimeException | Error broken) {
      return e.getClass().getName() + ", whose message cannot be read";
    }
  }

  /** Refuses the cells that were sent before this one failed; answers whatever else was sent. */
  private void abortWaiting(JupyterSocket shell) {
    while ((shell.getEvents() & ZMQ.Poller.POLLIN) != 0) {
      Message<?> waiting = shell.readMessage();
      ShellReplyEnvironment env = connection.prepareReplyEnv((ShellChannel) shell, waiting);
      if (MessageType.EXECUTE_REQUEST.equals(waiting.getHeader().getType())) {
        env.setBusyDeferIdle();
        env.defer().replyError(ExecuteReply.MESSAGE_TYPE.error(),
            new ErrorReply("Aborted", "not run, because a cell before it failed", List.of()));
      } else {
        answer(env, waiting);
      }
      env.resolveDeferrals();
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private void answer(ShellReplyEnvironment env, Message message) {
    ShellHandler handler = connection.getHandler(message.getHeader().getType());
    if (handler != null) {
      handler.handle(env, message);
    }
  }
}
