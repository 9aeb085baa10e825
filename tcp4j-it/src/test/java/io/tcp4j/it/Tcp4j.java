package io.tcp4j.it;

import io.tcp4j.cli.Main;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Our own command, in a JVM of its own inside a namespace, as a user would start it.
final class Tcp4j {
  private static final Duration START = Duration.ofSeconds(20);

  private Tcp4j() {}

  /// Starts `tcp4j serve …` and waits until it is ready.
  static Program serve(Namespace namespace, String... arguments) {
    return start(namespace, "serve", arguments);
  }

  /// Starts `tcp4j SUBCOMMAND …`, one that says READY, and waits until it is.
  static Program start(Namespace namespace, String subcommand, String... arguments) {
    Program program = namespace.start(command(subcommand, arguments));
    program.awaitOutputLine("READY", START);
    return program;
  }

  /// The command line of `tcp4j SUBCOMMAND …`.
  static List<String> command(String subcommand, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                subcommand));
    command.addAll(List.of(arguments));
    return command;
  }
}
