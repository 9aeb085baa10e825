package io.tcp4j.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A probability from 0 (never) to 1 (always).
public final class Probability implements ITypeConverter<Double> {
  /// For picocli.
  public Probability() {}

  /// @throws TypeConversionException where the text is no number, or one outside 0 to 1
  @Override
  public Double convert(String text) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a number from 0 to 1");
    }
    if (!(value >= 0 && value <= 1)) {
      throw new TypeConversionException("'" + text + "' is not between 0 and 1");
    }
    return value;
  }
}
