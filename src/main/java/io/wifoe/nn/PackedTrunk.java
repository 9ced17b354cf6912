package io.wifoe.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.lang.ref.Reference;

/**
 * The trunk at work on a few tokens, with a copy of its weights in panels of some columns, each panel in one piece:
 * most of such a request is reading weights, and a processor fetches ahead only what lies in order. Packed at the
 * first request and after a change of the parameters. Safe for use by several threads while nobody changes those.
 */
public final class PackedTrunk implements AutoCloseable {
  private final Trunk trunk;
  private final Parameters parameters;
  private final String scope;
  private OwnedMemory memory; // of the panels; null before the first request
  private NDList panels = new NDList();
  private long version;

  /** Whether it can take the place of the joint pass for a network whose last layer gives precoders. */
  public boolean isPlain() {
    return trunk.decoder().layers() == 0;
  }

  /** The trunk whose parameters have this scope. */
  public PackedTrunk(Trunk trunk, Parameters parameters, String scope) {
    this.trunk = trunk;
    this.parameters = parameters;
    this.scope = scope;
  }

  /**
   * The base station side of Eq. (8) in one call: G_in (20), the trunk (29), G_out (30) and power (31). Every expert
   * works on every token; its weights are read for some of them anyway.
   *
   * @param q feedback of samples with K users each, (n K, B)
   * @param in W and b of G_in
   * @param out W and b of G_out
   * @param users K
   * @param power P
   * @return V (n, K, 2 Nt), each row [Re v | Im v]
   */
  public NDArray precode(NDArray q, NDList in, NDList out, int users, double power) {
    try {
      return NativeOperators.precode(q, in, panels(), out, users, trunk.block().experts().topK(), power);
    } finally {
      Reference.reachabilityFence(this); // whose panels are read until here
    }
  }

  private synchronized NDList panels() {
    if (panels.isEmpty() || version != parameters.version()) {
      close();
      memory = new OwnedMemory(this, NativeEngine.manager(parameters.device()));
      NDList weights = new NDList();
      trunk.parameters().forEach(spec -> weights.add(parameters.get(spec.in(scope).name())));
      panels = NativeOperators.pack(memory.manager(), weights, trunk.block().attention().heads());
      panels.forEach(memory::claim);
      version = parameters.version();
    }
    return panels;
  }

  @Override
  public synchronized void close() {
    if (memory != null) {
      memory.close();
    }
  }
}
