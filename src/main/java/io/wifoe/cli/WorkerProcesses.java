package io.wifoe.cli;

import io.wifoe.experiment.Hardware;
import io.wifoe.nn.NativeEngine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Processes that join an experiment. What they say goes to {@code worker-N.log} in its directory; where one fails, the
 * others do its cells.
 */
record WorkerProcesses(List<Process> processes) implements AutoCloseable {
  /**
   * Starts some.
   *
   * @param only names of cells, null for all of the experiment's
   */
  static WorkerProcesses start(int number, Path experiment, Hardware hardware, List<String> only) throws IOException {
    WorkerProcesses started = new WorkerProcesses(new ArrayList<>());
    for (int i = 0; i < number; i++) {
      List<String> command = new ArrayList<>();
      command.add(ProcessHandle.current().info().command().orElse("java"));
      command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), WifoeCommand.class.getName(), "experiment",
          "join", experiment.toString(), "--threads", Integer.toString(Math.max(1, hardware.threads())),
          "--device", NativeEngine.name(hardware.device())));
      if (only != null) {
        command.addAll(List.of("--only", String.join(",", only)));
      }
      started.processes.add(new ProcessBuilder(command).redirectErrorStream(true)
          .redirectOutput(experiment.resolve("worker-" + (i + 2) + ".log").toFile()).start());
    }
    return started;
  }

  /** Ends those that are still at work, which have nothing left to do unless this process is ended early. */
  @Override
  public void close() {
    processes.forEach(Process::destroy);
  }
}
