package io.wifoe.kernel;

import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.history.HistoryEntry;
import io.github.spencerpark.jupyter.kernel.history.HistoryManager.ResultFlag;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.reply.HistoryReply;
import io.github.spencerpark.jupyter.messages.reply.KernelInfoReply;
import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Replies with the status that Jupyter's protocol wants and the base leaves out. */
final class Replies {
  private static final String OK = "ok";
  private static final String PROTOCOL = "5.3";

  private Replies() {}

  /** Who answers. */
  static final class KernelInfo extends KernelInfoReply {
    @SuppressWarnings("unused") // written as JSON
    private final String status = OK;

    KernelInfo(String name, String version, LanguageInfo language, String banner, List<LanguageInfo.Help> help) {
      super(PROTOCOL, name, version, language, banner, help);
    }
  }

  /** Cells of before. */
  static final class History {
    @SuppressWarnings("unused") // written as JSON
    private final String status = OK;
    @SuppressWarnings("unused")
    private final List<Object[]> history;

    private History(List<HistoryEntry> entries) {
      history = entries.stream().map(each -> new Object[] {each.getSession(), each.getCellNumber(),
          each.hasOutput() ? new String[] {each.getInput(), each.getOutput()} : each.getInput()}).toList();
    }

    /** The message; the base's own reply class writes entries as objects, where the protocol has lists. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    static Message<?> message(MessageContext context, CellHistory history, HistoryRequest request) {
      return new Message(context, (MessageType) HistoryReply.MESSAGE_TYPE, of(history, request));
    }

    private static History of(CellHistory history, HistoryRequest request) {
      Set<ResultFlag> flags = EnumSet.noneOf(ResultFlag.class);
      if (request.includeOutput()) {
        flags.add(ResultFlag.INCLUDE_OUTPUT);
      }
      if (request instanceof HistoryRequest.Range range) {
        return new History(history.lookupRange(range.getSessionIndex(), range.getStart(), range.getStop(), flags));
      }
      if (request instanceof HistoryRequest.Search search) {
        if (search.filterUnique()) {
          flags.add(ResultFlag.UNIQUE);
        }
        return new History(history.search(search.getPattern(), search.getMaxReturnLength(), flags));
      }
      return new History(history.lookupTail(((HistoryRequest.Tail) request).getMaxReturnLength(), flags));
    }
  }
}
