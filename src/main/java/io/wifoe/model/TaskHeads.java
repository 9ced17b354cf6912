package io.wifoe.model;

import io.wifoe.nn.ParameterSpec;
import io.wifoe.nn.PilotMatrix;
import io.wifoe.nn.Projection;
import io.wifoe.nn.UserEncoder;
import io.wifoe.task.Configuration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parts of the network that exist once per configuration: pilots, user encoder F, G_in and G_out.
 *
 * @param pilots X (Nt, L)
 * @param encoder 2 L to B
 * @param in G_in, B to d
 * @param out G_out, d to 2 Nt and to what a structured precoder chooses
 */
public record TaskHeads(PilotMatrix pilots, UserEncoder encoder, Projection in, Projection out) {

  /** The parts for one configuration around a trunk of these sizes. */
  static TaskHeads of(Configuration c, WiFoEConfig sizes) {
    return new TaskHeads(
        new PilotMatrix(c.antennas(), c.pilots()),
        sizes.encoder(2 * c.pilots(), c.bits()),
        new Projection("in", c.bits(), sizes.width()),
        new Projection("out", sizes.width(), 2 * c.antennas() + sizes.output().choices()));
  }

  public List<ParameterSpec> parameters() {
    return Stream.of(pilots.parameters(), encoder.parameters(), in.parameters(), out.parameters())
        .flatMap(List::stream).toList();
  }
}
