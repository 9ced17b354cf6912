/**
 * What is to be solved, in values alone: this package imports nothing of the library but its checks and seeds, and
 * draws and learns nothing. A new number that a task needs goes here; what is made from it goes elsewhere.
 *
 * <ul>
 *   <li>Table I: {@link io.wifoe.task.PaperTasks}, with the scenarios of T1..T3 in {@link io.wifoe.task.SourceDomain}
 *   <li>a task, from ratios to whole numbers: {@link io.wifoe.task.TaskConfig}, {@link io.wifoe.task.TaskBuilder},
 *       {@link io.wifoe.task.AntennaArray} and the {@link io.wifoe.task.SectorDirections} it looks into,
 *       {@link io.wifoe.task.Scenario}
 *   <li>Eq. (10), C = {L, Nt, K, B}: {@link io.wifoe.task.Configuration}
 *   <li>power limits (13d) of pilots, {@link io.wifoe.task.PilotPower}, and (13e) of precoders, and the SNR of section
 *       IV-C: {@link io.wifoe.task.LinkBudget}, {@link io.wifoe.task.SnrRange}
 *   <li>what the paper does not state: {@link io.wifoe.task.Assumptions} of {@link io.wifoe.task.Reading},
 *       {@link io.wifoe.task.Multipath}, {@link io.wifoe.task.Normalization}, {@link io.wifoe.task.PilotPower}
 * </ul>
 */
package io.wifoe.task;
