package io.wifoe.experiment;

import io.wifoe.AtomicFile;
import io.wifoe.Check;
import io.wifoe.Json;
import io.wifoe.Library;
import io.wifoe.experiment.FeedbackBits.Row;
import io.wifoe.task.Multipath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What {@link FeedbackBits} measured.
 *
 * @param library that measured it
 * @param settings what was measured
 * @param rows a line for each multipath, scheme, number of bits and number of users
 * @param seconds wall time
 */
public record FeedbackBitsResult(String library, FeedbackBitsSettings settings, List<Row> rows, double seconds) {
  public FeedbackBitsResult {
    rows = List.copyOf(rows);
  }

  FeedbackBitsResult(FeedbackBitsSettings settings, List<Row> rows, double seconds) {
    this(Library.NAME, settings, rows, seconds);
  }

  /**
   * The loss of one number of bits step by step, mean over K, bps/Hz.
   *
   * @param pilots of WMMSE by knowing LMMSE estimates in place of channels
   * @param bits further, by words of B bits of the better codebook in place of the estimates;
   *     pairs of beams use 12 bits for one path and 32 for two
   * @param network further, by the model of any array in place of that codebook; negative where it gains
   */
  public record Losses(double pilots, double bits, double network) {}

  /** Whether a directory keeps a result. */
  public static boolean isIn(Path directory) {
    return Files.isRegularFile(directory.resolve(ExperimentRun.RESULT));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if there is none or it is damaged; the message names the file
   */
  public static FeedbackBitsResult read(Path directory) throws IOException {
    Path file = directory.resolve(ExperimentRun.RESULT);
    return Json.read(file, FeedbackBitsResult.class, "result of this experiment");
  }

  /** Keeps it as {@code result.json}, and as {@code result.csv} with a measurement a line. */
  public void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    AtomicFile.write(directory.resolve(ExperimentRun.RESULT), Json.text(this) + "\n");
    AtomicFile.write(directory.resolve(ExperimentRun.TABLE), toCsv());
  }

  /** Every measurement on a line of its own. */
  public String toCsv() {
    StringBuilder csv = new StringBuilder("multipath,scheme,bits,users,snr_db,sum_rate,ci95,test_samples,"
        + "share_of_wmmse\n");
    for (Row row : rows) {
      SumRateRow rate = row.rate();
      csv.append(String.format(Locale.ROOT, "%s,\"%s\",%s,%d,%s,%.5f,%.5f,%d,%.5f%n", rate.assumptions().multipath(),
          row.scheme(), row.bits() == null ? "" : row.bits(), rate.users(), rate.snrDb(), rate.sumRate(), rate.ci95(),
          rate.samples(), rate.shareOfWmmse()));
    }
    return csv.toString();
  }

  /** The bits at which a scheme was measured, ascending. */
  public List<Integer> bits(String scheme) {
    return rows.stream().filter(row -> row.scheme().equals(scheme) && row.bits() != null).map(Row::bits).distinct()
        .sorted().toList();
  }

  /** The bits at which there are steps of the loss, ascending. */
  public List<Integer> bitsOfCodebooks() {
    return FeedbackBits.CODEBOOKS.stream().flatMap(scheme -> bits(scheme).stream()).distinct().sorted().toList();
  }

  /**
   * The sum rate of a scheme, mean over K, bps/Hz.
   *
   * @param bits B; null for a scheme whose feedback is not limited
   */
  public double sumRate(Multipath multipath, String scheme, Integer bits) {
    return of(multipath, scheme, bits).stream().mapToDouble(row -> row.rate().sumRate()).average().orElseThrow();
  }

  /** Half width of its 95 % confidence interval over samples. */
  public double ci95(Multipath multipath, String scheme, Integer bits) {
    List<Row> some = of(multipath, scheme, bits);
    return Math.sqrt(some.stream().mapToDouble(row -> row.rate().ci95() * row.rate().ci95()).sum()) / some.size();
  }

  /** The share of WMMSE's sum rate, both means over K. */
  public double share(Multipath multipath, String scheme, Integer bits) {
    return sumRate(multipath, scheme, bits) / sumRate(multipath, FeedbackBits.WMMSE, null);
  }

  /**
   * The steps of the loss at a number of bits.
   *
   * @throws IllegalArgumentException if no codebook was measured at so many
   */
  public Losses losses(Multipath multipath, int bits) {
    double known = sumRate(multipath, FeedbackBits.WMMSE, null);
    double estimated = sumRate(multipath, FeedbackBits.ESTIMATES, null);
    double named = FeedbackBits.CODEBOOKS.stream().filter(scheme -> bits(scheme).contains(bits))
        .mapToDouble(scheme -> sumRate(multipath, scheme, bits)).max().orElseThrow(() ->
            new IllegalArgumentException("no codebook was measured at %d bits".formatted(bits)));
    return new Losses(known - estimated, estimated - named,
        named - sumRate(multipath, FeedbackBits.ANY_ARRAY, bits));
  }

  private List<Row> of(Multipath multipath, String scheme, Integer bits) {
    List<Row> some = rows.stream().filter(row -> row.scheme().equals(scheme)
        && (bits == null ? row.bits() == null : bits.equals(row.bits()))
        && row.rate().assumptions().multipath().equals(multipath)).toList();
    Check.that(some.size() == settings.users().size(), "%s at %s bits under multipath %s was measured for %d numbers "
        + "of users and not for all of %s", scheme, bits, multipath, some.size(), settings.users());
    return some;
  }
}
