package io.wifoe.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A master and workers of Spark, each a process of its own, as people start them on their machines. */
final class StandaloneCluster implements AutoCloseable {
  private final Path directory;
  private final String classPath;
  private final String master;
  private final List<Process> processes = new ArrayList<>();

  /**
   * Waits for all of them.
   *
   * @param directory where they keep what they say, and workers what executors do
   * @param classPath with Spark on it
   */
  StandaloneCluster(Path directory, String classPath, int workers) throws IOException, InterruptedException {
    this.directory = directory;
    this.classPath = classPath;
    int port = freePort();
    this.master = "spark://127.0.0.1:" + port;
    start("master.Master", "--host", "127.0.0.1", "--port", "" + port, "--webui-port", "0");
    awaitPort(port);
    for (int i = 0; i < workers; i++) {
      start("worker.Worker", "--host", "127.0.0.1", "--webui-port", "0", "--cores", "1", "--memory", "1g", "--work-dir",
          work(i).toString(), master);
      awaitFolder(work(i));
    }
  }

  String master() {
    return master;
  }

  /** Where a worker's executors work. */
  Path work(int worker) {
    return directory.resolve("work" + worker);
  }

  private void start(String name, String... arguments) throws IOException {
    processes.add(java(classPath, "org.apache.spark.deploy." + name, arguments).redirectErrorStream(true)
        .redirectOutput(directory.resolve(name + processes.size()).toFile()).start());
  }

  /** A process of the Java that runs here. */
  static ProcessBuilder java(String classPath, String name, String... arguments) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx600m", "-cp", classPath, name));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
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

  @Override
  public void close() {
    processes.forEach(Process::destroy);
  }
}
