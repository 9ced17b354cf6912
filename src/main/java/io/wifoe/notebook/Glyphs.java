package io.wifoe.notebook;

import java.awt.Font;
import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Says which letters of a chart this machine has no font for; they are drawn as boxes. */
final class Glyphs {
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  private static final Set<UnicodeScript> TOLD = ConcurrentHashMap.newKeySet();

  private Glyphs() {}

  /** One sentence on standard error for each script, the first time it is missed. */
  static void tellMissing(String... texts) {
    for (String text : texts) {
      int letter = firstMissing(text);
      if (letter >= 0 && TOLD.add(UnicodeScript.of(letter))) {
        System.err.printf("No font of this machine has %s, which charts now draw as a box; install one of its script "
            + "(%s), for example fonts-noto or fonts-noto-cjk on Debian.%n", Character.toString(letter),
            UnicodeScript.of(letter).name().toLowerCase(Locale.ROOT));
      }
    }
  }

  /** The first code point that no font has, or -1. */
  static int firstMissing(String text) {
    int at = text == null ? -1 : FONT.canDisplayUpTo(text);
    return at < 0 ? -1 : text.codePointAt(at);
  }
}
