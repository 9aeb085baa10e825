package io.tcp4j.cli.option;

import java.math.BigDecimal;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A time in seconds, with decimals if need be: from a millisecond to a day.
public final class Seconds implements ITypeConverter<Duration> {
  private static final BigDecimal SHORTEST = new BigDecimal("0.001");
  private static final BigDecimal LONGEST = new BigDecimal(86_400);

  /// For picocli.
  public Seconds() {}

  /// @throws TypeConversionException where the text is no number, or one out of range
  @Override
  public Duration convert(String text) {
    if (!text.matches("[0-9]{1,9}([.][0-9]{1,9})?")) {
      throw new TypeConversionException("'" + text + "' is not a number of seconds");
    }
    BigDecimal seconds = new BigDecimal(text);
    if (seconds.compareTo(SHORTEST) < 0 || seconds.compareTo(LONGEST) > 0) {
      throw new TypeConversionException("'" + text + "' is not between 0.001 and 86400 seconds");
    }
    return Duration.ofNanos(seconds.movePointRight(9).longValueExact());
  }
}
