package io.wifoe.nn;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;

/** Settings of the tensor engine that must be made before it starts; what a user has set already stays. */
public final class NativeEngine {
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

  private static void set(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
