package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.wifoe.nn.ParameterSpec;
import io.wifoe.nn.Pass;
import io.wifoe.nn.SteeredHeads;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.TaskConfig;

/**
 * The paper's network with the parts that an {@link AnyArray} has for one task, see {@link AnyArray#headsFor}.
 *
 * @param any that knows the task's array
 * @param snrDb that the base station is told
 */
record PlainHeads(AnyArray any, TaskConfig task, double snrDb) {
  /** With weights of its own; close it. */
  WiFoE network() {
    WiFoE plain = new WiFoE(any.config().network().withHeadsPerTask(true), any.seed(), any.parameters().precision());
    plain.parameters().moveTo(any.parameters().device());
    plain.addHeads(task.configurations());
    plain.setProvenance(any.provenance());
    try (NDManager manager = any.parameters().newManager()) {
      any.config().network().trunk().parameters().forEach(spec ->
          copy(plain, WiFoE.TRUNK + "/" + spec.name(), WiFoE.TRUNK + "/" + spec.name()));
      Pass own = Pass.inference(manager, any.parameters()).in(AnyArray.HEADS);
      Configuration c = task.configuration(task.minUsers());
      AnyArraySetting setting = new AnyArraySetting(task.array(), c.pilots(), c.bits(), 1, c.pilotColumnPower(1));
      SteeredHeads.Plain parts = any.plain(own, setting);
      putUser(plain, own, parts, c);
      putBaseStation(plain, own, parts, c);
    }
    return plain;
  }

  /** Pilots and encoder, of whose last layer the first B columns count. */
  private void putUser(WiFoE plain, Pass own, SteeredHeads.Plain parts, Configuration c) {
    NDList x = parts.pilots().split(2, 0);
    put(plain, "X_re", x.get(0));
    put(plain, "X_im", x.get(1));
    put(plain, "enc0.W", parts.encoderWeight().mul(own.scalar(Math.sqrt(c.antennas() / c.pilotColumnPower(1)))));
    put(plain, "enc0.b", parts.encoderBias().flatten());
    for (ParameterSpec spec : any.heads().encoder().parameters()) {
      if (!spec.name().startsWith("enc0.W") && !spec.name().equals("enc0.b") && !spec.name().startsWith("encout")) {
        copy(plain, task.name() + "/" + spec.name(), AnyArray.HEADS + "/" + spec.name());
      }
    }
    put(plain, "encout.W", columns(own.weight("encout.W"), c.bits()));
    put(plain, "encout.b", columns(own.weight("encout.b").reshape(1, -1), c.bits()).flatten());
  }

  /** G_in, of which the first B rows count, and G_out. */
  private void putBaseStation(WiFoE plain, Pass own, SteeredHeads.Plain parts, Configuration c) {
    put(plain, "in.W", columns(own.weight("in.W").transpose(), c.bits()).transpose());
    NDArray noise = own.manager().create(LinkBudget.snrDb(snrDb).noisePower()).reshape(1, 1)
        .toType(own.precision(), false);
    put(plain, "in.b", parts.inBias().add(any.heads().atSnr(own, noise)).flatten());
    boolean chooses = any.config().network().output().choices() > 0;
    put(plain, "out.W", chooses ? parts.outWeight().concat(own.weight("choices.W"), 1) : parts.outWeight());
    NDArray bias = parts.outBias().flatten();
    put(plain, "out.b", chooses ? bias.concat(own.weight("choices.b")) : bias);
  }

  private static NDArray columns(NDArray matrix, int first) {
    return first == matrix.getShape().get(1) ? matrix : matrix.split(new long[] {first}, 1).get(0);
  }

  private void put(WiFoE plain, String name, NDArray value) {
    plain.parameters().put(task.name() + "/" + name, value);
  }

  private void copy(WiFoE plain, String to, String from) {
    plain.parameters().put(to, any.parameters().get(from));
  }
}
