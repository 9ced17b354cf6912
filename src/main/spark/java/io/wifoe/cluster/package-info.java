/**
 * The library's work on many machines, by Apache Spark: the cells of an experiment and the users of a data set. The
 * only package that knows Spark; compiled with {@code mvn -Pspark} alone, and met through {@link io.wifoe.cli.Cluster}.
 */
package io.wifoe.cluster;
