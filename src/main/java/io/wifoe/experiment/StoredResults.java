package io.wifoe.experiment;

import io.wifoe.InvalidFileException;
import io.wifoe.Names;
import io.wifoe.training.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Results that are kept in {@code data/results/EXPERIMENT}, those of the paper in a folder for each scale. */
public final class StoredResults {
  private static final Path FOLDER = Path.of("data", "results");
  private static final String FEEDBACK_BITS = "any-array-bits";

  private StoredResults() {}

  /**
   * The result at the largest scale that is kept, of the {@code data} folder beside the working directory or above it.
   *
   * @throws IOException if none is kept
   */
  public static ExperimentResult largest(ExperimentKind experiment) throws IOException {
    return largest(folder(Names.of(experiment)));
  }

  /**
   * What is kept of {@link FeedbackBits}.
   *
   * @throws IOException if nothing is kept
   */
  public static FeedbackBitsResult feedbackBits() throws IOException {
    return FeedbackBitsResult.read(folder(FEEDBACK_BITS));
  }

  private static Path folder(String name) throws IOException {
    for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
      Path folder = above.resolve(FOLDER).resolve(name);
      if (Files.isDirectory(folder)) {
        return folder;
      }
    }
    throw new InvalidFileException(FOLDER.resolve(name), "is not there, neither beside the working directory "
        + Path.of("").toAbsolutePath() + " nor above it; run the experiment");
  }

  /**
   * The comparison of a notebook at the largest scale that is kept, for example {@code "your-channels"}.
   *
   * @throws IOException if none is kept
   */
  public static ComparisonResult comparison(String name) throws IOException {
    return ComparisonResult.read(largestFile(folder(name)));
  }

  /** The result at the largest scale of a folder that has one for each scale. */
  static ExperimentResult largest(Path folder) throws IOException {
    return ExperimentResult.read(largestFile(folder));
  }

  private static Path largestFile(Path folder) throws IOException {
    Scale[] scales = Scale.values();
    for (int i = scales.length - 1; i >= 0; i--) {
      Path file = folder.resolve(Names.of(scales[i])).resolve(ExperimentRun.RESULT);
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new InvalidFileException(folder, "keeps no result of any scale; run the experiment");
  }
}
