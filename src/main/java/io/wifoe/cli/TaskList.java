package io.wifoe.cli;

import io.wifoe.Check;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Tasks as people name them on a command line. */
final class TaskList {
  private static final Pattern RANGE = Pattern.compile("([TtGg])([0-9]{1,2})\\.\\.([TtGg])([0-9]{1,2})");

  private TaskList() {}

  /** {@code T1..T9}, {@code T1,T4} or {@code mine.json}: tasks of Table I and files, in the order given. */
  static List<TaskConfig> parse(String text) throws IOException {
    Map<String, TaskConfig> tasks = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      for (TaskConfig task : some(part.strip())) {
        Check.that(tasks.put(task.name(), task) == null, "tasks %s: there are two named %s", text, task.name());
      }
    }
    return List.copyOf(tasks.values());
  }

  /** One task, as {@link #parse} names it. */
  static TaskConfig one(String text) throws IOException {
    List<TaskConfig> tasks = parse(text);
    Check.that(tasks.size() == 1, "\"%s\" names %d tasks and not one", text, tasks.size());
    return tasks.get(0);
  }

  private static List<TaskConfig> some(String part) throws IOException {
    Matcher range = RANGE.matcher(part);
    if (range.matches()) {
      String letter = range.group(1);
      int first = Integer.parseInt(range.group(2));
      int last = Integer.parseInt(range.group(4));
      Check.that(letter.equalsIgnoreCase(range.group(3)) && first <= last, "tasks %s: the range does not rise", part);
      return IntStream.rangeClosed(first, last).mapToObj(number -> PaperTasks.named(letter + number)).toList();
    }
    if (!part.toLowerCase(Locale.ROOT).endsWith(".json")) {
      return List.of(PaperTasks.named(part));
    }
    return List.of(TaskConfig.read(Path.of(part)));
  }
}
