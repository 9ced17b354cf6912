package io.wifoe.notebook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Arrays;
import java.util.Locale;

/**
 * The numbers of one column below each other: as many decimals as give its largest number four significant digits.
 * Numbers below 1e-5, numbers from 1e9 on, and those that these decimals would show as zero, have an exponent.
 */
final class SignificantDigits extends NumberFormat {
  private static final long serialVersionUID = 1;
  private static final int DIGITS = 4;
  private static final double SMALL = 1e-5;
  private static final double LARGE = 1e9;
  private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);

  private final DecimalFormat plain;
  private final DecimalFormat exponent = new DecimalFormat("0." + "0".repeat(DIGITS - 1) + "E0", SYMBOLS);

  private SignificantDigits(int decimals) {
    plain = new DecimalFormat("#,##0" + (decimals == 0 ? "" : "." + "0".repeat(decimals)), SYMBOLS);
  }

  /** For a column of these numbers; NaN and infinite ones do not count. */
  static SignificantDigits of(double[] column) {
    double largest = Arrays.stream(column).map(Math::abs).filter(value -> value >= SMALL && value < LARGE).max()
        .orElse(1);
    // 9.9996 has its four digits as 10.00
    BigDecimal rounded = new BigDecimal(largest).round(new MathContext(DIGITS));
    return new SignificantDigits(Math.max(0, DIGITS - rounded.precision() + rounded.scale()));
  }

  @Override
  public StringBuffer format(double value, StringBuffer to, FieldPosition position) {
    double size = Math.abs(value);
    boolean hidden = size > 0 && (size < SMALL || size <= Math.pow(10, -plain.getMaximumFractionDigits()) / 2);
    return hidden || size >= LARGE && !Double.isInfinite(value) ? exponent.format(value, to, position)
        : plain.format(value == 0 ? 0.0 : value, to, position); // no -0
  }

  @Override
  public StringBuffer format(long value, StringBuffer to, FieldPosition position) {
    return format((double) value, to, position);
  }

  @Override
  public Number parse(String text, ParsePosition position) {
    return plain.parse(text, position);
  }
}
