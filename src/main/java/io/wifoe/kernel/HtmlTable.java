package io.wifoe.kernel;

import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A Tablesaw table as an HTML table, numbers to the right. Colours are the page's, light or dark; in a narrow window
 * the table scrolls by itself.
 */
final class HtmlTable {
  /** Longer tables show their first and last rows, this many in all. */
  static final int MAX_ROWS = 40;

  private HtmlTable() {}

  static String of(Table table) {
    StringBuilder html = new StringBuilder(Html.SCROLLING + "<table>");
    if (table.name() != null && !table.name().isBlank()) {
      html.append("<caption>").append(Html.escape(table.name())).append("</caption>");
    }
    html.append("<thead><tr>");
    for (Column<?> column : table.columns()) {
      cell(html, "th", column, Html.escape(column.name()));
    }
    html.append("</tr></thead><tbody>");
    boolean shortened = table.rowCount() > MAX_ROWS;
    for (int row = 0; row < table.rowCount(); row++) {
      if (shortened && row == MAX_ROWS / 2) {
        html.append("<tr><td colspan=\"").append(table.columnCount()).append("\">... ")
            .append(table.rowCount()).append(" rows in all</td></tr>");
        row = table.rowCount() - MAX_ROWS / 2;
      }
      html.append("<tr>");
      for (Column<?> column : table.columns()) {
        cell(html, "td", column, Html.escape(column.getString(row)));
      }
      html.append("</tr>");
    }
    return html.append("</tbody></table></div>").toString();
  }

  private static void cell(StringBuilder html, String tag, Column<?> column, String text) {
    String align = column instanceof NumericColumn ? "right" : "left";
    html.append('<').append(tag).append(" style=\"text-align:").append(align).append("\">")
        .append(text).append("</").append(tag).append('>');
  }
}
