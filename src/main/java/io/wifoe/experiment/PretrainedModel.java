package io.wifoe.experiment;

import io.wifoe.Check;
import io.wifoe.InvalidFileException;
import io.wifoe.Sha256;
import io.wifoe.model.AnyArray;
import io.wifoe.model.WiFoE;
import io.wifoe.training.StoredRun;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A model that a cell begins with: a file, and what it holds.
 *
 * @param file where it lies; not part of a cell's identity
 * @param sha256 of the whole file
 */
public record PretrainedModel(String file, String sha256) {
  public PretrainedModel {
    Check.that(file != null && sha256 != null, "a pretrained model is a file and its SHA-256");
  }

  /**
   * The model of a run directory or a file, or one that ships with the library.
   *
   * @throws IOException if there is none
   */
  public static PretrainedModel of(Path path) throws IOException {
    Path file = StoredRun.file(path);
    return new PretrainedModel(file.toAbsolutePath().toString(), Sha256.of(file));
  }

  /** The same without the place, which says nothing on other machines: the last two names of the path. */
  PretrainedModel withoutPlace() {
    Path path = Path.of(file);
    return new PretrainedModel(path.subpath(Math.max(0, path.getNameCount() - 2), path.getNameCount()).toString(),
        sha256);
  }

  /**
   * Reads it.
   *
   * @throws IOException if the file is not there, or is another one by now
   */
  public WiFoE load() throws IOException {
    return WiFoE.load(unchanged());
  }

  /** The same of a model for any array. */
  AnyArray loadAnyArray() throws IOException {
    return AnyArray.load(unchanged());
  }

  private Path unchanged() throws IOException {
    Path path = Path.of(file);
    if (!Sha256.of(path).equals(sha256)) {
      throw new InvalidFileException(path, "is not the model that the cells were made for any more; its SHA-256 was "
          + sha256);
    }
    return path;
  }
}
