package io.tcp4j.cli.host;

import io.tcp4j.stack.log.LogEntry;
import java.io.PrintWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// `-v` or `-q`, and `--events`.
public final class LogOptions {
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

  @Option(
      names = "--events",
      description =
          "Tell of each transition, retransmission, reset and dropped segment, and why; and of how"
              + " connections ended with how many bytes lost.")
  private boolean events;

  /// For picocli.
  public LogOptions() {}

  /// Who is told of what connections do; null where nobody is to be.
  public @Nullable Consumer<LogEntry> events(Log log) {
    return events ? log::event : null;
  }

  /// The log that was asked for.
  ///
  /// @param err where its lines go
  public Log log(PrintWriter err) {
    Log.Level level =
        choice.quiet ? Log.Level.QUIET : choice.verbose ? Log.Level.VERBOSE : Log.Level.NORMAL;
    return new Log(err, level);
  }
}
