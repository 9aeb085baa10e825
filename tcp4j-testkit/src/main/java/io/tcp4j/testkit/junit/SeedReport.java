package io.tcp4j.testkit.junit;

import io.tcp4j.testkit.network.SimulatedNetwork;
import io.tcp4j.testkit.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The report of a run, which never gets in the way of what it tells of: where it cannot be made or
/// written, that is one more thing to be told.
@FunctionalInterface
interface SeedReport {
  /// Writes the files.
  ///
  /// @param directory where to
  /// @return their paths
  /// @throws IOException if that fails
  String write(Path directory) throws IOException;

  /// Returns the report of a run as it is now.
  ///
  /// @param network of the run
  static SeedReport of(SimulatedNetwork network) {
    try {
      RunReport report = RunReport.of(network);
      return directory ->
          report.write(directory).stream().map(file -> "\n  " + file).collect(Collectors.joining());
    } catch (RuntimeException | Error unreportable) {
      return directory -> {
        throw unreportable;
      };
    }
  }

  /// Writes the files, whatever happens.
  ///
  /// @param directory where to
  /// @param thrown what they tell of; gets what goes wrong here
  /// @return their paths, or why there are none
  default String write(Supplier<Path> directory, Throwable thrown) {
    try {
      return write(directory.get());
    } catch (IOException | RuntimeException | Error unwritable) {
      thrown.addSuppressed(unwritable);
      return "\n  not written: " + unwritable;
    }
  }
}
