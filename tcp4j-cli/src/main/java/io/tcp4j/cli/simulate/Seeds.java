package io.tcp4j.cli.simulate;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Seeds from one to another, both included: `1..1000`, or a single one, `42`.
///
/// @param first the first
/// @param last the last, not before the first
record Seeds(long first, long last) {
  private static final long MOST = 1_000_000_000_000_000_000L;

  /// How many they are.
  long count() {
    return last - first + 1;
  }

  @Override
  public String toString() {
    return first == last ? Long.toString(first) : first + ".." + last;
  }

  /// Reads them from the command line.
  static final class Converter implements ITypeConverter<Seeds> {
    /// For picocli.
    Converter() {}

    @Override
    public Seeds convert(String text) {
      String[] ends = text.split("\\.\\.", -1);
      try {
        long first = Long.parseLong(ends[0]);
        long last = ends.length == 1 ? first : Long.parseLong(ends[1]);
        if (ends.length <= 2 && first >= 0 && first <= last && last <= MOST) {
          return new Seeds(first, last);
        }
      } catch (NumberFormatException e) {
        // as any other text that is none
      }
      throw new TypeConversionException(
          "'" + text + "' is no seed, and no seeds as in 1..1000, from 0 to 10^18");
    }
  }
}
