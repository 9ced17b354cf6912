package io.wifoe.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.precoding.Precoder;
import io.wifoe.task.Assumptions;
import io.wifoe.task.Multipath;
import io.wifoe.task.Normalization;
import io.wifoe.task.PilotPower;
import io.wifoe.task.Reading;
import io.wifoe.task.TaskConfig;

/**
 * Those of the {@link Assumptions} that a figure rests on.
 *
 * @param reading of TR 38.901; null where the channels are from elsewhere
 * @param multipath paths that are kept of each channel; null where the channels are from elsewhere
 * @param normalization of the samples
 * @param pilotPower of a pilot column; null for schemes that send no pilots
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Conditions(Reading reading, Multipath multipath, Normalization normalization, PilotPower pilotPower) {
  /** Those of a precoder on channels. */
  static Conditions of(ChannelDataset channels, Precoder precoder) {
    TaskConfig task = channels.task();
    Assumptions drawn = task == null || task.channels().isEmpty() ? null : task.assumptions();
    return new Conditions(drawn == null ? null : drawn.reading(), drawn == null ? null : drawn.multipath(),
        channels.normalization(), precoder.pilotPower());
  }
}
