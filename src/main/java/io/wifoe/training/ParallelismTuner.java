package io.wifoe.training;

/**
 * How many threads work on the next step: all of them, or one where one is faster. Where others keep every core busy, a
 * system that shares its cores among programs gives two threads no more time than one, and the wait for the slower of
 * the two is lost. So now and then a few steps are run both ways, in turns, and the faster way is kept; the longer it
 * has been the faster one, the later it is asked again. The gradient has the same bits either way.
 */
final class ParallelismTuner {
  /** In the first steps Java compiles, and their times say little. */
  private static final int FIRST_TRIAL = 20;
  /** A trial runs four steps the slower way: at most 8 % of the time of a gap where that takes twice as long... */
  private static final int SHORTEST_GAP = 50;
  /** ...and 1 % of this one, after which a neighbour that came or went is noticed. */
  private static final int LONGEST_GAP = 400;
  /** Each way in turns, so that a neighbour's short burst meets both. */
  private static final int STEPS_EACH_WAY = 4;

  private final int all;
  private boolean one;
  private int gap = SHORTEST_GAP;
  private int toTrial = FIRST_TRIAL;
  private int tried;
  private final long[] times = new long[2]; // of the trial's steps: the usual way, the other way

  ParallelismTuner(int all) {
    this.all = all;
  }

  /** Threads for the next step. */
  int threads() {
    boolean otherWay = toTrial == 0 && tried % 2 == 1;
    return one != otherWay ? 1 : all;
  }

  /** How long that step took, in any unit. */
  void took(long time) {
    if (all == 1) {
      return;
    }
    if (toTrial > 0) {
      toTrial--;
      return;
    }
    times[tried % 2] += time;
    tried++;
    if (tried == 2 * STEPS_EACH_WAY) {
      boolean change = times[1] < times[0];
      one ^= change;
      gap = change ? SHORTEST_GAP : Math.min(2 * gap, LONGEST_GAP);
      toTrial = gap;
      tried = 0;
      times[0] = 0;
      times[1] = 0;
    }
  }
}
