package io.tcp4j.cli.serve;

import io.tcp4j.cli.text.TextStyle;
import io.tcp4j.cli.text.Wrap;
import io.tcp4j.stack.log.LogEntry;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// What a running command tells its user, one line each, on standard error. Safe for any thread.
final class Log {
  /// How much is told.
  enum Level {
    /// Only what went wrong.
    QUIET,
    /// What is being done, too.
    NORMAL,
    /// Each connection, too.
    VERBOSE
  }

  /// What is said by others, events, has signs in it that not every standard error can show.
  private static final TextStyle STYLE =
      new TextStyle(
          !System.err.charset().equals(StandardCharsets.UTF_8), false, TextStyle.DEFAULT_COLUMNS);

  private final PrintWriter err;
  private final Level level;

  Log(PrintWriter err, Level level) {
    this.err = err;
    this.level = level;
  }

  boolean isVerbose() {
    return level == Level.VERBOSE;
  }

  void error(Exception failure) {
    error(String.valueOf(failure.getMessage()));
  }

  void error(String line) {
    err.println("tcp4j: " + line);
    err.flush();
  }

  /// Whoever asked for events gets them, at any level.
  void event(LogEntry event) {
    error(STYLE.spell(event.toString()).replace(Wrap.TOGETHER, ' '));
  }

  void info(String line) {
    if (level != Level.QUIET) {
      error(line);
    }
  }

  void detail(String line) {
    if (isVerbose()) {
      error(line);
    }
  }
}
