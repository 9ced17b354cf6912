package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.nn.Parameters;
import io.wifoe.nn.Pass;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.TaskConfig;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model whose trunk stays as it is while task-specific parts learn: Algorithm 2, and with a trunk that was never
 * trained the baseline "random init + fine-tune" of Fig. 4.
 *
 * @param model the model; closed with this one
 */
public record FrozenTrunk(WiFoE model) implements PrecodingNetwork {
  @Override
  public boolean isTrainable(String parameter) {
    return !parameter.startsWith(WiFoE.TRUNK + "/");
  }

  @Override
  public Set<Configuration> addHeads(Collection<Configuration> configurations) {
    return model.addHeads(configurations);
  }

  @Override
  public void startFrom(Configuration configuration, ComplexMatrices channels) {
    model.startFrom(configuration, channels);
  }

  @Override
  public String startFromKnownTask(TaskConfig task, List<Configuration> added, ComplexMatrices users,
      LinkBudget link) {
    return model.startFromKnownTask(task, added, users, link);
  }

  @Override
  public Record config() {
    return model.config();
  }

  @Override
  public long seed() {
    return model.seed();
  }

  @Override
  public Map<String, String> description() {
    return model.description();
  }

  @Override
  public List<TrainingRecord> provenance() {
    return model.provenance();
  }

  @Override
  public void setProvenance(List<TrainingRecord> trainings) {
    model.setProvenance(trainings);
  }

  @Override
  public List<NDArray> precoders(Pass pass, List<Transmission> transmissions) {
    return model.precoders(pass, transmissions);
  }

  @Override
  public NDArray measure(Pass pass, List<Transmission> transmissions, double[] weights) {
    return model.measure(pass, transmissions, weights);
  }

  @Override
  public Parameters parameters() {
    return model.parameters();
  }

  @Override
  public String name() {
    return model.name() + ", frozen trunk";
  }

  @Override
  public void close() {
    model.close();
  }
}
