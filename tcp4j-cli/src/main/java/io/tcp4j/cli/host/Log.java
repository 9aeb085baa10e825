package io.tcp4j.cli.host;

import io.tcp4j.stack.log.LogEntry;
import io.tcp4j.testkit.drawing.TextStyle;
import io.tcp4j.testkit.drawing.Wrap;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// What a running command tells its user, one line each, on standard error. Safe for any thread.
public final class Log {
  /// How much is told.
  public enum Level {
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

  /// Makes one.
  ///
  /// @param err where the lines go
  /// @param level how many of them
  public Log(PrintWriter err, Level level) {
    this.err = err;
    this.level = level;
  }

  /// Whether details are told; for callers whose lines cost something to make.
  public boolean isVerbose() {
    return level == Level.VERBOSE;
  }

  /// Tells what went wrong.
  public void error(Exception failure) {
    error(String.valueOf(failure.getMessage()));
  }

  /// Tells what went wrong.
  public void error(String line) {
    err.println("tcp4j: " + line);
    err.flush();
  }

  /// Whoever asked for events gets them, at any level.
  public void event(LogEntry event) {
    error(STYLE.spell(event.toString()).replace(Wrap.TOGETHER, ' '));
  }

  /// Tells what is being done.
  public void info(String line) {
    if (level != Level.QUIET) {
      error(line);
    }
  }

  /// Tells of one connection.
  public void detail(String line) {
    if (isVerbose()) {
      error(line);
    }
  }
}
