package io.wifoe.experiment;

import io.wifoe.RandomStream;
import io.wifoe.channel.ComplexMatrices;
import io.wifoe.dataset.ChannelCovariance;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.dataset.Progress;
import io.wifoe.model.AnyArray;
import io.wifoe.model.WiFoE;
import io.wifoe.precoding.BeamCodebook;
import io.wifoe.precoding.BeamPairCodebook;
import io.wifoe.precoding.EstimatedCsi;
import io.wifoe.precoding.LimitedFeedback;
import io.wifoe.precoding.Precoder;
import io.wifoe.precoding.Precoders;
import io.wifoe.precoding.Quantizer;
import io.wifoe.precoding.TrainedCodebook;
import io.wifoe.task.Multipath;
import io.wifoe.task.TaskConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * What feedback bits are worth: the share of WMMSE against bits per user and paths per channel for a model of any
 * array, for one of the paper's structure at its own bits, and for codebooks; and, by precoders with estimates that are
 * fed back without error, how much of the loss is due to pilots, how much to bits and how much to the network. Nothing
 * is trained but codebooks.
 *
 * <p>The steps of the loss, each measured on the same channels and pilot noise:
 * <pre>
 * WMMSE, channels known                       what the channels allow
 * WMMSE on LMMSE estimates                    less what pilots and their noise cost
 * WMMSE on words for those estimates          less what B bits cost the better of two codebooks: words trained
 *                                             for the place, B of at most 12, and pairs of beams
 * the model of B bits                         less what the network costs beside that codebook, or gains
 * </pre>
 */
public final class FeedbackBits {
  /** Full channel knowledge. */
  public static final String WMMSE = "WMMSE";
  /** Full channel knowledge without care for interference. */
  public static final String MRT = "MRT";
  /** Estimates fed back without error. */
  public static final String ESTIMATES = "LMMSE estimates";
  /** One model for any array. */
  public static final String ANY_ARRAY = "any array";
  /** A model of the paper's structure. */
  public static final String PAPER = "paper's structure";
  /** WMMSE on the nearest of a grid of beams, channels known to users. */
  public static final String DFT = "DFT";
  /** WMMSE on type I beams, channels known to users. */
  public static final String TYPE_ONE = "Type I";
  /** WMMSE on words trained for the place, channels known to users. */
  public static final String TRAINED = "trained words";
  /** WMMSE on the same words, named by users who have LMMSE estimates. */
  public static final String TRAINED_ON_ESTIMATES = "trained words, LMMSE";
  /** WMMSE on two directions and their ratio, channels known to users. */
  public static final String BEAM_PAIRS = "beam pairs";
  /** The same, named by users who have LMMSE estimates. */
  public static final String BEAM_PAIRS_ON_ESTIMATES = "beam pairs, LMMSE";
  /** Words for estimates: those trained for the place, up to 12 bits, and pairs of beams. */
  static final List<String> CODEBOOKS = List.of(TRAINED_ON_ESTIMATES, BEAM_PAIRS_ON_ESTIMATES);
  /** More bits are too many words to search and to train. */
  static final int MOST_TRAINED_BITS = 12;

  private FeedbackBits() {}

  /**
   * One line of the measurement.
   *
   * @param scheme one of the names above
   * @param bits feedback bits B of each user; null where feedback is not limited
   * @param rate on the channels of its {@code assumptions}
   */
  public record Row(String scheme, Integer bits, SumRateRow rate) {}

  private record Candidate(String scheme, Integer bits, Precoder precoder) {}

  /**
   * Measures.
   *
   * @param anyArray serves all bits
   * @param paper serves the task at the bits that it was trained with; null for none
   * @param progress is told of samples, those of all paths and numbers of users together
   */
  public static FeedbackBitsResult measure(FeedbackBitsSettings settings, AnyArray anyArray, WiFoE paper,
      Progress progress) {
    long start = System.nanoTime();
    List<Row> rows = new ArrayList<>();
    long each = (long) settings.samples() * settings.users().size();
    for (int i = 0; i < settings.multipaths().size(); i++) {
      long before = i * each;
      Multipath multipath = settings.multipaths().get(i);
      List<Candidate> candidates = candidates(settings, multipath, anyArray, paper);
      TaskConfig task = settings.task(multipath, settings.task().bits());
      List<SumRateRow> rates = Comparison.on(ChannelDataset.endless(task, settings.seed())).users(settings.users())
          .snrDb(settings.snrDb()).samples(settings.samples()).seed(settings.seed()).withShares()
          .schemes(candidates.stream().map(Candidate::precoder).toList())
          .progress((done, total) -> progress.report(before + done, each * settings.multipaths().size())).run();
      for (int row = 0; row < rates.size(); row++) {
        Candidate candidate = candidates.get(row % candidates.size());
        rows.add(new Row(candidate.scheme, candidate.bits, rates.get(row)));
      }
    }
    return new FeedbackBitsResult(settings, rows, (System.nanoTime() - start) / 1e9);
  }

  private static List<Candidate> candidates(FeedbackBitsSettings settings, Multipath multipath, AnyArray anyArray,
      WiFoE paper) {
    TaskConfig task = settings.task();
    int users = settings.users().get(0);
    ComplexMatrices training = ChannelDataset.endless(settings.task(multipath, task.bits()), settings.seed() + 1)
        .batch(users, (settings.trainingUsers() + users - 1) / users, RandomStream.root(settings.seed() + 1));
    EstimatedCsi estimates = new EstimatedCsi(ChannelCovariance.of(training), task.pilots(),
        task.assumptions().pilotPower(), Precoders.wmmse(), settings.seed());
    List<Candidate> candidates = new ArrayList<>(List.of(new Candidate(WMMSE, null, Precoders.wmmse()),
        new Candidate(MRT, null, Precoders.mrt()), new Candidate(ESTIMATES, null, estimates)));
    ComplexMatrices some = training.slice(0,
        Math.min(training.samples(), Math.max(1, BeamPairCodebook.USERS_TO_FIT / users)));
    for (int bits : settings.bits()) {
      candidates.add(new Candidate(ANY_ARRAY, bits,
          anyArray.precoder(settings.task(multipath, bits), settings.seed())));
      candidates.add(new Candidate(DFT, bits,
          words(BeamCodebook.dft(task.array(), Math.min(BeamCodebook.MAX_BITS, bits)))));
      Precoder pairs = words(BeamPairCodebook.fit(task.array(), bits, some));
      candidates.add(new Candidate(BEAM_PAIRS, bits, pairs));
      candidates.add(new Candidate(BEAM_PAIRS_ON_ESTIMATES, bits, estimates.with(pairs)));
      if (bits <= MOST_TRAINED_BITS && 1 << bits <= training.samples() * users) {
        Precoder words = words(TrainedCodebook.train(training, bits, settings.seed()));
        candidates.add(new Candidate(TRAINED, bits, words));
        candidates.add(new Candidate(TRAINED_ON_ESTIMATES, bits, estimates.with(words)));
      }
    }
    BeamCodebook typeOne = BeamCodebook.typeOne(task.array());
    candidates.add(new Candidate(TYPE_ONE, typeOne.bits(), words(typeOne)));
    if (paper != null) {
      candidates.add(new Candidate(PAPER, task.bits(), paper.precoder(task, settings.seed())));
    }
    return candidates;
  }

  private static Precoder words(Quantizer codebook) {
    return new LimitedFeedback(codebook, Precoders.wmmse());
  }
}
