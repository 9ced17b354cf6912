package io.wifoe.kernel;

/**
 * Something that a notebook shows as HTML.
 *
 * @param html a fragment that needs nothing from elsewhere
 * @param text the same for front ends without HTML
 */
public record Html(String html, String text) {
  /** A text with its special characters escaped. */
  public static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
