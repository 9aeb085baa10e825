package io.tcp4j.cli;

import io.tcp4j.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// One run of the command inside the test: its exit status and what it wrote.
public record Run(int status, String out, String err) {
  /// Runs `tcp4j` with these arguments; its output goes to a program that reads UTF-8.
  public static Run tcp4j(String... args) {
    return on(StandardCharsets.UTF_8, Map.of(), args);
  }

  /// Runs `tcp4j` with these arguments in this environment.
  public static Run on(Charset charset, Map<String, String> environment, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = new Terminal(charset, () -> false, environment);
    int status =
        Main.commandLine(new PrintWriter(out), new PrintWriter(err), terminal).execute(args);
    return new Run(status, lines(out), lines(err));
  }

  private static String lines(StringWriter written) {
    return written.toString().replace(System.lineSeparator(), "\n");
  }
}
