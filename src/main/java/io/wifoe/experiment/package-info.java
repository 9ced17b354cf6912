/**
 * The paper's experiments: the only package that knows its tables and figures.
 *
 * <p>An experiment, such as {@link TableTwo}, is a list of {@link Cell}s and a way to draw. A cell is a description,
 * its {@link CellResult} a function of it ({@link CellWork}). An {@link ExperimentRun} does the cells of an
 * {@link ExperimentPlan}, in a {@link CellDirectory} together with other processes, and an {@link ExperimentResult} is
 * all that a {@link Grid} or a {@link Figure} is drawn from.
 *
 * <p>{@link Comparison} is the one measurement, for experiments, notebooks and the command line alike, and
 * {@link SumRateRow} what it gives, a {@link ComparisonResult} how it is shown and kept; {@link Schemes} are those of
 * section IV-C, made ready for a task as a {@link TrainedScheme} with its {@link SchemeCost}, and
 * {@link Comparison#train} makes a {@link SchemeRow} of each.
 * {@link ReferenceRates} are figures of others to stand beside ours, {@link FewPathBenchmark} is a published set-up
 * without any open number, and {@link FeedbackBits} asks what no paper does: what pilots, bits and networks cost each.
 */
package io.wifoe.experiment;
