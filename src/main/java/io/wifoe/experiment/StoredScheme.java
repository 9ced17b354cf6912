package io.wifoe.experiment;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.wifoe.InvalidFileException;
import io.wifoe.Json;
import io.wifoe.model.AnyArray;
import io.wifoe.model.Cep;
import io.wifoe.model.Dsc;
import io.wifoe.model.DscConfig;
import io.wifoe.model.ModelFile;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.Safetensors;
import io.wifoe.model.WiFoE;
import io.wifoe.model.WiFoEConfig;
import io.wifoe.task.Configuration;
import io.wifoe.training.RunConfig;
import io.wifoe.training.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * A trained network of any scheme, as a run directory or a model's file keeps it.
 *
 * @param network with the weights that were kept; close it to free its memory
 * @param configurations that it serves; none of a network for any array, which serves all
 */
public record StoredScheme(PrecodingNetwork network, List<Configuration> configurations) implements AutoCloseable {
  /**
   * Opens a run directory of any scheme, a run of the few-path benchmark, or a file of a WiFo-E model or of one for any
   * array.
   *
   * @throws IOException if there is none, it is damaged, or its network cannot precode
   */
  public static StoredScheme open(Path path) throws IOException {
    if (FewPathBenchmark.hasResult(path)) {
      return new StoredScheme(FewPathBenchmark.load(path),
          FewPathBenchmark.result(path).benchmark().task().configurations());
    }
    if (Files.isDirectory(path)) {
      RunConfig config = StoredRun.read(path).config();
      if (config.network().equals("DSC") || config.network().equals("CEP")) {
        return open(path, config);
      }
      if (config.network().equals("CEP estimation")) {
        throw new InvalidFileException(path, "is a run of CEP's estimators alone, whose base station has learned "
            + "nothing yet; name the run that trained its precoding");
      }
    }
    if (StoredRun.isForAnyArray(path)) {
      return new StoredScheme(StoredRun.anyArray(path), List.of());
    }
    WiFoE model = StoredRun.model(path);
    return new StoredScheme(model, List.copyOf(model.configurations()));
  }

  /** Whether it serves every array and has to be told which. */
  public boolean isForAnyArray() {
    return network instanceof AnyArray;
  }

  private static StoredScheme open(Path run, RunConfig config) throws IOException {
    List<Configuration> configurations = config.tasks().stream().map(part -> part.task().configurations())
        .flatMap(Collection::stream).toList();
    try (Safetensors file = Safetensors.open(StoredRun.modelFile(run))) {
      DataType precision = file.entries().values().iterator().next().type();
      PrecodingNetwork network = untrained(run, config, precision);
      try {
        network.addHeads(configurations);
        ModelFile.restore(file, network);
        return new StoredScheme(network, configurations);
      } catch (IOException | RuntimeException e) {
        network.close();
        throw e;
      }
    }
  }

  private static PrecodingNetwork untrained(Path run, RunConfig config, DataType precision) throws IOException {
    try {
      return config.network().equals("DSC")
          ? new Dsc(Json.read(config.model(), DscConfig.class), config.modelSeed(), precision)
          : new Cep(Json.read(config.model(), WiFoEConfig.class), config.modelSeed(), precision).precoding();
    } catch (JsonProcessingException | NullPointerException e) {
      throw new InvalidFileException(run, "does not say the sizes of its " + config.network() + " network", e);
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
