package io.wifoe.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Adds up what executors did, job by job of one description. Spark calls it from a thread of its own. */
final class StageLog extends SparkListener {
  private static final String DESCRIPTION = "spark.job.description";

  private static final class Sum {
    private int stages;
    private int parts;
    private int lost;
    private double seconds;
    private long bytes;
  }

  private final Map<String, Sum> sums = new LinkedHashMap<>();
  private final Map<Integer, String> descriptions = new LinkedHashMap<>();

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
    descriptions.put(event.stageInfo().stageId(), event.properties().getProperty(DESCRIPTION, "stages"));
  }

  @Override
  public synchronized void onStageCompleted(SparkListenerStageCompleted event) {
    Sum sum = of(event.stageInfo().stageId());
    sum.stages++;
    sum.parts += event.stageInfo().numTasks();
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    Sum sum = of(event.stageId());
    if (!event.taskInfo().successful()) {
      sum.lost++;
    } else if (event.taskMetrics() != null) {
      sum.seconds += event.taskMetrics().executorRunTime() / 1e3;
      sum.bytes += event.taskMetrics().resultSize();
    }
  }

  private Sum of(int stage) {
    return sums.computeIfAbsent(descriptions.getOrDefault(stage, "stages"), key -> new Sum());
  }

  /** A line for each description: stages, parts, time of executors and what came back from them. */
  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    sums.forEach((description, sum) -> lines.add(String.format(Locale.ROOT,
        "Spark, %s: stages %d, parts %d, executors at work %.1f s, %.1f MB came back%s", description, sum.stages,
        sum.parts, sum.seconds, sum.bytes / 1e6, sum.lost == 0 ? "" : ", done again " + sum.lost)));
    return lines;
  }
}
