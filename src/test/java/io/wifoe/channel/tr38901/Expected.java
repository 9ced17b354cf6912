package io.wifoe.channel.tr38901;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wifoe.task.Assumptions;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.Reading;
import io.wifoe.task.Scenario;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reference values of test resources, and small tasks to compare them with. */
final class Expected {
  private Expected() {}

  static JsonNode resource(String name) {
    try (InputStream in = Expected.class.getResourceAsStream("/io/wifoe/channel/" + name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double[] numbers(JsonNode array) {
    double[] out = new double[array.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = array.get(i).asDouble();
    }
    return out;
  }

  /** A task with a small array and channels of one scenario, by the letter and with every path. */
  static TaskConfig task(Scenario scenario, double carrierGHz) {
    return PaperTasks.T4.toBuilder().name("test").carrierGHz(carrierGHz).channels(scenario)
        .assumptions(Assumptions.STANDARD_FULL).build();
  }

  static Tr38901 model(Scenario scenario, double carrierGHz, Reading reading) {
    return Tr38901.builder(task(scenario, carrierGHz)).reading(reading).build();
  }

  /** The same with every user at one distance, m. */
  static Tr38901 at(double distance, Scenario scenario, double carrierGHz, Reading reading) {
    return Tr38901.builder(task(scenario, carrierGHz)).reading(reading)
        .cell(cell -> cell.withDistances(distance - 1e-3, distance + 1e-3)).build();
  }

  /** The name of a scenario's column in the tables, for example {@code UMa_NLOS}. */
  static String column(Scenario scenario) {
    return scenario.environment() + (scenario.isLos() ? "_LOS" : "_NLOS");
  }
}
