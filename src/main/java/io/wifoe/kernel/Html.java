package io.wifoe.kernel;

/**
 * Something that a notebook shows as HTML.
 *
 * @param html a fragment that needs nothing from elsewhere
 * @param text the same for front ends without HTML
 */
public record Html(String html, String text) {
  /** Begins what may be wider than the window, a {@code div}: it scrolls, and the page does not. */
  public static final String SCROLLING = "<div style=\"overflow-x:auto\">";

  /** A text with its special characters escaped. */
  public static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
