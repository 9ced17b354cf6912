package io.wifoe.cli;

import io.wifoe.Check;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists of numbers as people write them on a command line. */
final class NumberLists {
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,4})(?:\\.\\.([0-9]{1,4}))?");
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,9}(\\.[0-9]{1,9})?");

  private NumberLists() {}

  /** {@code 3..8}, {@code 2,4} or {@code 2,4..6}: whole numbers, ascending and each once. */
  static List<Integer> whole(String option, String text) {
    SortedSet<Integer> numbers = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = RANGE.matcher(part.trim());
      Check.that(matcher.matches(), "%s \"%s\" is not a list of whole numbers such as 3..8 or 2,4", option, text);
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      Check.that(first <= last, "%s %s: the range runs backwards", option, part);
      for (int number = first; number <= last; number++) {
        numbers.add(number);
      }
    }
    return List.copyOf(numbers);
  }

  /** {@code 0,10,20}: numbers in the order given, each once. */
  static List<Double> decimal(String option, String text) {
    return Arrays.stream(text.split(",", -1)).map(String::trim).map(part -> {
      Check.that(DECIMAL.matcher(part).matches(), "%s \"%s\" is not a list of numbers such as 0,10,20", option, text);
      return Double.valueOf(part);
    }).distinct().toList();
  }
}
