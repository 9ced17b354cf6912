package io.wifoe.experiment;

/** The paper's experiments, each with the way its result is drawn. */
public enum ExperimentKind {
  /** Table II and Fig. 3, see {@link TableTwo}. */
  TABLE_TWO(new TableTwoDrawing()),
  /** Fig. 4, see {@link FewShot}. */
  FEW_SHOT(new FewShotDrawing()),
  /** Table III, see {@link DomainGeneralization}. */
  DOMAIN_GENERALIZATION(new DomainGeneralizationDrawing()),
  /** Fig. 5, see {@link MoeScaling}. */
  MOE_SCALING(new MoeScalingDrawing());

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
