package io.tcp4j.cli.packetdrill;

import io.tcp4j.testkit.packetdrill.run.RunOptions.Family;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Which addresses scripts get that do not say it themselves: a script runs once with each.
///
/// @param families in the order of the runs
record FamilyChoice(List<Family> families) {
  private static final String ALL = "all";

  /// Reads one from the command line.
  static final class Converter implements ITypeConverter<FamilyChoice> {
    /// @throws TypeConversionException where there is no such choice
    @Override
    public FamilyChoice convert(String text) {
      if (text.equals(ALL)) {
        return new FamilyChoice(List.of(Family.values()));
      }
      return Family.named(text)
          .map(family -> new FamilyChoice(List.of(family)))
          .orElseThrow(
              () -> new TypeConversionException("'%s' is none of %s".formatted(text, names())));
    }

    private static String names() {
      return Arrays.stream(Family.values()).map(Family::toString).collect(Collectors.joining(", "))
          + " and "
          + ALL;
    }
  }
}
