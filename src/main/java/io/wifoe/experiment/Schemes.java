package io.wifoe.experiment;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.Cep;
import io.wifoe.model.Dsc;
import io.wifoe.model.DscConfig;
import io.wifoe.model.FrozenTrunk;
import io.wifoe.model.MacCount;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.WiFoE;
import io.wifoe.model.WiFoEConfig;
import io.wifoe.precoding.LimitedFeedback;
import io.wifoe.precoding.Precoder;
import io.wifoe.precoding.Quantizer;
import io.wifoe.task.Configuration;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Scale;
import io.wifoe.training.TrainingTask;
import java.util.List;
import java.util.function.Function;

/**
 * The schemes of section IV-C. Those that learn get the same channels, optimizer, steps and samples of each
 * configuration a step, CEP its steps for two trainings together, and what they have in common has the same shape.
 * Draws differ where shapes do; only what a scheme is about differs otherwise.
 */
public final class Schemes {
  private static final MacCount NOTHING = new MacCount(0, 0, 0, 0, 0, 0);
  private static final int BITS_OF_A_FLOAT = 32;

  private static final double SHARE_OF_ESTIMATION = 2.0 / 3;

  private Schemes() {}

  /** Makes a scheme ready. */
  private interface Preparation {
    TrainedScheme train(TaskConfig task, ChannelDataset channels, SchemeBudget budget);
  }

  private record NamedScheme(String name, Preparation preparation) implements Scheme {
    @Override
    public TrainedScheme train(TaskConfig task, ChannelDataset channels, SchemeBudget budget) {
      return preparation.train(task, channels, budget);
    }
  }

  /** A precoder that is told the channels: MRT, ZF, RZF, WMMSE. */
  public static Scheme fullCsi(Precoder precoder) {
    return untrained(precoder, 0);
  }

  /** Zero forcing on directions that users, who know their channels, name from a codebook. */
  public static Scheme limitedFeedback(Quantizer quantizer) {
    return untrained(new LimitedFeedback(quantizer), quantizer.bits());
  }

  private static Scheme untrained(Precoder precoder, int bits) {
    return new NamedScheme(precoder.name(), (task, channels, budget) -> new TrainedScheme(precoder.name(), task,
        precoder, c -> new SchemeCost(0, NOTHING, 0, true, 0, bits), () -> {}));
  }

  /** MTL: a network that {@link io.wifoe.training.Trainer} has taught several tasks, as it is; the caller closes it. */
  public static Scheme multiTask(WiFoE pretrained) {
    return new NamedScheme("MTL", (task, channels, budget) -> new TrainedScheme("MTL", task,
        pretrained.precoder(task, 1), c -> cost(pretrained.config(), c, c.bits()), () -> {}));
  }

  /**
   * STL: a WiFo-E network for one task alone, one trunk and parts for each number of users. Costs count the parts of
   * one configuration; Table II's "average per task" counts those of all six.
   */
  public static Scheme singleTask(WiFoE.Builder sizes) {
    return new NamedScheme("STL", (task, channels, budget) -> {
      WiFoE model = sizes.build();
      learning(task, channels, budget).of(model);
      return trained("STL", model, task, c -> cost(model.config(), c, c.bits()));
    });
  }

  /** Random init + fine-tune of Fig. 4: a trunk that never learns, with parts that do. */
  public static Scheme randomTrunk(WiFoE.Builder sizes) {
    return new NamedScheme("random trunk", (task, channels, budget) -> {
      FrozenTrunk model = new FrozenTrunk(sizes.build());
      learning(task, channels, budget).of(model);
      WiFoEConfig config = model.model().config();
      return trained("random trunk", model, task, c -> cost(config, c, c.bits()));
    });
  }

  /** CEP: two thirds of the steps for the estimators, one third for the base station. */
  public static Scheme cep(WiFoE.Builder sizes, long seed) {
    return new NamedScheme("CEP", (task, channels, budget) -> {
      Cep model = new Cep(sizes.config(), seed, DataType.FLOAT32);
      learning(task, channels, budget).of(model);
      WiFoEConfig config = Cep.sizes(sizes.config());
      return trained("CEP", model.precoding(), task,
          c -> cost(config, Cep.estimates(c), BITS_OF_A_FLOAT * 2 * c.antennas()));
    });
  }

  /**
   * DSC beside a network of a scale: that one's user encoder, and MLPs of the base station as the paper's, narrower
   * where the trunk is smaller than the paper's.
   *
   * @param user whose user encoder it has, but at the paper's scale
   */
  public static DscConfig dscSizes(Scale scale, WiFoEConfig user) {
    if (scale == Scale.PAPER) {
      return DscConfig.PAPER;
    }
    int unit = switch (scale) {
      case SMOKE -> 16;
      case LAPTOP -> 256;
      default -> 512;
    };
    return new DscConfig(List.of(), user.encoderWidth(), user.encoderLayers(), user.hasPhaseInvariance(), false,
        List.of(2 * unit, unit, unit), user.quantizer());
  }

  /** Of CEP's steps those in which its estimators learn: two thirds, 200 of the paper's 300 epochs. */
  public static long stepsOfEstimation(long steps) {
    return Math.max(1, Math.round(steps * SHARE_OF_ESTIMATION));
  }

  /** DSC: MLPs on both sides, a network for each number of users. */
  public static Scheme dsc(DscConfig sizes, long seed) {
    return new NamedScheme("DSC", (task, channels, budget) -> {
      Dsc model = Dsc.of(sizes, seed);
      learning(task, channels, budget).of(model);
      return trained("DSC", model, task, c -> new SchemeCost(sizes.parameters(c), sizes.macs(c), sizes.elementwise(c),
          false, c.pilots(), c.bits()));
    });
  }

  private static Learning learning(TaskConfig task, ChannelDataset channels, SchemeBudget budget) {
    return new Learning(List.of(TrainingTask.of(task, channels)), budget.settings(), Device.cpu(), null,
        budget.progress());
  }

  private static TrainedScheme trained(String name, PrecodingNetwork model, TaskConfig task,
      Function<Configuration, SchemeCost> cost) {
    return new TrainedScheme(name, task, model.precoder(task, 1), cost, model::close);
  }

  /** The trunk is counted whole, the parts of other configurations are not. */
  private static SchemeCost cost(WiFoEConfig config, Configuration c, int feedbackBits) {
    return new SchemeCost(config.trunkParameters() + config.headParameters(c), MacCount.of(config, c),
        MacCount.elementwise(config, c), false, c.pilots(), feedbackBits);
  }
}
