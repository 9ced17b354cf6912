package io.wifoe.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.wifoe.Check;
import io.wifoe.RandomStream;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The learnable arrays of a network by name, in the order in which they were declared. A forward pass never sees these
 * arrays themselves but leaves made for one step (see {@link Pass}), so that native memory stays flat. All live on one
 * device, and so does whatever is computed from them.
 *
 * <p>A parameter is fresh, it has learned nothing, from {@link #initialize} until a step moves it or other values are
 * put in its place; what a training {@linkplain #start begins} with in place of first values leaves it fresh.
 */
public final class Parameters implements AutoCloseable {
  /** Weight of the latest step in running statistics. */
  private static final float RUNNING_RATE = 0.01f;

  private final OwnedMemory memory;
  private final DataType precision;
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();
  private final Map<String, Integer> matrices = new HashMap<>();
  private final Set<String> fresh = new HashSet<>();
  private long version;

  /** Keeps parameters while a manager is open that holds this. */
  private record Hold(Parameters parameters) implements AutoCloseable {
    @Override
    public void close() {
      // the manager lets go of it
    }
  }

  /**
   * An empty set of 32- or 64-bit parameters on the processor. {@link #close} frees their native memory at once, the
   * garbage collector does when nobody can reach them any more.
   */
  public Parameters(DataType precision) {
    Check.that(precision == DataType.FLOAT32 || precision == DataType.FLOAT64,
        "parameters are FLOAT32 or FLOAT64, not %s", precision);
    this.memory = new OwnedMemory(this, NativeEngine.manager());
    this.precision = precision;
  }

  /** Adds parameters with their first values; each value depends on the stream and the parameter's name alone. */
  public void initialize(Collection<ParameterSpec> specs, RandomStream stream) {
    for (ParameterSpec spec : specs) {
      matrices.put(spec.name(), spec.matrices());
      set(spec.name(), spec.shape(), values(spec, stream.of(spec.name()).random()));
      fresh.add(spec.name());
    }
  }

  /** Adds or replaces one parameter. */
  public void put(ParameterSpec spec, double[] values) {
    Check.that(values.length == spec.size(), "parameter %s %s needs %d values, not %d",
        spec.name(), spec.shape(), spec.size(), values.length);
    matrices.put(spec.name(), spec.matrices());
    set(spec.name(), spec.shape(), values);
    fresh.remove(spec.name());
  }

  /** Replaces the values that a parameter begins with. */
  public void start(String name, double[] values) {
    Shape shape = get(name).getShape();
    Check.that(values.length == shape.size(), "parameter %s %s needs %d values, not %d", name, shape, shape.size(),
        values.length);
    set(name, shape, values);
  }

  private void set(String name, Shape shape, double[] values) {
    // what is created from Java's numbers lives no longer than the array that it was created as, nor does a view of it
    try (NDManager scratch = memory.manager().newSubManager()) {
      NDArray array = scratch.create(values).reshape(shape).toType(precision, false).duplicate();
      array.attach(memory.manager());
      replace(name, array);
    }
  }

  /** Where these parameters live. */
  public Device device() {
    return memory.manager().getDevice();
  }

  /**
   * Brings all parameters to another device; those that are there already stay as they are.
   *
   * @throws IllegalArgumentException if it is a GPU that the engine does not see
   */
  public void moveTo(Device device) {
    if (device.equals(device())) {
      return;
    }
    NDManager there = NativeEngine.manager(NativeEngine.usable(device));
    arrays.replaceAll((name, array) -> {
      NDArray copy = array.toDevice(device, true);
      copy.attach(there);
      return copy;
    });
    memory.replace(there);
    version++;
  }

  /**
   * A manager of arrays beside these parameters, on their device; whoever asks for it closes it soon, since until then
   * the parameters live.
   */
  public NDManager newManager() {
    NDManager manager = NativeEngine.manager(device());
    manager.attachInternal("parameters", new Hold(this));
    return manager;
  }

  /**
   * Whether steps are made for a GPU: in large pieces, without a look at values in between, on samples that are drawn
   * ahead. The system property {@code wifoe.device-code} asks for the same on the processor, for tests.
   */
  public boolean isAccelerated() {
    return device().isGpu() || Boolean.getBoolean("wifoe.device-code");
  }

  /** Adds or replaces one parameter by a copy of an array of this precision, which may be on another device. */
  public void put(String name, NDArray values) {
    Check.that(values.getDataType() == precision, "parameter %s is %s and not %s", name, values.getDataType(),
        precision);
    // in the order of its rows, which fused optimizers take for granted, also where it is a turned view
    try (NDArray flat = values.flatten(); NDArray rows = flat.reshape(values.getShape())) {
      NDArray array = rows.getDevice().equals(device()) ? rows.duplicate() : rows.toDevice(device(), true);
      array.attach(memory.manager());
      if (fresh.contains(name) && !arrays.get(name).contentEquals(array)) {
        fresh.remove(name);
      }
      replace(name, array);
    }
  }

  /** Gives a parameter the values of another; it has learned what that one has. */
  public void copy(String to, String from) {
    put(to, get(from));
    if (fresh.contains(from)) {
      fresh.add(to);
    } else {
      fresh.remove(to);
    }
  }

  /** Adds or replaces all parameters of another set by copies, which optimizers treat as those; the same are fresh. */
  public void putAll(Parameters others) {
    matrices.putAll(others.matrices);
    others.arrays.forEach(this::put);
    fresh.removeAll(others.arrays.keySet());
    fresh.addAll(others.fresh);
  }

  /** Names of the parameters that are fresh. */
  public Set<String> fresh() {
    return Set.copyOf(fresh);
  }

  /** Whether all parameters of a scope are fresh. */
  public boolean isFresh(String scope) {
    return arrays.keySet().stream().filter(name -> name.startsWith(scope + "/")).allMatch(fresh::contains);
  }

  /** To be called by whoever brings back values that these parameters, and no others, were fresh with. */
  public void setFresh(Set<String> names) {
    fresh.clear();
    fresh.addAll(names);
  }

  private void replace(String name, NDArray array) {
    NDArray previous = arrays.put(name, array);
    if (previous == null) {
      memory.claim(array);
    } else {
      previous.close();
    }
    version++;
  }

  public NDArray get(String name) {
    NDArray array = arrays.get(name);
    Check.that(array != null, "there is no parameter %s; there are %s", name, arrays.keySet());
    return array;
  }

  /** {@link ParameterSpec#matrices} of a parameter. */
  public int matrices(String name) {
    return matrices.getOrDefault(name, 0);
  }

  /** Moves parameters that are running statistics a little towards what a step measured. */
  public void approach(Map<String, NDArray> measured) {
    measured.forEach((name, value) -> {
      NDArray running = get(name);
      try (NDArray change = value.sub(running)) {
        running.addi(change.muli(RUNNING_RATE));
      }
    });
    changed(measured.keySet());
  }

  /** To be called by everybody who changes the values of arrays in place. */
  public void changed(Collection<String> names) {
    fresh.removeAll(names);
    version++;
  }

  /** Another number after every change: what was made from the arrays still fits while it stays. */
  public long version() {
    return version;
  }

  /** Names and arrays in the order of declaration. */
  public Map<String, NDArray> arrays() {
    return Collections.unmodifiableMap(arrays);
  }

  public DataType precision() {
    return precision;
  }

  /** The number of values in all parameters. */
  public long size() {
    return arrays.values().stream().mapToLong(NDArray::size).sum();
  }

  @Override
  public void close() {
    memory.close();
  }

  private static double[] values(ParameterSpec spec, SplittableRandom random) {
    double scale = spec.init().scale();
    double[] values = new double[Math.toIntExact(spec.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = switch (spec.init().distribution()) {
        case CONSTANT -> scale;
        case UNIFORM -> scale * (2 * random.nextDouble() - 1);
        case NORMAL -> scale * random.nextGaussian();
      };
    }
    return values;
  }
}
