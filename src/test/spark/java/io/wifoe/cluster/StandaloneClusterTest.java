package io.wifoe.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.cli.Cluster;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.model.WiFoE;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Scenario;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.ChannelRecipe;
import io.wifoe.training.Scale;
import io.wifoe.training.Trainer;
import io.wifoe.training.TrainingTask;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master and two workers of Spark, each a process of its own, as people start them on their machines. */
class StandaloneClusterTest {
  private static final String CLASS_PATH = "spark.executor.extraClassPath";
  private static final TaskConfig TASK = TaskConfig.builder().name("a").array(AntennaArray.upa(4, 2)).pilotLength(3)
      .feedbackBits(4).users(2).channels(Scenario.UMI_LOS).build();

  @TempDir
  Path directory;

  private final List<Process> processes = new ArrayList<>();

  private void start(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
        System.getProperty("java.class.path"), "org.apache.spark.deploy." + name));
    command.addAll(Arrays.asList(arguments));
    processes.add(new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(directory.resolve(name + processes.size()).toFile()).start());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static float[] pilots(Cluster cluster) {
    try (WiFoE model = Scale.SMOKE.model().seed(3).build()) {
      Trainer<WiFoE> trainer = Trainer.pretrain(model).task(new TrainingTask(TASK,
          ChannelDataset.endless(TASK, 5), null, new ChannelRecipe(ChannelRecipe.OWN_CHANNELS, 5, 0, 0)))
          .scale(Scale.SMOKE).steps(3).batch(8).shards(2).progress(null);
      if (cluster != null) {
        trainer.on(cluster);
      }
      trainer.run();
      return model.parameters().get("a/K2/X_re").toFloatArray();
    }
  }

  @AfterEach
  void end() {
    System.clearProperty(CLASS_PATH);
    processes.forEach(Process::destroy);
  }

  @Test
  void trainsToTheBitsOfOneMachine() throws IOException, InterruptedException {
    int port = freePort();
    String master = "spark://127.0.0.1:" + port;
    start("master.Master", "--host", "127.0.0.1", "--port", "" + port, "--webui-port", "0");
    awaitPort(port);
    for (int i = 0; i < 2; i++) {
      start("worker.Worker", "--host", "127.0.0.1", "--webui-port", "0", "--cores", "1", "--memory", "1g", "--work-dir",
          directory.resolve("work" + i).toString(), master);
      awaitFolder(directory.resolve("work" + i));
    }
    System.setProperty(CLASS_PATH, System.getProperty("java.class.path"));
    float[] expected = pilots(null);
    try (Cluster cluster = new SparkCluster(master, null)) {
      assertArrayEquals(expected, pilots(cluster));
    }
    assertTrue(Files.isDirectory(directory.resolve("work0")) && Files.isDirectory(directory.resolve("work1")));
  }

  private static void awaitFolder(Path folder) throws InterruptedException {
    for (int tries = 0; tries < 300 && !Files.isDirectory(folder); tries++) {
      Thread.sleep(100);
    }
  }

  private static void awaitPort(int port) throws InterruptedException {
    for (int tries = 0; tries < 300; tries++) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException("nobody listens at port " + port);
  }
}
