package io.tcp4j.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/// One run of the command inside the test: its exit status and what it wrote.
public record Run(int status, String out, String err) {
  /// Runs `tcp4j` with these arguments.
  public static Run tcp4j(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Main.commandLine(new PrintWriter(out), new PrintWriter(err)).execute(args);
    return new Run(status, lines(out), lines(err));
  }

  private static String lines(StringWriter written) {
    return written.toString().replace(System.lineSeparator(), "\n");
  }
}
