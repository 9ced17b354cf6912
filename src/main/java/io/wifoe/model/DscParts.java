package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.wifoe.nn.Mlp;
import io.wifoe.nn.ParameterSpec;
import io.wifoe.nn.Pass;
import io.wifoe.nn.PilotMatrix;
import io.wifoe.nn.UserEncoder;
import io.wifoe.task.Configuration;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a {@link Dsc} network for one configuration. Users have either WiFo-E's encoder or MLPs.
 *
 * @param pilots X (Nt, L)
 * @param encoder 2 L to B, one for all users; null if they have MLPs
 * @param mlp 2 L to B; null if they have the encoder
 * @param encoders how many MLPs there are, K or 1
 * @param station K B to 2 Nt K
 */
record DscParts(PilotMatrix pilots, UserEncoder encoder, Mlp mlp, int encoders, Mlp station) {

  static DscParts of(Configuration c, DscConfig config) {
    boolean mlps = !config.userHidden().isEmpty();
    return new DscParts(
        new PilotMatrix(c.antennas(), c.pilots()),
        mlps ? null : new UserEncoder(2 * c.pilots(), config.encoderWidth(), config.encoderLayers(), c.bits(),
            config.hasPhaseInvariance()),
        mlps ? new Mlp(2 * c.pilots(), config.userHidden(), c.bits(), true) : null,
        config.ownEncoders() ? c.users() : 1,
        new Mlp(c.users() * c.bits(), config.stationHidden(), 2 * c.antennas() * c.users(), false));
  }

  List<ParameterSpec> parameters() {
    List<ParameterSpec> specs = new ArrayList<>(pilots.parameters());
    if (encoder != null) {
      specs.addAll(encoder.parameters());
    } else {
      for (int i = 0; i < encoders; i++) {
        String scope = "user" + i;
        mlp.parameters().forEach(spec -> specs.add(spec.in(scope)));
      }
    }
    station.parameters().forEach(spec -> specs.add(spec.in("bs")));
    return specs;
  }

  /** From y (n K, 2 L) to values before the sign, (n, K B). */
  NDArray encode(Pass pass, NDArray y, int samples, Configuration c) {
    if (encoders == 1) {
      NDArray o = encoder != null ? encoder.forward(pass, y) : mlp.forward(pass.in("user0"), y);
      return o.reshape(samples, (long) c.users() * c.bits());
    }
    NDList received = y.reshape(samples, (long) c.users() * 2 * c.pilots()).split(c.users(), 1);
    NDList values = new NDList();
    for (int i = 0; i < encoders; i++) {
      values.add(mlp.forward(pass.in("user" + i), received.get(i)));
    }
    return NDArrays.concat(values, 1);
  }

  long encoderMacs() {
    return encoder == null ? mlp.macs() : encoder.macs();
  }

  long encoderElementwise() {
    return 2 * (encoder == null ? mlp.inputs() + mlp.hidden().stream().mapToLong(w -> w).sum()
        : (long) encoder.layers() * encoder.width());
  }
}
