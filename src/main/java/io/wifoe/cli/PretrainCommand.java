package io.wifoe.cli;

import ai.djl.ndarray.types.DataType;
import io.wifoe.Check;
import io.wifoe.Names;
import io.wifoe.experiment.SchemeKind;
import io.wifoe.experiment.Schemes;
import io.wifoe.model.AnyArray;
import io.wifoe.model.AnyArrayConfig;
import io.wifoe.model.Cep;
import io.wifoe.model.Dsc;
import io.wifoe.model.DscConfig;
import io.wifoe.model.WiFoE;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.training.Trainer;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wifoe pretrain}: Algorithm 1. */
@Command(name = "pretrain", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Trains one model on all configurations of some tasks (Algorithm 1). Ctrl-C ends the step and keeps it; after "
        + "that, as after a crash, the same command goes on to the same result. A checkpoint is kept every 2 minutes."})
final class PretrainCommand implements Callable<Integer> {
  @Mixin private TrainingOptions options;

  @Mixin private ClusterOption cluster;

  @Option(names = "--scheme", defaultValue = "mtl", paramLabel = "NAME", description = {
      "mtl, one WiFo-E network for all tasks; stl, the same for one task alone; dsc, MLPs on both sides; cep, "
          + "estimators for two thirds of the steps, then the base station; any-array, one network for all tasks and "
          + "those it never sees (default: ${DEFAULT-VALUE})"})
  private String scheme;

  @Option(names = "--output", paramLabel = "NAME", description = "how the base station's last layer becomes "
      + "precoders: linear, the paper's, or structured, regularised zero forcing on the channels that it decodes "
      + "(default: linear; structured with --scheme any-array)")
  private String output;

  @Option(names = "--bit-errors", paramLabel = "P", description = "probability that a bit of the feedback arrives "
      + "wrong in training, with --scheme any-array (default: 0)")
  private Double bitErrors;

  @Option(names = "--nesting", paramLabel = "SHARE", description = "share of the batches whose pilots, bits and part "
      + "of the array are drawn instead of the task's, with --scheme any-array (default: 0.1)")
  private Double nesting;

  @Option(names = "--width", paramLabel = "D", description = "width of a new model's trunk (default: the scale's)")
  private Integer width;

  @Option(names = "--blocks", paramLabel = "N", description = "blocks of its trunk (default: the scale's)")
  private Integer blocks;

  @Option(names = "--decoder-layers", paramLabel = "N", description = "layers on each user's token before the trunk's "
      + "first block (default: 0, as in the paper; the scale's with --scheme any-array)")
  private Integer decoderLayers;

  @Option(names = "--encoder-width", paramLabel = "N",
      description = "width of its user encoders' hidden layers (default: the scale's)")
  private Integer encoderWidth;

  @Option(names = "--encoder-layers", paramLabel = "N", description = "number of these layers (default: the scale's)")
  private Integer encoderLayers;

  @Option(names = "--phase-invariant", arity = "1", paramLabel = "BOOL", description = "whether bits do not depend on "
      + "the phase of all that a user receives (default: the scale's; false at scale paper)")
  private Boolean phaseInvariant;

  @Option(names = "--quantizer", paramLabel = "NAME", description = "gradient in place of the sign's: clipped, "
      + "annealed-tanh, soft-to-hard or soft-slopes (default: the scale's)", converter = QuantizerConverter.class)
  private SignQuantizer quantizer;

  @Option(names = "--heads-per-task", description = "one set of task-specific parts for all numbers of users of a task")
  private boolean headsPerTask;

  @Override
  public Integer call() throws IOException {
    SchemeKind kind = Names.value(SchemeKind.class, "scheme", scheme);
    Check.that(!cluster.isGiven() || List.of(SchemeKind.MTL, SchemeKind.STL, SchemeKind.ANY_ARRAY).contains(kind),
        "--scheme %s learns on one machine; --on and spark-submit are for mtl, stl and any-array", scheme);
    Check.that(bitErrors == null && nesting == null || kind == SchemeKind.ANY_ARRAY,
        "--bit-errors and --nesting are for --scheme any-array");
    switch (kind) {
      case MTL -> wifoe();
      case STL -> {
        Check.that(options.tasks() == 1, "--scheme stl learns one task alone, not %d; name one with --task, or take "
            + "--scheme mtl", options.tasks());
        wifoe();
      }
      case ANY_ARRAY -> anyArray();
      case CEP -> cep();
      case DSC -> {
        requireNewNetwork();
        DscConfig sizes = Schemes.dscSizes(options.scale(), options.scale().model().config());
        try (Dsc model = Dsc.of(sizes, options.modelSeed())) {
          train(Trainer.pretrain(model));
        }
      }
      default -> throw new IllegalArgumentException("--scheme " + scheme + " needs no pretraining; there are mtl, stl, "
          + "cep, dsc and any-array");
    }
    return 0;
  }

  private void requireNewNetwork() throws IOException {
    boolean asItIs = Stream.of(width, blocks, decoderLayers, encoderWidth, encoderLayers, phaseInvariant,
        quantizer, output).allMatch(Objects::isNull);
    Check.that(options.given() == null && !headsPerTask && asItIs, "--config, --quantizer, --heads-per-task, --output "
        + "and sizes are for WiFo-E's network; --scheme %s has the scale's", scheme);
  }

  /** Estimators first; the directory itself is the run of the whole network. */
  private void cep() throws IOException {
    requireNewNetwork();
    long estimation = Schemes.stepsOfEstimation(options.steps());
    try (Cep model = new Cep(options.scale().model().config(), options.modelSeed(), DataType.FLOAT32)) {
      if (options.runFirst(Trainer.pretrain(model.estimation()), "estimation", estimation)) {
        options.run(Trainer.pretrain(model.precoding()), null, Math.max(1, options.steps() - estimation));
      }
    }
  }

  /** One network for every array; heads that follow from geometry are the same for all tasks. */
  private void anyArray() throws IOException {
    Check.that(options.given() == null && !headsPerTask, "--config and --heads-per-task are for WiFo-E's network; "
        + "--scheme %s has the scale's sizes and one set of parts for all tasks", scheme);
    WiFoE.Builder sizes = options.scale().anyArray();
    setSizes(sizes);
    AnyArrayConfig config = AnyArrayConfig.of(sizes.config());
    if (bitErrors != null) {
      config = config.withBitErrors(bitErrors);
    }
    if (nesting != null) {
      config = config.withNesting(nesting);
    }
    try (AnyArray model = new AnyArray(config, options.modelSeed(), DataType.FLOAT32)) {
      train(Trainer.pretrain(model));
    }
  }

  private void wifoe() throws IOException {
    WiFoE.Builder sizes = options.given() == null || options.isScaleGiven() ? options.scale().model()
        : options.given().untrained();
    if (options.modelSeed() != null) {
      sizes.seed(options.modelSeed());
    }
    setSizes(sizes);
    if (headsPerTask) {
      sizes.headsPerTask(true);
    }
    try (WiFoE model = sizes.build()) {
      train(Trainer.pretrain(model));
    }
  }

  private void train(Trainer<?> trainer) throws IOException {
    if (!cluster.isGiven()) {
      options.run(trainer, null);
      return;
    }
    try (Cluster machines = cluster.open(options.errors())) {
      options.run(trainer.on(machines), null);
    }
  }

  private void setSizes(WiFoE.Builder sizes) {
    TrainingOptions.set(width, sizes::width);
    TrainingOptions.set(blocks, sizes::blocks);
    TrainingOptions.set(decoderLayers, sizes::decoderLayers);
    TrainingOptions.set(encoderWidth, sizes::encoderWidth);
    TrainingOptions.set(encoderLayers, sizes::encoderLayers);
    TrainingOptions.set(phaseInvariant, sizes::phaseInvariant);
    TrainingOptions.set(quantizer, sizes::quantizer);
    TrainingOptions.set(output, name -> sizes.output(PrecoderOutput.parse(name)));
  }
}
