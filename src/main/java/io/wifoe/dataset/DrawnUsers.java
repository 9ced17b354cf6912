package io.wifoe.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.wifoe.Check;
import io.wifoe.Json;
import io.wifoe.RandomStream;
import io.wifoe.channel.ChannelModel;
import io.wifoe.channel.tr38901.Tr38901;
import io.wifoe.task.TaskConfig;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Users to be drawn, part by part on any machine: a description that can be sent there, and what follows from it alone.
 * {@link ChannelGeneration#elsewhere} makes it.
 *
 * @param task JSON of the task whose TR 38.901 channels they have; null for a generator's
 * @param generator as {@link ChannelModels#parse} reads it; null for a task's
 * @param antennas Nt
 * @param number how many users
 * @param seed of the set
 */
public record DrawnUsers(String task, String generator, int antennas, long number, long seed) implements Serializable {
  /** Some eight megabytes. */
  private static final int NUMBERS_OF_A_PART = 1 << 21;

  public DrawnUsers {
    Check.that((task == null) != (generator == null), "users are of a task or of a generator");
  }

  public int usersOfAPart() {
    return Math.max(1, NUMBERS_OF_A_PART / (2 * antennas));
  }

  /** The numbers of all parts. */
  public List<Integer> parts() {
    return IntStream.range(0, Math.toIntExact((number + usersOfAPart() - 1) / usersOfAPart())).boxed().toList();
  }

  /** Draws a part: its users one after the other, each as 2 Nt numbers [Re h | Im h]. */
  public float[] part(int part) throws JsonProcessingException {
    ChannelModel model = task == null ? ChannelModels.parse(generator)
        : Tr38901.builder(Json.read(task, TaskConfig.class)).build();
    UserChannels all = new ModelChannels(model, RandomStream.root(seed), number);
    long first = (long) part * usersOfAPart();
    float[] h = new float[(int) Math.min(usersOfAPart(), number - first) * 2 * antennas];
    for (int at = 0; at < h.length; at += 2 * antennas) {
      all.read(first + at / (2 * antennas), h, at);
    }
    return h;
  }

  @Override
  public String toString() {
    return number + " users";
  }
}
