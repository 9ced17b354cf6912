/**
 * How fast this machine is: {@link TrainingBenchmark} in samples a second, {@link ExpertBenchmark} what routing costs
 * beside the experts' work, {@link LatencyBenchmark} the time of one request; and what a training makes of that time,
 * {@link LearningBenchmark}. Times are of this machine and this moment; compare ratios that were measured in one run.
 */
package io.wifoe.bench;
