package io.wifoe.model;

import ai.djl.ndarray.types.DataType;
import io.wifoe.Seed;
import io.wifoe.nn.SignQuantizer;

/** Fluent builder of {@link WiFoE}; what is not set is as in section IV-B of the paper. */
public final class WiFoEBuilder {
  private int width = 256;
  private int blocks = 5;
  private int heads = 8;
  private int experts = 8;
  private int topK = 3;
  private Integer expertWidth;
  private int encoderWidth = 128;
  private int encoderLayers = 3;
  private double dropout = 0;
  private SignQuantizer quantizer = SignQuantizer.CLIPPED;
  private boolean headsPerTask;
  private Seed seed = Seed.root(1);
  private DataType precision = DataType.FLOAT32;

  WiFoEBuilder() {}

  /** Trunk width d; 256 unless set. */
  public WiFoEBuilder width(int width) {
    this.width = width;
    return this;
  }

  /** Trunk blocks; 5 unless set. */
  public WiFoEBuilder blocks(int blocks) {
    this.blocks = blocks;
    return this;
  }

  /** Attention heads H; 8 unless set. */
  public WiFoEBuilder heads(int heads) {
    this.heads = heads;
    return this;
  }

  /** Experts E of each block; 8 unless set. */
  public WiFoEBuilder experts(int experts) {
    this.experts = experts;
    return this;
  }

  /** Experts that work on one token; 3 unless set. */
  public WiFoEBuilder topK(int topK) {
    this.topK = topK;
    return this;
  }

  /** Hidden width d_ff of each expert; 3/4 of the width unless set, 192 at width 256. */
  public WiFoEBuilder expertWidth(int expertWidth) {
    this.expertWidth = expertWidth;
    return this;
  }

  /** Width of the user encoder's hidden layers; 128 unless set. */
  public WiFoEBuilder encoderWidth(int encoderWidth) {
    this.encoderWidth = encoderWidth;
    return this;
  }

  /** Hidden layers of the user encoder; 3 unless set. */
  public WiFoEBuilder encoderLayers(int encoderLayers) {
    this.encoderLayers = encoderLayers;
    return this;
  }

  /** Share dropped after each sublayer during training; 0 unless set, 0.05 in the paper. */
  public WiFoEBuilder dropout(double dropout) {
    this.dropout = dropout;
    return this;
  }

  /** Gradient that is used in place of the sign's; clipped identity unless set. */
  public WiFoEBuilder quantizer(SignQuantizer quantizer) {
    this.quantizer = quantizer;
    return this;
  }

  /** One set of task-specific parts for all numbers of users of a task instead of one for each. */
  public WiFoEBuilder headsPerTask(boolean shared) {
    this.headsPerTask = shared;
    return this;
  }

  /** Seed of the first weights; 1 unless set. */
  public WiFoEBuilder seed(long seed) {
    return seed(Seed.root(seed));
  }

  /** Seed of the first weights, as a model or a run names it. */
  public WiFoEBuilder seed(Seed seed) {
    this.seed = seed;
    return this;
  }

  /** FLOAT32 unless set; FLOAT64 to check gradients. */
  public WiFoEBuilder precision(DataType precision) {
    this.precision = precision;
    return this;
  }

  /** The sizes alone, without arrays; loads no engine. */
  public WiFoEConfig config() {
    int hidden = expertWidth != null ? expertWidth : Math.max(1, width * 3 / 4);
    return new WiFoEConfig(width, blocks, heads, experts, topK, hidden, encoderWidth, encoderLayers, dropout, quantizer,
        headsPerTask);
  }

  /**
   * A model with a trunk and no task-specific parts yet.
   *
   * @throws IllegalArgumentException if sizes do not fit each other
   */
  public WiFoE build() {
    return new WiFoE(config(), seed, precision);
  }
}
