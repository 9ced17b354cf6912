package io.wifoe.channel;

import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.task.AntennaArray;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A uniform linear array with half-wavelength spacing and a few discrete paths, as in Sohrabi, Attiah and Yu, "Deep
 * learning for distributed channel feedback and multiuser precoding in FDD massive MIMO" (IEEE Trans. Wireless
 * Commun., 2021): {@code h = 1/sqrt(Lp) sum_l alpha_l a(theta_l)} with {@code alpha_l ~ CN(0, 1)},
 * {@code a(theta)_m = exp(j pi m sin theta)} and theta uniform. Nothing is normalised, so E|h|^2 = Nt.
 *
 * @param antennas antennas Nt
 * @param paths paths Lp
 * @param spreadDegrees the angles are uniform in plus or minus this many degrees
 */
public record FewPath(int antennas, int paths, double spreadDegrees) implements ChannelModel {
  public FewPath {
    Check.that(antennas >= 1 && antennas <= AntennaArray.MOST_ANTENNAS, "%d antennas: Nt is 1 to %d", antennas,
        AntennaArray.MOST_ANTENNAS);
    Check.that(paths >= 1, "%d paths carry no signal; paths start at 1", paths);
    Check.that(spreadDegrees >= 0 && spreadDegrees <= 180, "an angle spread of %s degrees is outside 0..180",
        spreadDegrees);
  }

  public static FewPath of(int antennas, int paths, double spreadDegrees) {
    return new FewPath(antennas, paths, spreadDegrees);
  }

  @Override
  public void draw(RandomStream stream, long user, float[] out, int offset) {
    SplittableRandom random = stream.of("few-path").of(user).random();
    double[] h = new double[2 * antennas];
    for (int l = 0; l < paths; l++) {
      double theta = Math.toRadians(spreadDegrees) * (2 * random.nextDouble() - 1);
      double re = random.nextGaussian() / Math.sqrt(2.0 * paths);
      double im = random.nextGaussian() / Math.sqrt(2.0 * paths);
      double phase = Math.PI * Math.sin(theta);
      double stepRe = Math.cos(phase);
      double stepIm = Math.sin(phase);
      for (int m = 0; m < antennas; m++) {
        h[m] += re;
        h[antennas + m] += im;
        double next = re * stepRe - im * stepIm;
        im = re * stepIm + im * stepRe;
        re = next;
      }
    }
    for (int i = 0; i < h.length; i++) {
      out[offset + i] = (float) h[i];
    }
  }

  @Override
  public boolean hasPathGain() {
    return false;
  }

  @Override
  public String describe() {
    return String.format(Locale.ROOT, "few-path ULA: %d antennas, %d paths within +-%s degrees", antennas, paths,
        spreadDegrees);
  }
}
