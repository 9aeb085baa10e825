package io.tcp4j.cli.terminal;

import java.io.Console;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/// Where standard output goes: to a person at a terminal or to a program, and in which letters.
///
/// @param charset the encoding of standard output
/// @param interactive whether a person looks at it; asked only when it matters
/// @param environment the process's environment
public record Terminal(
    Charset charset, BooleanSupplier interactive, Map<String, String> environment) {
  /// That of this process.
  public static Terminal ofProcess() {
    return new Terminal(System.out.charset(), Terminal::isInteractive, System.getenv());
  }

  @SuppressWarnings("SystemConsoleNull") // JDK 25 gives null again where there is no terminal
  private static boolean isInteractive() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /// Whether more than ASCII can be shown.
  public boolean utf8() {
    return charset.equals(StandardCharsets.UTF_8);
  }

  /// Whether colour is welcome: on a terminal that knows how, unless the user has set `NO_COLOR` to
  /// anything.
  public boolean colour() {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "dumb").equals("dumb")
        && interactive.getAsBoolean();
  }

  /// The width in characters that the user's shell has handed down in `COLUMNS`, if it has.
  public OptionalInt columns() {
    try {
      int columns = Integer.parseInt(environment.getOrDefault("COLUMNS", "").strip());
      return columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty(); // not ours to complain about
    }
  }
}
