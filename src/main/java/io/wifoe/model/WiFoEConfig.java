package io.wifoe.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.wifoe.Check;
import io.wifoe.nn.Attention;
import io.wifoe.nn.BitDecoder;
import io.wifoe.nn.MixtureOfExperts;
import io.wifoe.nn.ParameterSpec;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.nn.TransformerBlock;
import io.wifoe.nn.Trunk;
import io.wifoe.nn.UserEncoder;
import io.wifoe.task.Configuration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The sizes of the network.
 *
 * @param width trunk width d
 * @param blocks trunk blocks
 * @param heads attention heads H, a divisor of d
 * @param experts experts E of each block
 * @param topK experts that work on one token
 * @param expertWidth hidden width d_ff of each expert
 * @param encoderWidth width of the user encoder's hidden layers
 * @param encoderLayers hidden layers of the user encoder
 * @param dropout share dropped after each sublayer during training
 * @param quantizer gradient that is used in place of the sign's
 * @param headsPerTask whether one set of task-specific parts serves all K of a task; the paper has one for each K
 * @param output how the last layer's output becomes precoders; the paper's is linear, which files leave unsaid
 * @param decoderLayers layers on each token before the trunk's first block; none in the paper, which files leave unsaid
 * @param phaseInvariant whether bits do not depend on the phase of all that a user receives, see {@link UserEncoder};
 *     null for false, the paper's, which files leave unsaid
 */
public record WiFoEConfig(
    int width,
    int blocks,
    int heads,
    int experts,
    int topK,
    int expertWidth,
    int encoderWidth,
    int encoderLayers,
    double dropout,
    SignQuantizer quantizer,
    boolean headsPerTask,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = UnlessLinear.class) PrecoderOutput output,
    @JsonInclude(JsonInclude.Include.NON_NULL) Integer decoderLayers,
    @JsonInclude(JsonInclude.Include.NON_NULL) Boolean phaseInvariant) {

  /** Files of before there was a choice say nothing, and so do those of after that did not choose. */
  private static final class UnlessLinear {
    @Override
    public boolean equals(Object value) {
      return value == null || value == PrecoderOutput.LINEAR;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  public WiFoEConfig {
    Check.that(width >= 1 && heads >= 1 && width % heads == 0, "width %d is not a multiple of %d heads", width, heads);
    Check.that(blocks >= 1, "%d blocks make no trunk; the number starts at 1", blocks);
    Check.that(topK >= 1 && topK <= experts, "top-%d of %d experts: k must be between 1 and the experts", topK,
        experts);
    Check.that(expertWidth >= 1 && encoderWidth >= 1, "hidden widths %d and %d must be at least 1", expertWidth,
        encoderWidth);
    Check.that(encoderLayers >= 0, "%d encoder layers: the number starts at 0", encoderLayers);
    Check.that(dropout >= 0 && dropout < 1, "dropout %s is outside 0 (included) to 1 (excluded)", dropout);
    Check.that(quantizer != null, "a model needs a sign quantizer, for example CLIPPED");
    output = output == null ? PrecoderOutput.LINEAR : output;
    Check.that(decoderLayers == null || decoderLayers >= 0, "%s layers before the trunk: the number starts at 0",
        decoderLayers);
    decoderLayers = decoderLayers == null || decoderLayers == 0 ? null : decoderLayers;
    phaseInvariant = phaseInvariant == null || !phaseInvariant ? null : phaseInvariant;
    Check.that(phaseInvariant == null || encoderLayers >= 1, "a phase-invariant encoder needs a hidden layer; "
        + "without one it is not phase-invariant");
  }

  /** The same sizes with one set of task-specific parts for all K of a task, or with one for each. */
  public WiFoEConfig withHeadsPerTask(boolean shared) {
    return new WiFoEConfig(width, blocks, heads, experts, topK, expertWidth, encoderWidth, encoderLayers, dropout,
        quantizer, shared, output, decoderLayers, phaseInvariant);
  }

  /** The same sizes with encoders whose bits do not depend on phases, or with the paper's. */
  public WiFoEConfig withPhaseInvariance(boolean invariant) {
    return new WiFoEConfig(width, blocks, heads, experts, topK, expertWidth, encoderWidth, encoderLayers, dropout,
        quantizer, headsPerTask, output, decoderLayers, invariant);
  }

  /** Whether bits do not depend on phases. */
  public boolean hasPhaseInvariance() {
    return phaseInvariant != null;
  }

  /** The user's network for so many numbers received and bits. */
  UserEncoder encoder(int inputs, int bits) {
    return new UserEncoder(inputs, encoderWidth, encoderLayers, bits, hasPhaseInvariance());
  }

  @JsonIgnore
  public Trunk trunk() {
    return new Trunk(new TransformerBlock(new Attention(width, heads),
        new MixtureOfExperts(width, expertWidth, experts, topK), dropout), blocks,
        new BitDecoder(width, decoderLayers == null ? 0 : decoderLayers));
  }

  /** The scope of the parts that serve this configuration. */
  public String scope(Configuration configuration) {
    return headsPerTask ? configuration.task() : configuration.key();
  }

  /** The task-specific parts for one configuration. */
  public TaskHeads heads(Configuration configuration) {
    return TaskHeads.of(configuration, this);
  }

  /** What a person wants to know of it. */
  @Override
  public String toString() {
    return "%d %s of width %d, %d heads, %d of %d experts of width %d, encoders of %d layers of %d%s, %s precoders, "
        .formatted(blocks, blocks == 1 ? "block" : "blocks", width, heads, topK, experts, expertWidth, encoderLayers,
            encoderWidth, hasPhaseInvariance() ? " without phases" : "", output)
        + (decoderLayers == null ? "" : "%d layers on each token before the blocks, ".formatted(decoderLayers))
        + (headsPerTask ? "parts for each task" : "parts for each task and number of users");
  }

  /** Learnable numbers of the trunk. */
  @JsonIgnore
  public long trunkParameters() {
    return trunk().parameters().stream().mapToLong(ParameterSpec::size).sum();
  }

  /** Learnable numbers of the parts that serve one configuration. */
  public long headParameters(Configuration configuration) {
    return heads(configuration).parameters().stream().mapToLong(ParameterSpec::size).sum();
  }

  /** Learnable numbers of a model that serves these configurations: parts that several share count once. */
  public long parameters(Collection<Configuration> configurations) {
    Map<String, Long> heads = new HashMap<>();
    configurations.forEach(c -> heads.put(scope(c), headParameters(c)));
    return trunkParameters() + heads.values().stream().mapToLong(Long::longValue).sum();
  }
}
