package io.wifoe.cli;

import io.wifoe.nn.SignQuantizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Quantizers by name, in lower case with hyphens. */
final class QuantizerConverter implements ITypeConverter<SignQuantizer> {
  @Override
  public SignQuantizer convert(String text) {
    return Arrays.stream(SignQuantizer.values()).filter(each -> name(each).equalsIgnoreCase(text)).findFirst()
        .orElseThrow(() -> new TypeConversionException("\"" + text + "\" is no quantizer; there are "
            + Arrays.stream(SignQuantizer.values()).map(QuantizerConverter::name).collect(Collectors.joining(", "))));
  }

  private static String name(SignQuantizer quantizer) {
    return quantizer.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
