package io.wifoe.model;

import ai.djl.Device;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.wifoe.Json;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.precoding.SumRate;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.TaskConfig;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/**
 * Parts of a task that begin as those of a known one, carried over to the task's array, beyond the paper. Users do not
 * see arrays, they see fields: where the beams of the pilots and of the last layer look the same from everywhere in the
 * sector, the user's network, G_in and the trunk do what they did. With fewer pilots the strongest combinations of the
 * known ones are sent, with fewer bits those are kept that G_in makes most of; pilots and bits beyond the known ones
 * begin as they are, and nobody listens to them at first.
 *
 * @param model has parts for both tasks
 * @param known task whose parts have learned
 * @param fields from vectors at its array to those at the other, {@link FarField#match}
 */
record CarriedParts(WiFoE model, TaskConfig known, DMatrixRMaj fields) {
  /** From a task that the model has learned to another that it has parts for. */
  static CarriedParts of(WiFoE model, TaskConfig known, TaskConfig task) {
    return new CarriedParts(model, known, FarField.match(known.array(), task.array()));
  }

  /** {@link PrecodingNetwork#startFromKnownTask}; all tasks that the model knows are tried on a copy of it. */
  static String startFromBest(WiFoE model, TaskConfig task, List<Configuration> added, ComplexMatrices users,
      LinkBudget link) {
    List<TaskConfig> knownTasks = knownTasks(model, added);
    if (knownTasks.isEmpty() || model.config().encoderLayers() == 0) {
      return null;
    }
    TaskConfig best = null;
    try (WiFoE trial = model.copy()) {
      trial.parameters().moveTo(Device.cpu()); // every machine chooses and begins alike
      double most = rate(trial, task, users, link);
      for (TaskConfig known : knownTasks) {
        of(trial, known, task).into(added.get(0), users);
        double rate = rate(trial, task, users, link);
        if (rate > most) {
          most = rate;
          best = known;
        }
      }
    }
    if (best == null) {
      return null;
    }
    CarriedParts parts = of(model, best, task);
    added.forEach(configuration -> parts.into(configuration, users));
    return best.name();
  }

  private static double rate(WiFoE model, TaskConfig task, ComplexMatrices users, LinkBudget link) {
    return SumRate.estimate(model.precoder(task, 1), link, users).mean();
  }

  /** Tasks of a model's trainings that it has parts for which are not new, the latest of each name. */
  private static List<TaskConfig> knownTasks(WiFoE model, List<Configuration> added) {
    Map<String, TaskConfig> known = new LinkedHashMap<>();
    for (TrainingRecord training : model.provenance()) {
      for (JsonNode node : training.run().path("tasks")) {
        TaskConfig task = task(node.path("task"));
        if (task != null && model.configurations().containsAll(task.configurations())
            && Collections.disjoint(task.configurations(), added)) {
          known.put(task.name(), task);
        }
      }
    }
    return List.copyOf(known.values());
  }

  private static TaskConfig task(JsonNode node) {
    try {
      return Json.read(node, TaskConfig.class);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return null; // a model may be older than today's tasks
    }
  }

  /** Replaces the parts of a configuration, from those of the known task for the nearest number of users. */
  void into(Configuration to, ComplexMatrices users) {
    Configuration from = model.configurations().stream().filter(c -> c.task().equals(known.name()))
        .min(Comparator.comparingInt(c -> Math.abs(c.users() - to.users()))).orElseThrow();
    new CarriedWeights(model, from, to, fields).put(users);
  }
}
