package io.wifoe.experiment;

import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.precoding.BeamCodebook;
import io.wifoe.precoding.BeamPairCodebook;
import io.wifoe.precoding.LimitedFeedback;
import io.wifoe.precoding.Precoder;
import io.wifoe.precoding.Precoders;
import io.wifoe.task.TaskConfig;

/** The schemes of the paper's experiments, and those that a reader asks for beside them. */
public enum SchemeKind {
  /** One WiFo-E network for several tasks. */
  MTL("MTL"),
  /** A WiFo-E network for one task alone. */
  STL("STL"),
  /** Channel estimation and precoding, with estimates fed back without error. */
  CEP("CEP"),
  /** Distributed source coding: an MLP on each side. */
  DSC("DSC"),
  /** New task-specific parts on the frozen trunk of a pretrained model: Algorithm 2. */
  PRETRAINED_FROZEN("pretrained trunk, frozen"),
  /** The same, with parts that begin as those of the model's task that serves the new one best; beyond the paper. */
  PRETRAINED_CARRIED("pretrained, parts carried over"),
  /** New task-specific parts on a frozen trunk of the same sizes that never learned. */
  RANDOM_FROZEN("random trunk, frozen"),
  /** Beyond the paper: one network for several tasks and every array, see {@link io.wifoe.model.AnyArray}. */
  ANY_ARRAY("WiFo-E, any array"),
  /** Maximum ratio with full channel knowledge. */
  MRT("MRT"),
  /** Zero forcing with full channel knowledge. */
  ZF("ZF"),
  /** Regularised zero forcing with full channel knowledge. */
  RZF("RZF"),
  /** WMMSE with full channel knowledge, of whose sum rate shares are given. */
  WMMSE("WMMSE"),
  /** Zero forcing on the words of a DFT codebook of B bits, named by users who know their channels. */
  DFT("DFT"),
  /** The same with the beams of a type I codebook, whose bits follow from the array. */
  TYPE_ONE("Type I"),
  /** The same with pairs of beams in B bits, whose share is chosen by other users of the task. */
  BEAM_PAIRS("Beam pairs");

  /** Seed of the users by whom beam pairs share their bits; neither odd, as trainings' are, nor one of cells' tests. */
  private static final long FITTED_SEED = 6;
  private static final RandomStream FITTED_USERS = RandomStream.root(1);

  private final String label;

  SchemeKind(String label) {
    this.label = label;
  }

  /** The name in tables and charts. */
  public String label() {
    return label;
  }

  /** Whether its network has to be trained. */
  public boolean learns() {
    return compareTo(ANY_ARRAY) <= 0;
  }

  /** Whether it learns and is a scheme of the paper: the best and the second of these are marked in tables. */
  boolean competes() {
    return learns() && this != ANY_ARRAY && this != PRETRAINED_CARRIED;
  }

  /** Whether it begins with a pretrained model and teaches it a task. */
  boolean isPretrained() {
    return this == PRETRAINED_FROZEN || this == PRETRAINED_CARRIED;
  }

  /** The beams that users of a task choose from. */
  BeamCodebook beams(TaskConfig task) {
    Check.that(this == DFT || this == TYPE_ONE, "%s has no codebook of beams", label);
    return this == TYPE_ONE ? BeamCodebook.typeOne(task.array())
        : BeamCodebook.dft(task.array(), Math.min(BeamCodebook.MAX_BITS, task.bits()));
  }

  /** One that need not be trained, for a task. */
  Precoder untrained(TaskConfig task) {
    return switch (this) {
      case DFT, TYPE_ONE -> new OncePerBatch(new LimitedFeedback(beams(task)));
      case BEAM_PAIRS -> new OncePerBatch(new LimitedFeedback(BeamPairCodebook.fit(task.array(), task.bits(),
          ChannelDataset.endless(task, FITTED_SEED).batch(1, BeamPairCodebook.USERS_TO_FIT, FITTED_USERS))));
      case MRT, ZF, RZF, WMMSE -> Precoders.named(name());
      default -> throw new IllegalStateException(label + " has to be trained");
    };
  }
}
