package io.wifoe.channel;

import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.task.AntennaArray;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * One line-of-sight path of constant amplitude and no fading: {@code h_n = exp(j 2 pi (z_n cos zenith + y_n sin zenith
 * sin azimuth))} with the element positions in wavelengths. Every user's direction is uniform in a window around
 * broadside; a window of zero gives every user the same vector. The element pattern is not applied.
 *
 * @param array the antennas
 * @param azimuthDegrees azimuth is uniform in plus or minus this many degrees
 * @param elevationDegrees elevation is uniform in plus or minus this many degrees
 */
public record ConstantLos(AntennaArray array, double azimuthDegrees, double elevationDegrees)
    implements ChannelModel {

  public ConstantLos {
    Check.that(array != null, "a constant line of sight needs an antenna array, for example upa(12, 8)");
    Check.that(azimuthDegrees >= 0 && azimuthDegrees <= 180, "an azimuth window of %s degrees is outside 0..180",
        azimuthDegrees);
    Check.that(elevationDegrees >= 0 && elevationDegrees <= 90, "an elevation window of %s degrees is outside 0..90",
        elevationDegrees);
  }

  public static ConstantLos of(AntennaArray array, double azimuthDegrees, double elevationDegrees) {
    return new ConstantLos(array, azimuthDegrees, elevationDegrees);
  }

  @Override
  public int antennas() {
    return array.antennas();
  }

  @Override
  public void draw(RandomStream stream, long user, float[] out, int offset) {
    SplittableRandom random = stream.of("constant-los").of(user).random();
    double azimuth = Math.toRadians(azimuthDegrees) * (2 * random.nextDouble() - 1);
    double elevation = Math.toRadians(elevationDegrees) * (2 * random.nextDouble() - 1);
    double rowStep = 2 * Math.PI * array.verticalSpacing() * Math.sin(elevation);
    double columnStep = 2 * Math.PI * array.horizontalSpacing() * Math.cos(elevation) * Math.sin(azimuth);
    for (int n = 0; n < array.antennas(); n++) {
      double phase = n % array.rows() * rowStep + n / array.rows() * columnStep;
      out[offset + n] = (float) Math.cos(phase);
      out[offset + array.antennas() + n] = (float) Math.sin(phase);
    }
  }

  @Override
  public boolean hasPathGain() {
    return false;
  }

  @Override
  public String describe() {
    return String.format(Locale.ROOT, "constant line of sight: %s, azimuth within +-%s, elevation within +-%s degrees",
        array, azimuthDegrees, elevationDegrees);
  }
}
