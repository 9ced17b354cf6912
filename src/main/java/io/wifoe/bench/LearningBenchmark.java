package io.wifoe.bench;

import io.wifoe.Check;
import io.wifoe.Json;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.WiFoE;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.LearningCurve;
import io.wifoe.training.LearningRate;
import io.wifoe.training.OptimizerSettings;
import io.wifoe.training.Rounds;
import io.wifoe.training.Scale;
import io.wifoe.training.Start;
import io.wifoe.training.Trainer;
import io.wifoe.training.Training;
import io.wifoe.training.TrainingTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * How much is learned from each sample: recipes of training side by side on a fixed small set of tasks, T1, T4 and T8
 * with two numbers of users, measured with hard bits on held-out users as share of what WMMSE reaches there. The recipe
 * of the scales, the one without each of its parts, and plain Adam without any of them, as this library once trained;
 * or workers in rounds beside steps that are taken together.
 */
public final class LearningBenchmark {
  private static final List<TaskConfig> TASKS = List.of(PaperTasks.T1, PaperTasks.T4, PaperTasks.T8);
  private static final int FEWEST_USERS = 4;
  private static final int MOST_USERS = 5;
  /** As many samples of each configuration as a batch of the laptop scale has of each of the 54 of Group 1. */
  private static final int BATCH = Scale.LAPTOP.batch() / 54 * TASKS.size() * (MOST_USERS - FEWEST_USERS + 1);
  /** Of steps that are shared by 1, 2, 4 or 8 workers; each has a sample of all configurations, or several. */
  private static final int SHARED_BATCH = 144;
  private static final int MEASUREMENTS = 40;
  private static final double[] SHARES = {0.5, 0.6, 0.7, 0.8};

  private LearningBenchmark() {}

  /**
   * A way to train.
   *
   * @param name for tables
   * @param batch samples of a step, those of all workers together
   * @param settings changes of the scale's settings
   * @param sizes changes of the scale's model
   */
  public record Recipe(String name, int batch, Consumer<Trainer<WiFoE>> settings,
      UnaryOperator<WiFoE.Builder> sizes) {
    private Recipe(String name, Consumer<Trainer<WiFoE>> settings) {
      this(name, settings, sizes -> sizes);
    }

    private Recipe(String name, Consumer<Trainer<WiFoE>> settings, UnaryOperator<WiFoE.Builder> sizes) {
      this(name, BATCH, settings, sizes);
    }

    /** Steps that have so many samples at most; of rounds whole ones. */
    private long steps(long samples) {
      long stride = batch == SHARED_BATCH ? Rounds.USUAL_STEPS : 1;
      long steps = samples / batch / stride * stride;
      Check.that(steps >= 1, "%d samples are less than %d steps of %d", samples, stride, batch);
      return steps;
    }
  }

  /**
   * What a recipe came to.
   *
   * @param samples training samples in all
   * @param seconds of the training, measurements included
   * @param share of WMMSE's sum rate at the end
   * @param samplesTo samples until each of 50, 60, 70 and 80 % of WMMSE were reached for the first time; null for never
   * @param secondsTo the same in seconds
   * @param curve share of WMMSE after so many samples
   */
  public record Outcome(String recipe, long samples, double seconds, double share, Map<String, Long> samplesTo,
      Map<String, Double> secondsTo, Map<Long, Double> curve) {}

  /**
   * What {@code wifoe bench learn --out} wrote.
   *
   * @param folder with {@code learning.json}, for example {@code data/results/learning}
   * @throws IOException if there is no such file or it is another's
   */
  public static List<Outcome> read(Path folder) throws IOException {
    return List.of(Json.read(folder.resolve("learning.json"), Outcome[].class, "result of bench learn"));
  }

  /** All recipes, the default one first. */
  public static List<Recipe> recipes() {
    return List.of(
        new Recipe("default", training -> {}),
        new Recipe("without Muon", training -> training.optimizer(OptimizerSettings.adam()).peakRate(2e-3)),
        new Recipe("without a start from channels", training -> training.start(Start.RANDOM)),
        new Recipe("without tied heads", training -> training.tied(0)),
        new Recipe("without phase invariance", training -> {}, sizes -> sizes.phaseInvariant(false)),
        new Recipe("the paper's encoder", training -> {}, LearningBenchmark::paperEncoder),
        new Recipe("without soft bits", training -> {}, sizes -> sizes.quantizer(SignQuantizer.CLIPPED)),
        new Recipe("plain Adam", training -> training.optimizer(OptimizerSettings.adam()).start(Start.RANDOM)
            .tied(0).learningRate(LearningRate.cosine(2e-3, 50)),
            sizes -> paperEncoder(sizes).quantizer(SignQuantizer.CLIPPED)));
  }

  /** Steps taken together, and the same number of them by 2, 4 and 8 workers who share the samples, in rounds. */
  public static List<Recipe> rounds() {
    return List.of(
        new Recipe("steps taken together", SHARED_BATCH, training -> {}, sizes -> sizes),
        rounds(2), rounds(4), rounds(8));
  }

  private static Recipe rounds(int workers) {
    return new Recipe(workers + " workers", SHARED_BATCH, training -> training.batch(SHARED_BATCH / workers)
        .rounds(Rounds.of(workers, Rounds.USUAL_STEPS)), sizes -> sizes);
  }

  private static WiFoE.Builder paperEncoder(WiFoE.Builder sizes) {
    return sizes.encoderWidth(128).encoderLayers(3).phaseInvariant(false);
  }

  /** The one of this name. */
  public static Recipe named(String name, List<Recipe> recipes) {
    return recipes.stream().filter(recipe -> recipe.name().equalsIgnoreCase(name.strip())).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is no recipe; there are "
            + recipes.stream().map(Recipe::name).collect(Collectors.joining(", "))));
  }

  /**
   * Trains by one recipe.
   *
   * @param samples training samples in all
   * @param seed of everything drawn
   */
  public static Outcome measure(Recipe recipe, long samples, int threads, long seed) {
    long steps = recipe.steps(samples);
    Map<Long, Double> secondsAt = new LinkedHashMap<>();
    long start = System.nanoTime();
    try (WiFoE model = recipe.sizes.apply(Scale.LAPTOP.model()).seed(seed).build()) {
      Trainer<WiFoE> trainer = Trainer.pretrain(model).scale(Scale.LAPTOP).tasks(tasks(seed)).steps(steps)
          .batch(recipe.batch).validateEvery(Math.max(1, steps / MEASUREMENTS)).threads(threads).seed(seed)
          .progress(null).clock(step -> secondsAt.put(step, (System.nanoTime() - start) / 1e9));
      recipe.settings.accept(trainer);
      return outcome(recipe, trainer.run(), secondsAt);
    }
  }

  private static List<TrainingTask> tasks(long seed) {
    return TASKS.stream().map(task -> task.toBuilder().users(FEWEST_USERS, MOST_USERS).build())
        .map(task -> TrainingTask.of(task, ChannelDataset.endless(task, seed))
            .withValidation(ChannelDataset.endless(task, seed + 1))).toList();
  }

  private static Outcome outcome(Recipe recipe, Training<WiFoE> training, Map<Long, Double> secondsAt) {
    List<LearningCurve.Point> measured = training.curve().points().stream()
        .filter(point -> !Double.isNaN(point.shareOfWmmse())).toList();
    Map<String, Long> samplesTo = new LinkedHashMap<>();
    Map<String, Double> secondsTo = new LinkedHashMap<>();
    for (double share : SHARES) {
      LearningCurve.Point first = measured.stream().filter(point -> point.shareOfWmmse() >= share).findFirst()
          .orElse(null);
      String name = Math.round(100 * share) + " %";
      samplesTo.put(name, first == null ? null : Long.valueOf(first.samples()));
      secondsTo.put(name, first == null ? null : secondsAt.get(first.step()));
    }
    Map<Long, Double> curve = new LinkedHashMap<>();
    measured.forEach(point -> curve.put(point.samples(), point.shareOfWmmse()));
    LearningCurve.Point last = measured.get(measured.size() - 1);
    List<Double> seconds = new ArrayList<>(secondsAt.values());
    return new Outcome(recipe.name, last.samples(), seconds.get(seconds.size() - 1), last.shareOfWmmse(), samplesTo,
        secondsTo, curve);
  }
}
