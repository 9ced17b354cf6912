package io.wifoe.experiment;

import io.wifoe.Check;
import io.wifoe.task.Assumptions;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.SnrRange;
import io.wifoe.task.SourceDomain;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Table III: networks that learned T1..T3, MTL and one for any array among all of Group 1, are measured unchanged on
 * G1..G3, the same configurations in another domain; and beside networks that learned G1..G3 themselves.
 *
 * <pre>{@code
 * var result = DomainGeneralization.of(UMA_AND_UMI, UMI_ONLY).scale(LAPTOP).out(directory).run();
 * }</pre>
 */
public final class DomainGeneralization extends ExperimentBuilder<DomainGeneralization> {
  static final List<SchemeKind> SCHEMES = List.of(SchemeKind.MTL, SchemeKind.STL, SchemeKind.CEP, SchemeKind.DSC,
      SchemeKind.ANY_ARRAY);
  private static final String TARGET = "target";

  private final List<SourceDomain> domains;
  private Assumptions assumptions = Assumptions.PAPER_LIKE;

  private DomainGeneralization(List<SourceDomain> domains) {
    super(ExperimentKind.DOMAIN_GENERALIZATION, new SnrRange(0, 20), 0, 10, 20);
    this.domains = domains;
  }

  /** Under these readings of what the source domain is; the paper's text and its table differ. */
  public static DomainGeneralization of(SourceDomain... domains) {
    Check.that(domains.length > 0 && Arrays.stream(domains).distinct().count() == domains.length,
        "source domains %s: each once, and one at least", Arrays.toString(domains));
    return new DomainGeneralization(List.of(domains));
  }

  /** What the paper does not state; {@link Assumptions#PAPER_LIKE} unless set. */
  public DomainGeneralization assumptions(Assumptions other) {
    this.assumptions = other;
    return this;
  }

  @Override
  DomainGeneralization self() {
    return this;
  }

  @Override
  ExperimentBudget usual(Scale scale) {
    return switch (scale) {
      case SMOKE -> ExperimentBudget.smoke(2, 3);
      case LAPTOP -> new ExperimentBudget(110, 32, 1, 500, 5);
      case WORKSTATION -> ExperimentBudget.of(scale, 3_000, 1, 1_000);
      case PAPER -> ExperimentBudget.of(scale, scale.steps(), 1, 2_000);
    };
  }

  /** Tasks that both domains have: all three, and one where only the way is to be shown. */
  private int shared() {
    return scale() == Scale.SMOKE ? 1 : PaperTasks.group3().size();
  }

  @Override
  List<Cell> cells() {
    List<TaskConfig> targets = limited(under(PaperTasks.group3()), shared());
    List<Cell> cells = new ArrayList<>();
    for (long seed : seeds()) {
      for (SourceDomain domain : domains) {
        List<TaskConfig> group = limited(under(pretraining(domain)), 2);
        List<CellTest> tests = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
          tests.addAll(tests(group.get(i), targets.get(i)));
        }
        for (SchemeKind kind : OF_SEVERAL_TASKS) {
          cells.add(learning(CellNames.of(kind, domain, seed), scheme(kind, group), group, training(0), tests, seed));
        }
        for (int i = 0; i < targets.size(); i++) {
          cells.addAll(alone(domain.toString(), group.get(i), tests(group.get(i), targets.get(i)), seed));
        }
      }
      targets.forEach(target -> cells.addAll(alone(TARGET, target, List.of(CellTest.of(target)), seed)));
    }
    return cells;
  }

  /** What one network learns: Group 1, of which a laptop takes the three tasks that are tested and two others. */
  private List<TaskConfig> pretraining(SourceDomain domain) {
    List<TaskConfig> group = PaperTasks.group1(domain);
    return scale() != Scale.LAPTOP ? group : Stream.concat(group.stream().limit(PaperTasks.group3().size()),
        Stream.of(PaperTasks.T4, PaperTasks.T8)).toList();
  }

  /** On the domain it was learned in, and with the same parts in the other. */
  private static List<CellTest> tests(TaskConfig source, TaskConfig target) {
    return List.of(CellTest.of(source), new CellTest(source, target));
  }

  /** Schemes that learn one task alone. */
  private List<Cell> alone(String domain, TaskConfig task, List<CellTest> tests, long seed) {
    return SCHEMES.stream().filter(kind -> !OF_SEVERAL_TASKS.contains(kind))
        .map(kind -> learning(CellNames.of(kind, domain, task.name(), seed), scheme(kind, List.of(task)),
            List.of(task), training(0), tests, seed))
        .toList();
  }

  private List<TaskConfig> under(List<TaskConfig> tasks) {
    return tasks.stream().map(task -> task.withAssumptions(assumptions)).toList();
  }
}
