package io.wifoe.kernel;

import io.github.spencerpark.jupyter.kernel.history.HistoryEntry;
import io.github.spencerpark.jupyter.kernel.history.HistoryManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The cells of this session, for a console that looks back. */
final class CellHistory implements HistoryManager {
  private static final int SESSION = 1;
  private static final int MAX_ENTRIES = 1_000;

  private final List<HistoryEntry> entries = new ArrayList<>();

  synchronized void add(int cell, String code, String output) {
    entries.add(new HistoryEntry(SESSION, cell, code, output));
    if (entries.size() > MAX_ENTRIES) {
      entries.remove(0);
    }
  }

  @Override
  public synchronized List<HistoryEntry> lookupRange(int session, int start, int stop, Set<ResultFlag> flags) {
    boolean here = session == SESSION || session == 0;
    return asked(entries.stream()
        .filter(each -> here && each.getCellNumber() >= start && each.getCellNumber() < stop).toList(), flags);
  }

  @Override
  public synchronized List<HistoryEntry> lookupTail(int length, Set<ResultFlag> flags) {
    return asked(last(entries, length), flags);
  }

  @Override
  public synchronized List<HistoryEntry> search(String glob, int length, Set<ResultFlag> flags) {
    Pattern pattern = Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"),
        Pattern.DOTALL);
    List<HistoryEntry> found = entries.stream().filter(each -> pattern.matcher(each.getInput()).matches()).toList();
    if (flags.contains(ResultFlag.UNIQUE)) {
      Map<String, HistoryEntry> latest = new LinkedHashMap<>();
      for (HistoryEntry each : found) {
        latest.remove(each.getInput());
        latest.put(each.getInput(), each);
      }
      found = List.copyOf(latest.values());
    }
    return asked(last(found, length), flags);
  }

  private static List<HistoryEntry> last(List<HistoryEntry> list, int length) {
    return length <= 0 ? list : list.subList(Math.max(0, list.size() - length), list.size());
  }

  private static List<HistoryEntry> asked(List<HistoryEntry> list, Set<ResultFlag> flags) {
    return flags.contains(ResultFlag.INCLUDE_OUTPUT) ? List.copyOf(list) : list.stream()
        .map(each -> new HistoryEntry(each.getSession(), each.getCellNumber(), each.getInput())).toList();
  }
}
