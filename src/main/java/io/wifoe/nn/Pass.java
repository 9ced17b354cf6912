package io.wifoe.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.RandomStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * One forward pass: where its arrays live, which weights it sees, and who watches. Each parameter becomes a leaf of the
 * pass's own manager the first time it is asked for; closing that manager frees everything the pass made.
 */
public final class Pass {
  /** Observes named values on their way, for example routing decisions. */
  @FunctionalInterface
  public interface Observer {
    void observe(String name, NDArray value);
  }

  /** Observes nothing. */
  public static final Observer UNOBSERVED = (name, value) -> {};

  private static final Predicate<String> NOTHING = name -> false;
  /** With fewer rows rounding the weights takes longer than the product saves. */
  private static final int FEWEST_COARSE_ROWS = 256;

  /** What all scopes of one pass share. */
  private record Shared(NDManager manager, Parameters parameters, Predicate<String> trainable, Mode mode,
      Observer observer, Map<String, NDArray> leaves, Map<String, NDArray> constants,
      Map<String, NDArray> statistics, Map<String, Integer> draws, Map<String, String> aliases) {}

  /**
   * How the pass is run.
   *
   * @param training whether dropout is active
   * @param progress share of the training that is done, 0..1; quantisers may anneal with it
   * @param stream of what is drawn, for example what dropout drops during training
   * @param bitErrors probability that a bit of the feedback is turned over on its way
   * @param products how exactly matrices are multiplied
   */
  public record Mode(boolean training, double progress, RandomStream stream, double bitErrors,
      MatmulPrecision products) {
    public static final Mode INFERENCE = inference(0, RandomStream.root(0));

    /** A trained network at work over feedback that is not reliable. */
    public static Mode inference(double bitErrors, RandomStream stream) {
      return new Mode(false, 1, stream, bitErrors, MatmulPrecision.HIGHEST);
    }

    /** With all digits. */
    public static Mode training(double progress, RandomStream stream) {
      return training(progress, stream, MatmulPrecision.HIGHEST);
    }

    public static Mode training(double progress, RandomStream stream, MatmulPrecision products) {
      return new Mode(true, progress, stream, 0, products);
    }
  }

  private final Shared shared;
  private final String scope;

  private Pass(Shared shared, String scope) {
    this.shared = shared;
    this.scope = scope;
  }

  /**
   * A pass that can be differentiated with respect to the parameters whose names {@code trainable} accepts.
   *
   * @param manager owner of every array of the pass; one per step
   */
  public static Pass of(NDManager manager, Parameters parameters, Predicate<String> trainable, Mode mode,
      Observer observer) {
    return new Pass(new Shared(manager, parameters, trainable, mode, observer, new HashMap<>(), new HashMap<>(),
        new LinkedHashMap<>(), new HashMap<>(), Map.of()), "");
  }

  /** The same pass in which weights of some scopes stand in for those of others: {@code T1/K3} for {@code T1/K5}. */
  public Pass withAliases(Map<String, String> aliases) {
    return new Pass(new Shared(shared.manager, shared.parameters, shared.trainable, shared.mode, shared.observer,
        shared.leaves, shared.constants, shared.statistics, shared.draws, aliases), scope);
  }

  /** A pass without gradients. */
  public static Pass inference(NDManager manager, Parameters parameters) {
    return of(manager, parameters, NOTHING, Mode.INFERENCE, UNOBSERVED);
  }

  /** This pass inside a scope of names. */
  public Pass in(String name) {
    return new Pass(shared, scope + shared.aliases.getOrDefault(name, name) + "/");
  }

  /** The prefix of this scope's names: two passes of one are the same. */
  public String scope() {
    return scope;
  }

  /** The leaf of the parameter {@code name} of this scope. */
  public NDArray weight(String name) {
    return shared.leaves.computeIfAbsent(scope + name, full -> {
      NDArray leaf = shared.parameters.get(full).stopGradient();
      leaf.attach(shared.manager);
      if (shared.trainable.test(full)) {
        leaf.setRequiresGradient(true);
      }
      return leaf;
    });
  }

  /** All leaves made so far, by full name. */
  public Map<String, NDArray> leaves() {
    return shared.leaves;
  }

  /** Puts aside what this step measured of a running statistic of this scope. */
  void statistic(String name, NDArray value) {
    shared.statistics.put(scope + name, value);
  }

  /** What this pass measured of running statistics, by the parameter's full name; empty outside training. */
  public Map<String, NDArray> statistics() {
    return shared.statistics;
  }

  /** Shows a value to the observer and returns it. */
  public NDArray record(String name, NDArray value) {
    shared.observer.observe(scope + name, value);
    return value;
  }

  /** An array of one value in the pass's precision, made once per pass. */
  public NDArray filled(double value, long... shape) {
    return shared.constants.computeIfAbsent(value + Arrays.toString(shape),
        key -> shared.manager.full(new Shape(shape), (float) value, precision()));
  }

  /** A scalar in the pass's precision; a Java number would change the precision of the result. */
  public NDArray scalar(double value) {
    return shared.constants.computeIfAbsent("" + value, key -> precision() == DataType.FLOAT32
        ? shared.manager.full(new Shape(), (float) value) : shared.manager.create(value));
  }

  /**
   * Ones at random places and zeros elsewhere, in the pass's precision. Drawn here and not by the engine, whose one
   * generator would give threads their numbers in the order they come.
   *
   * @param share expected share of ones, 0..1
   */
  public NDArray mask(String name, double share, Shape shape) {
    SplittableRandom random = random(name);
    float[] mask = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < share ? 1 : 0;
    }
    return shared.manager.create(mask, shape).toType(precision(), false);
  }

  /** Standard normal numbers in the pass's precision, drawn as those of {@link #mask}. */
  public NDArray gaussian(String name, Shape shape) {
    SplittableRandom random = random(name);
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return shared.manager.create(values, shape).toType(precision(), false);
  }

  /** By the name alone the first time, so that it does not matter what else is drawn; then other numbers each time. */
  private SplittableRandom random(String name) {
    int before = shared.draws.merge(scope + name, 1, Integer::sum) - 1;
    RandomStream own = shared.mode.stream().of(scope + name);
    return (before == 0 ? own : own.of(before)).random();
  }

  public NDManager manager() {
    return shared.manager;
  }

  /** {@link Parameters#isAccelerated}. */
  boolean isAccelerated() {
    return shared.parameters.isAccelerated();
  }

  /** Whether products of x (rows, in) with weights are those of bfloat16 numbers; few rows are not worth it. */
  boolean isCoarse(NDArray x) {
    return shared.mode.products.isCoarse(shared.parameters) && x.getShape().get(0) >= FEWEST_COARSE_ROWS;
  }

  public Mode mode() {
    return shared.mode;
  }

  public DataType precision() {
    return shared.parameters.precision();
  }
}
