package io.tcp4j.cli.serve;

import java.io.PrintWriter;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// `-v` or `-q`.
final class LogOptions {
  @ArgGroup private Choice choice = new Choice();

  /// One of the two.
  static final class Choice {
    @Option(
        names = {"-v", "--verbose"},
        description = "Tell of each connection, and what was counted in the end.")
    private boolean verbose;

    @Option(
        names = {"-q", "--quiet"},
        description = "Tell only what went wrong.")
    private boolean quiet;
  }

  Log log(PrintWriter err) {
    Log.Level level =
        choice.quiet ? Log.Level.QUIET : choice.verbose ? Log.Level.VERBOSE : Log.Level.NORMAL;
    return new Log(err, level);
  }
}
