package io.wifoe.training;

import ai.djl.ndarray.NDArray;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.Transmission;
import io.wifoe.model.WiFoE;
import io.wifoe.nn.Parameters;
import io.wifoe.nn.Pass;
import io.wifoe.task.Configuration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A network of somebody else's, which does what ours does and no more than it must. */
interface OthersNetwork extends PrecodingNetwork {
  WiFoE model();

  @Override
  default Set<Configuration> addHeads(Collection<Configuration> configurations) {
    return model().addHeads(configurations);
  }

  @Override
  default Parameters parameters() {
    return model().parameters();
  }

  @Override
  default String name() {
    return "others";
  }

  @Override
  default List<NDArray> precoders(Pass pass, List<Transmission> transmissions) {
    return model().precoders(pass, transmissions);
  }

  @Override
  default void close() {
    model().close();
  }
}
