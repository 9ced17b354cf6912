package io.wifoe.cli;

import java.io.PrintStream;
import picocli.CommandLine.Option;

/** {@code --on}: the machines that share a command's work. */
final class ClusterOption {
  @Option(names = "--on", paramLabel = "MASTER", description = "share the work on a cluster of Apache Spark: "
      + "local-cluster[2,1,2048] for two executors of one core and 2,048 MB on this machine, spark://HOST:PORT, yarn "
      + "or k8s://HOST:PORT (default: this process alone)")
  private String master;

  boolean isGiven() {
    return master != null;
  }

  Cluster open(PrintStream progress) {
    return Cluster.on(master.strip(), progress);
  }
}
