package io.wifoe.experiment;

/** The paper's experiments, each with the way its result is drawn. */
public enum ExperimentKind {
  /** Table II and Fig. 3, see {@link TableTwo}. */
  TABLE_TWO(new TableTwoDrawing());

  private final Drawing drawing;

  ExperimentKind(Drawing drawing) {
    this.drawing = drawing;
  }

  Drawing drawing() {
    return drawing;
  }

  /** How a result is drawn, of which nothing is needed but itself. */
  interface Drawing {
    Grid table(ExperimentResult result);

    Grid besidePaper(ExperimentResult result);

    Figure chart(ExperimentResult result);
  }
}
