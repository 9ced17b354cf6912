package io.wifoe.notebook;

import io.wifoe.experiment.ExperimentResult;
import io.wifoe.experiment.Figure;
import io.wifoe.experiment.Grid;
import io.wifoe.kernel.Html;
import io.wifoe.kernel.Presentation;
import java.util.List;

/** Lets notebooks show tables and figures of experiments as they are, {@code display(result.table())}. */
public final class ExperimentPresentation implements Presentation {
  @Override
  public Object of(Object value) {
    if (value instanceof Figure figure) {
      return Charts.of(figure);
    }
    if (value instanceof ExperimentResult result) {
      return html(result.table());
    }
    return value instanceof Grid grid ? html(grid) : null;
  }

  @Override
  public List<Class<?>> classes() {
    return List.of(Figure.class, ExperimentResult.class, Grid.class);
  }

  /** As a paper prints it: the best bold, the second underlined. */
  private static Html html(Grid grid) {
    StringBuilder html = new StringBuilder(Html.SCROLLING + "<table><caption>").append(Html.escape(grid.title()))
        .append("</caption><thead><tr>");
    for (int i = 0; i < grid.columns().size(); i++) {
      cell(html, "th", i, Html.escape(grid.columns().get(i)));
    }
    html.append("</tr></thead><tbody>");
    for (Grid.Row row : grid.rows()) {
      html.append("<tr>");
      cell(html, "th", 0, Html.escape(row.name()));
      for (int i = 0; i < row.entries().size(); i++) {
        Grid.Entry entry = row.entries().get(i);
        String text = Html.escape(entry.text());
        cell(html, "td", i + 1, switch (entry.mark()) {
          case BEST -> "<b>" + text + "</b>";
          case SECOND -> "<u>" + text + "</u>";
          case NONE -> text;
        });
      }
      html.append("</tr>");
    }
    html.append("</tbody></table></div>");
    grid.notes().forEach(note -> html.append("<div style=\"font-size:smaller\">").append(Html.escape(note))
        .append("</div>"));
    return new Html(html.toString(), grid.toString());
  }

  private static void cell(StringBuilder html, String tag, int column, String content) {
    String side = column == 0 ? "left" : "right";
    html.append('<').append(tag).append(" style=\"white-space:nowrap;text-align:").append(side).append("\">")
        .append(content).append("</").append(tag).append('>');
  }
}
