package io.tcp4j.cli.option;

import io.tcp4j.cli.terminal.Terminal;
import io.tcp4j.testkit.drawing.TextStyle;
import picocli.CommandLine.Option;

/// `--ascii`, for commands that draw.
public final class AsciiOption {
  @Option(
      names = "--ascii",
      description = "Keep to ASCII; where the output is not UTF-8, that is so anyway.")
  private boolean ascii;

  /// Not given, until the command line says so.
  public AsciiOption() {}

  /// How to write on a terminal.
  public TextStyle style(Terminal terminal) {
    return new TextStyle(
        ascii || !terminal.utf8(),
        terminal.colour(),
        terminal.columns().orElse(TextStyle.DEFAULT_COLUMNS));
  }
}
