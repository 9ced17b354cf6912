package io.wifoe.training;

import io.wifoe.model.WiFoE;
import io.wifoe.nn.MatmulPrecision;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.nn.SignQuantizer;
import java.util.Arrays;
import java.util.Locale;

/** How much a run may cost: one switch for the sizes of the model and of the training, printed with every result. */
public enum Scale {
  /** Seconds; shows that everything runs, learns next to nothing. */
  SMOKE(16, 1, 2, 128, 3, 32, 8, 20, 2e-3),
  /** Minutes on two cores; the notebooks' default. */
  LAPTOP(256, 1, 8, 256, 4, 1_080, 16, 1_640, 2e-3),
  /** Hours on two cores. */
  WORKSTATION(256, 2, 8, 256, 4, 1_728, 32, 11_000, 2.5e-3),
  /** The paper's network, batch and optimizer; 300 epochs of one task's 210,000 samples, a ninth of its Group 1. */
  PAPER(256, 5, 8, 128, 3, 2_048, 37, 30_000, 1e-3);

  private static final String VARIABLE = "WIFOE_SCALE";

  private final int width;
  private final int blocks;
  private final int heads;
  private final int encoderWidth;
  private final int encoderLayers;
  private final int batch;
  private final int batchPerConfiguration;
  private final long steps;
  private final double rate;

  Scale(int width, int blocks, int heads, int encoderWidth, int encoderLayers, int batch, int batchPerConfiguration,
      long steps, double rate) {
    this.width = width;
    this.blocks = blocks;
    this.heads = heads;
    this.encoderWidth = encoderWidth;
    this.encoderLayers = encoderLayers;
    this.batch = batch;
    this.batchPerConfiguration = batchPerConfiguration;
    this.steps = steps;
    this.rate = rate;
  }

  /**
   * The scale that the environment variable {@code WIFOE_SCALE} names, {@link #LAPTOP} if it is not set.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static Scale fromEnvironment() {
    String name = System.getenv(VARIABLE);
    return name == null || name.isBlank() ? LAPTOP : named(name);
  }

  /** The scale of this name, in any case. */
  public static Scale named(String name) {
    return Arrays.stream(values()).filter(scale -> scale.name().equalsIgnoreCase(name.strip())).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is no scale; there are "
            + Arrays.toString(values()).toLowerCase(Locale.ROOT)));
  }

  /**
   * A model of this scale's size; further settings may be changed. Below the paper's scale bits do not depend on
   * phases, and between smoke and paper the user encoder is wider and deeper than the paper's, whose hard bits say less
   * after as many samples ({@code data/results/learning/hard-bits.md}). In trainings of hours only soft bits have
   * slopes.
   */
  public WiFoE.Builder model() {
    return WiFoE.builder().width(width).blocks(blocks).heads(heads).encoderWidth(encoderWidth)
        .encoderLayers(encoderLayers).dropout(this == PAPER ? 0.05 : 0).phaseInvariant(this != PAPER)
        .quantizer(quantizer());
  }

  private SignQuantizer quantizer() {
    return switch (this) {
      case SMOKE, LAPTOP -> SignQuantizer.SOFT_TO_HARD;
      case WORKSTATION -> SignQuantizer.SOFT_SLOPES;
      case PAPER -> SignQuantizer.CLIPPED;
    };
  }

  /**
   * Sizes of a model for any array at this scale: those of {@link #model}, whose base station decodes channels. Below
   * the paper's scale it has layers on each user's bits before users meet, with which it learns more from as many
   * samples, and only soft bits have slopes ({@code data/results/learning/any-array.md}).
   */
  public WiFoE.Builder anyArray() {
    WiFoE.Builder sizes = model().output(PrecoderOutput.STRUCTURED);
    return this == PAPER ? sizes : sizes.decoderLayers(2).quantizer(SignQuantizer.SOFT_SLOPES);
  }

  /** Training samples of a step, all configurations together. */
  public int batch() {
    return batch;
  }

  /**
   * Training samples of each configuration and step where schemes are compared, which serve different numbers of
   * configurations; at the paper's scale as many as the 54 of Group 1 get of a batch of 2,048.
   */
  public int batchPerConfiguration() {
    return batchPerConfiguration;
  }

  /** Optimizer steps. */
  public long steps() {
    return steps;
  }

  /** Learning rate over the steps. */
  public LearningRate learningRate() {
    return LearningRate.cosine(rate, LearningRate.usualWarmup(steps));
  }

  /** Muon, which needs a third of Adam's samples; at the paper's scale its Adam with its weight decay. */
  public OptimizerSettings optimizer() {
    return this == PAPER ? OptimizerSettings.adam(1e-4) : OptimizerSettings.muon();
  }

  /** Products as coarse as the processor has them fast; with all digits at the paper's scale. */
  public MatmulPrecision matmulPrecision() {
    return this == PAPER ? MatmulPrecision.HIGHEST : MatmulPrecision.MEDIUM;
  }

  /** How new parts begin: with what is known of the array, or at the paper's scale random. */
  public Start start() {
    return this == PAPER ? Start.RANDOM : Start.KNOWN_TASK;
  }

  /**
   * Share of the steps with one set of parts for all numbers of users of a task; none at the paper's scale. What
   * follows takes twice the time a step, since the parts of each K run alone.
   */
  public double tied() {
    return this == PAPER ? 0 : 0.97;
  }
}
