package io.wifoe.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.wifoe.Check;
import io.wifoe.model.AnyArrayConfig;
import io.wifoe.model.Cep;
import io.wifoe.model.DscConfig;
import io.wifoe.model.MacCount;
import io.wifoe.model.WiFoEConfig;
import io.wifoe.task.Configuration;
import io.wifoe.task.TaskConfig;
import java.util.Collection;
import java.util.List;

/**
 * A scheme with its sizes, as a cell describes it.
 *
 * @param kind which scheme
 * @param sizes of a network that is WiFo-E's or built of its parts; null for others
 * @param mlp of DSC; null for others
 * @param anyArray sizes of a network for any array; null for others
 * @param pretrained whose trunk is frozen, or a network for any array that is measured as it is; null where none is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CellScheme(SchemeKind kind, WiFoEConfig sizes, DscConfig mlp, AnyArrayConfig anyArray,
    PretrainedModel pretrained) {
  public CellScheme {
    Check.that(kind != null, "a cell needs a scheme, for example STL");
    Check.that((mlp != null) == (kind == SchemeKind.DSC), "%s %s sizes of MLPs", kind,
        mlp == null ? "needs" : "has no use for");
    Check.that((anyArray != null) == (kind == SchemeKind.ANY_ARRAY), "%s %s sizes of a network for any array", kind,
        anyArray == null ? "needs" : "has no use for");
    Check.that((sizes != null) == (kind.learns() && mlp == null && anyArray == null), "%s %s sizes of a trunk", kind,
        sizes == null ? "needs" : "has no use for");
    Check.that(anyArray != null || (pretrained != null) == kind.isPretrained(),
        "%s %s a pretrained model", kind,
        pretrained == null ? "needs" : "has no use for");
  }

  /** A scheme that need not be trained. */
  static CellScheme untrained(SchemeKind kind) {
    return new CellScheme(kind, null, null, null, null);
  }

  /** A scheme whose network has these sizes. */
  static CellScheme of(SchemeKind kind, WiFoEConfig sizes) {
    return new CellScheme(kind, sizes, null, null, null);
  }

  /** A network for any array; one that learns unless it is pretrained. */
  static CellScheme anyArray(AnyArrayConfig sizes, PretrainedModel pretrained) {
    return new CellScheme(SchemeKind.ANY_ARRAY, null, null, sizes, pretrained);
  }

  /** Whether its cell trains it. */
  boolean learns() {
    return kind.learns() && (anyArray == null || pretrained == null);
  }

  /** The same as a result keeps it. */
  CellScheme withoutPlace() {
    return pretrained == null ? this : new CellScheme(kind, sizes, mlp, anyArray, pretrained.withoutPlace());
  }

  /** Learned numbers of one network that serves these tasks; what they share counts once. */
  long parameters(List<TaskConfig> tasks) {
    List<Configuration> all = tasks.stream().map(TaskConfig::configurations).flatMap(Collection::stream).toList();
    return switch (kind) {
      case DSC -> all.stream().mapToLong(mlp::parameters).sum();
      case CEP -> sizes.parameters(all.stream().map(Cep::estimates).toList());
      case ANY_ARRAY -> anyArray.parameters();
      default -> sizes == null ? 0 : sizes.parameters(all);
    };
  }

  /**
   * Multiply-accumulates of one sample, mean over the configurations of these tasks; of a network for any array those
   * of the paper's network that it is for each of them.
   */
  double macs(List<TaskConfig> tasks) {
    return tasks.stream().map(TaskConfig::configurations).flatMap(Collection::stream).mapToLong(this::macs).average()
        .orElse(0);
  }

  private long macs(Configuration c) {
    return switch (kind) {
      case DSC -> mlp.macs(c).total();
      case CEP -> MacCount.of(sizes, Cep.estimates(c)).total();
      case ANY_ARRAY -> MacCount.of(anyArray.network(), c).total();
      default -> sizes == null ? 0 : MacCount.of(sizes, c).total();
    };
  }
}
