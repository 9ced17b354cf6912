/**
 * Algorithms 1 and 2. {@link Trainer} is the way in: {@link TrainingTask}s, {@link TrainingSettings} and a
 * {@link io.wifoe.model.PrecodingNetwork} become a {@link Training} with its {@link LearningCurve}.
 *
 * <p>One step is {@link TrainingStep}: samples, the weighted measure of Eq. (16), its gradient; {@link Shards} runs its
 * parts on threads, {@link ShardsElsewhere} in other processes, {@link Optimizer} moves the weights, and
 * {@link TrainingLoop} repeats that. Nothing is random but by seeds of steps and samples, so that a step has the same
 * bits on any number of threads and processes and after any interruption.
 *
 * <p>A run that is kept is a {@link RunDirectory}: {@link RunConfig} says which run it is, {@link Checkpoint}s hold
 * where it stands, {@link StoredRun} reads it.
 */
package io.wifoe.training;
