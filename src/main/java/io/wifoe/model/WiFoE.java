package io.wifoe.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.nn.PackedTrunk;
import io.wifoe.nn.ParameterSpec;
import io.wifoe.nn.Parameters;
import io.wifoe.nn.Pass;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.nn.Trunk;
import io.wifoe.nn.UserEncoder;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The wireless foundation model of sections II and III: one shared trunk, and task-specific parts for every
 * configuration it serves. Holds native memory until {@link #close}.
 */
public final class WiFoE implements PrecodingNetwork {
  /** Scope of the trunk's parameters; a configuration's scope is its {@linkplain Configuration#key key}. */
  public static final String TRUNK = "trunk";
  /** What {@link #name} says. */
  public static final String NAME = "WiFo-E";

  private final WiFoEConfig config;
  private final long seed;
  private final Parameters parameters;
  private final PackedTrunk packedTrunk;
  private final Map<Configuration, TaskHeads> heads = new LinkedHashMap<>();
  private final ForwardPass forward;
  private List<TrainingRecord> provenance = List.of();

  WiFoE(WiFoEConfig config, long seed, DataType precision) {
    this.config = config;
    this.seed = seed;
    this.parameters = new Parameters(precision);
    Trunk trunk = config.trunk();
    this.forward = new ForwardPass(config, heads, trunk);
    this.packedTrunk = new PackedTrunk(trunk, parameters, TRUNK);
    parameters.initialize(ParameterSpec.in(TRUNK, trunk.parameters()), RandomStream.root(seed));
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts from these sizes, with seed 1. */
  public static Builder builder(WiFoEConfig sizes) {
    return new Builder().width(sizes.width()).blocks(sizes.blocks()).heads(sizes.heads()).experts(sizes.experts())
        .topK(sizes.topK()).expertWidth(sizes.expertWidth()).encoderWidth(sizes.encoderWidth())
        .encoderLayers(sizes.encoderLayers()).dropout(sizes.dropout()).quantizer(sizes.quantizer())
        .headsPerTask(sizes.headsPerTask()).output(sizes.output())
        .decoderLayers(sizes.decoderLayers() == null ? 0 : sizes.decoderLayers())
        .phaseInvariant(sizes.hasPhaseInvariance());
  }

  /**
   * Reads a model that {@link #save} wrote, or a training's checkpoint: the same weights to the last bit.
   *
   * @throws IOException if there is no such file, or it is damaged or no model; the message says what is wrong
   */
  public static WiFoE load(Path file) throws IOException {
    return ModelFile.read(file);
  }

  /**
   * A model that ships with the library, as {@code data/pretrained/README.md} describes it.
   *
   * @param name for example {@code "compact-group1"}
   * @throws IOException if there is none of this name in a {@code data/pretrained} of the working directory or of a
   *     directory above it; the message names those that are there
   */
  public static WiFoE pretrained(String name) throws IOException {
    return ModelFile.read(PretrainedModels.file(name));
  }

  /** Writes sizes, configurations, provenance and all weights as one safetensors file, see {@link ModelFile}. */
  public void save(Path file) throws IOException {
    ModelFile.write(file, this, Map.of(), Map.of());
  }

  /**
   * As {@link #save}, with weights rounded to half precision: half the size, and the same model to three digits.
   *
   * @throws IllegalArgumentException if a weight is beyond 65,504, the largest number of half precision
   */
  public void saveHalf(Path file) throws IOException {
    ModelFile.writeHalf(file, this);
  }

  @Override
  public Set<Configuration> addHeads(Collection<Configuration> configurations) {
    return new ServedHeads(config, heads, parameters).add(configurations, RandomStream.root(seed));
  }

  /** {@link ForwardPass#precoders}: pilots, feedback, tokens, trunk, precoders at their power. */
  @Override
  public List<NDArray> precoders(Pass pass, List<Transmission> transmissions) {
    return forward.precoders(pass, transmissions);
  }

  @Override
  public NDArray measure(Pass pass, List<Transmission> transmissions, double[] weights) {
    return WeightedSumRate.of(pass, transmissions, forward.unscaled(pass, transmissions), weights);
  }

  /** The user side, Eq. (6): feedback q (n K, B). */
  public NDArray feedback(Pass pass, Transmission part) {
    return forward.quantized(pass, part.configuration(), forward.received(pass, part));
  }

  /** The network's equations, step by step. */
  ForwardPass forward() {
    return forward;
  }

  /** The two sides of one configuration, each usable where the other is not. */
  public Deployment deployment(Configuration configuration) {
    return new Deployment(this, configuration, forward.heads(configuration), packedTrunk);
  }

  /** The trainings that the weights come from, oldest first; they travel with the file. */
  @Override
  public List<TrainingRecord> provenance() {
    return provenance;
  }

  @Override
  public void setProvenance(List<TrainingRecord> trainings) {
    provenance = List.copyOf(trainings);
  }

  /** A model of its own with the same weights to the last bit, the same parts and the same provenance. */
  public WiFoE copy() {
    return copy(config.quantizer(), seed);
  }

  /**
   * The same for trainings that begin with it in another way: bits turn hard as {@code quantizer} says, and new parts
   * have the first values of another seed.
   */
  public WiFoE copy(SignQuantizer quantizer, long newParts) {
    WiFoE copy = new WiFoE(builder(config).quantizer(quantizer).config(), newParts, parameters.precision());
    copy.parameters.moveTo(parameters.device());
    copy.heads.putAll(heads);
    copy.parameters.putAll(parameters);
    copy.provenance = provenance;
    return copy;
  }

  /**
   * A model of its own with one set of parts for all numbers of users of a task, the mean of this one's: a sixth of the
   * file, and nearly the same precoders where parts were tied for most of the training. The trunk and the provenance
   * are the same.
   */
  public WiFoE withHeadsPerTask() {
    if (config.headsPerTask()) {
      return copy();
    }
    return SharedParts.of(this);
  }

  @Override
  public void startFrom(Configuration configuration, ComplexMatrices channels) {
    String scope = config.scope(configuration);
    ChannelMixtures mixtures = new ChannelMixtures(channels, RandomStream.root(seed).of(configuration.task()));
    mixtures.startPilots(parameters, scope);
    mixtures.startRows(parameters, scope + "/out.W");
  }

  /** By {@link CarriedParts}, from the tasks of its trainings. */
  @Override
  public String startFromKnownTask(TaskConfig task, List<Configuration> added, ComplexMatrices users,
      LinkBudget link) {
    return CarriedParts.startFromBest(this, task, added, users, link);
  }

  @Override
  public Map<String, String> description() {
    return ModelFile.describe(this);
  }

  @Override
  public WiFoEConfig config() {
    return config;
  }

  /** The network, its size and what it is for. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s of %s; %,d weights, parts for %d configurations", name(), config,
        parameters().size(), heads.size());
  }

  /** The configurations this model has task-specific parts for. */
  public Set<Configuration> configurations() {
    return heads.keySet();
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Seed of the first weights, also of parts that are added later. */
  @Override
  public long seed() {
    return seed;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public void close() {
    packedTrunk.close();
    parameters.close();
  }

  /** Fluent builder; what is not set is as in section IV-B of the paper, but for the dropout, which is 0. */
  public static final class Builder {
    private int width = 256;
    private int blocks = 5;
    private int heads = 8;
    private int experts = 8;
    private int topK = 3;
    private Integer expertWidth; // null for 3/4 of the width
    private int encoderWidth = 128;
    private int encoderLayers = 3;
    private double dropout;
    private SignQuantizer quantizer = SignQuantizer.CLIPPED;
    private boolean headsPerTask;
    private PrecoderOutput output = PrecoderOutput.LINEAR;
    private int decoderLayers;
    private boolean phaseInvariant;
    private long seed = 1;
    private DataType precision = DataType.FLOAT32;
    private Device device = Device.cpu();

    Builder() {}

    /** Trunk width d; 256 unless set. */
    public Builder width(int width) {
      this.width = width;
      return this;
    }

    /** Trunk blocks; 5 unless set. */
    public Builder blocks(int blocks) {
      this.blocks = blocks;
      return this;
    }

    /** Attention heads H; 8 unless set. */
    public Builder heads(int heads) {
      this.heads = heads;
      return this;
    }

    /** Experts E of each block; 8 unless set. */
    public Builder experts(int experts) {
      this.experts = experts;
      return this;
    }

    /** Experts that work on one token; 3 unless set. */
    public Builder topK(int topK) {
      this.topK = topK;
      return this;
    }

    /** Hidden width d_ff of each expert; 3/4 of the width unless set, 192 at width 256. */
    public Builder expertWidth(int expertWidth) {
      this.expertWidth = expertWidth;
      return this;
    }

    /** Width of the user encoder's hidden layers; 128 unless set. */
    public Builder encoderWidth(int encoderWidth) {
      this.encoderWidth = encoderWidth;
      return this;
    }

    /** Hidden layers of the user encoder; 3 unless set. */
    public Builder encoderLayers(int encoderLayers) {
      this.encoderLayers = encoderLayers;
      return this;
    }

    /** Share dropped after each sublayer during training; 0 unless set, 0.05 in the paper. */
    public Builder dropout(double dropout) {
      this.dropout = dropout;
      return this;
    }

    /** Gradient that is used in place of the sign's; clipped identity unless set. */
    public Builder quantizer(SignQuantizer quantizer) {
      this.quantizer = quantizer;
      return this;
    }

    /** One set of task-specific parts for all numbers of users of a task instead of one for each. */
    public Builder headsPerTask(boolean shared) {
      this.headsPerTask = shared;
      return this;
    }

    /** Layers on each user's token before the trunk's first block; none unless set, as in the paper. */
    public Builder decoderLayers(int layers) {
      this.decoderLayers = layers;
      return this;
    }

    /** Whether bits do not depend on the phase of all that a user receives, {@link UserEncoder}; not unless set. */
    public Builder phaseInvariant(boolean invariant) {
      this.phaseInvariant = invariant;
      return this;
    }

    /** How the last layer's output becomes precoders; the paper's, linear, unless set. */
    public Builder output(PrecoderOutput output) {
      this.output = output;
      return this;
    }

    /** Seed of the first weights; 1 unless set. */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /** FLOAT32 unless set; FLOAT64 to check gradients. */
    public Builder precision(DataType precision) {
      this.precision = precision;
      return this;
    }

    /** Where the model lives and works, {@code cpu()} unless set; {@link Parameters#moveTo} moves it later. */
    public Builder device(Device where) {
      this.device = where;
      return this;
    }

    /** The sizes alone, without arrays; loads no engine. */
    public WiFoEConfig config() {
      int hidden = expertWidth != null ? expertWidth : Math.max(1, width * 3 / 4);
      return new WiFoEConfig(width, blocks, heads, experts, topK, hidden, encoderWidth, encoderLayers, dropout,
          quantizer, headsPerTask, output, decoderLayers, phaseInvariant);
    }

    /**
     * A model with a trunk and no task-specific parts yet.
     *
     * @throws IllegalArgumentException if sizes do not fit each other, or the engine does not see that GPU
     */
    public WiFoE build() {
      WiFoE model = new WiFoE(config(), seed, precision);
      model.parameters().moveTo(device);
      return model;
    }
  }
}
