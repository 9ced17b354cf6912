package io.wifoe.task;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.wifoe.Check;

/**
 * A uniform planar array in the y-z plane with broadside along +x: {@code rows} elements upwards, {@code columns} to
 * the side. Antenna {@code n} stands in row {@code n % rows} and column {@code n / rows}. All elements have one
 * polarisation.
 *
 * @param rows vertical elements
 * @param columns horizontal elements
 * @param verticalSpacing distance of two rows in wavelengths
 * @param horizontalSpacing distance of two columns in wavelengths
 * @param element radiation pattern of one element
 */
public record AntennaArray(
    @JsonProperty(required = true) int rows,
    @JsonProperty(required = true) int columns,
    @JsonProperty(required = true) double verticalSpacing,
    @JsonProperty(required = true) double horizontalSpacing,
    @JsonProperty(required = true) Element element) {

  /** Radiation pattern of one antenna element. */
  public enum Element {
    /** 0 dBi in every direction. */
    ISOTROPIC,
    /** 65 degrees half-power beam width in both planes, 8 dBi, TR 38.901 Table 7.3-1. */
    SECTOR_65
  }

  /** More than any array has, and few enough for an index. */
  public static final int MOST_ANTENNAS = 1 << 20;

  public AntennaArray {
    Check.that(rows >= 1 && columns >= 1, "an array of %d x %d has no antenna; both numbers start at 1", rows, columns);
    Check.that((long) rows * columns <= MOST_ANTENNAS, "an array of %d x %d: there may be up to %d antennas", rows,
        columns, MOST_ANTENNAS);
    Check.that(verticalSpacing > 0 && horizontalSpacing > 0 && verticalSpacing + horizontalSpacing < 1e6,
        "antenna spacings %s and %s must be positive numbers of wavelengths", verticalSpacing, horizontalSpacing);
    Check.that(element != null, "an antenna array needs an element pattern, for example ISOTROPIC");
  }

  /** A uniform planar array with half-wavelength spacing and isotropic elements, as in the paper's Table I. */
  public static AntennaArray upa(int rows, int columns) {
    return new AntennaArray(rows, columns, 0.5, 0.5, Element.ISOTROPIC);
  }

  /** A horizontal uniform linear array with half-wavelength spacing and isotropic elements. */
  public static AntennaArray ula(int antennas) {
    return upa(1, antennas);
  }

  /** A vertical uniform linear array with half-wavelength spacing and isotropic elements. */
  public static AntennaArray verticalUla(int antennas) {
    return upa(antennas, 1);
  }

  /** The same array with other spacings, in wavelengths. */
  public AntennaArray withSpacing(double vertical, double horizontal) {
    return new AntennaArray(rows, columns, vertical, horizontal, element);
  }

  /** The same array with other elements. */
  public AntennaArray withElement(Element other) {
    return new AntennaArray(rows, columns, verticalSpacing, horizontalSpacing, other);
  }

  /** The number of antennas Nt. */
  @JsonIgnore
  public int antennas() {
    return rows * columns;
  }

  @Override
  public String toString() {
    return rows + "x" + columns + (rows == 1 || columns == 1 ? " ULA" : " UPA");
  }
}
