package io.wifoe.cli;

import io.wifoe.Names;
import io.wifoe.nn.SignQuantizer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Quantizers by name, in lower case with hyphens. */
final class QuantizerConverter implements ITypeConverter<SignQuantizer> {
  @Override
  public SignQuantizer convert(String text) {
    try {
      return Names.value(SignQuantizer.class, "quantizer", text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
