package io.wifoe.nn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.wifoe.Check;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tensor engine: settings that must be made before it starts, of which those that a user has made stay, and the
 * devices that its arrays can live on. The processor is the default, also where there is a GPU.
 */
public final class NativeEngine {
  private static final Pattern DEVICE = Pattern.compile("(cpu)|gpu(?::(\\d{1,3}))?");

  private NativeEngine() {}

  /**
   * Starts the engine on the first call.
   *
   * @throws IllegalStateException if PyTorch's libraries are not on the class path or do not load
   */
  public static void start() {
    set("ai.djl.offline", "true"); // natives come with the library; without this a missing one is looked for online
    set("OPT_OUT_TRACKING", "true");
    // shards of a step run on threads of our own: two OpenMP threads that wait for each other are slower than one
    set("ai.djl.pytorch.num_threads", "1");
    set("ai.djl.pytorch.num_interop_threads", "1");
    set("ai.djl.pytorch.graph_optimizer", "false");
    try {
      Engine.getInstance();
    } catch (EngineException e) {
      throw new IllegalStateException("PyTorch does not start: " + e.getMessage() + "; "
          + "ai.djl.pytorch:pytorch-native-cpu for this platform and ai.djl.pytorch:pytorch-jni must be on the class "
          + "path, and PYTORCH_VERSION and its kin not in the environment", e);
    }
    JniUtils.setNumThreads(Integer.getInteger("ai.djl.pytorch.num_threads")); // the engine may have started before
  }

  /** A manager of arrays that live on a device and belong to nobody else; closing it frees them. */
  public static NDManager manager(Device device) {
    start();
    return NDManager.newBaseManager(device);
  }

  /** The same on the processor. */
  public static NDManager manager() {
    return manager(Device.cpu());
  }

  /** Number of GPUs that this engine can use; those that it ships without natives for are none. */
  public static int gpus() {
    start();
    return Engine.getInstance().getGpuCount();
  }

  /**
   * A device by name: {@code cpu}, {@code gpu} for the first GPU, {@code gpu:1} for the second.
   *
   * @throws IllegalArgumentException if the name is another one, or this engine sees no such GPU
   */
  public static Device device(String name) {
    Matcher matcher = DEVICE.matcher(name.strip().toLowerCase(Locale.ROOT));
    Check.that(matcher.matches(), "\"%s\" is no device; there are cpu, gpu and gpu:1", name);
    return matcher.group(1) != null ? Device.cpu()
        : usable(Device.gpu(matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2))));
  }

  /**
   * The same device.
   *
   * @throws IllegalArgumentException if it is a GPU that this engine does not see
   */
  public static Device usable(Device device) {
    Check.that(!device.isGpu() || device.getDeviceId() < gpus(), "there is no GPU %d for PyTorch %s, which sees %d; "
        + "with a GPU at hand, PyTorch's CUDA libraries are missing or do not fit its driver", device.getDeviceId(),
        Engine.getInstance().getVersion(), gpus());
    return device;
  }

  /** What {@link #device} calls a device. */
  public static String name(Device device) {
    return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
  }

  private static void set(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
