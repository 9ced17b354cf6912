package io.wifoe.cli;

import java.io.PrintStream;
import picocli.CommandLine.Option;

/** {@code --on}: the machines that share a command's work; where it is left out, those that spark-submit was told. */
final class ClusterOption {
  /** The system property in which {@code spark-submit} hands on its {@code --master}. */
  static final String SUBMITTED = "spark.master";

  @Option(names = "--on", paramLabel = "MASTER", description = "share the work on a cluster of Apache Spark: "
      + "local-cluster[2,1,2048] for two executors of one core and 2,048 MB on this machine, spark://HOST:PORT, yarn "
      + "or k8s://HOST:PORT (default: the master of spark-submit where that runs the command, otherwise this process "
      + "alone)")
  private String master;

  /** Null for this process alone. */
  private String master() {
    return master != null ? master : System.getProperty(SUBMITTED);
  }

  boolean isGiven() {
    return master() != null;
  }

  Cluster open(PrintStream progress) {
    return Cluster.on(master().strip(), progress);
  }
}
