package io.wifoe.precoding;

import io.wifoe.channel.ComplexMatrices;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PaperTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What people do who have no tensor engine: channels drawn, stored in every format and read again, and precoded. */
final class WithoutEngine {
  private static final int USERS = 3;
  private static final int SAMPLES = 4;

  private WithoutEngine() {}

  /** Prints {@link #rates} of the directory named. */
  public static void main(String[] arguments) throws IOException {
    try {
      Class.forName("ai.djl.engine.Engine");
      System.out.println("there is an engine");
    } catch (ClassNotFoundException e) {
      System.out.print(rates(Path.of(arguments[0])));
    }
  }

  /** A line for each format and precoder, with the sum rate in bps/Hz to the last bit. */
  static String rates(Path directory) throws IOException {
    Files.createDirectories(directory);
    ChannelDataset drawn = ChannelDataset.generate(PaperTasks.T8).users(60).seed(7).write(directory.resolve("t8"));
    StringBuilder lines = new StringBuilder();
    for (String file : List.of("t8", "t8.npy", "t8.npz", "t8.mat", "t8.h5")) {
      Path path = directory.resolve(file);
      if (!Files.exists(path)) {
        drawn.export(path);
      }
      ComplexMatrices channels = ChannelDataset.open(path).split().training().batch(USERS, SAMPLES, 1);
      for (String name : Precoders.names()) {
        lines.append(file).append(' ').append(name).append(' ').append(SumRate.estimate(Precoders.named(name),
            LinkBudget.snrDb(10), channels).mean()).append('\n');
      }
    }
    return lines.toString();
  }
}
