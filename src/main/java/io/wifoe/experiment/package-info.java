/**
 * The paper's experiments: the only package that knows its tables and figures. {@link Comparison} is the one
 * measurement, for notebooks and the command line alike, and {@link SumRateRow} what it gives; {@link Schemes} are
 * those of section IV-C, made ready for a task as a {@link TrainedScheme} with its {@link SchemeCost}, and
 * {@link Comparison#train} makes a {@link SchemeRow} of each. {@link ReferenceRates} are figures of others to stand
 * beside ours, and {@link FewPathBenchmark} a published set-up without any open number.
 */
package io.wifoe.experiment;
