package io.tcp4j.cli.demo;

import io.tcp4j.cli.demo.scenario.Scenario;
import io.tcp4j.cli.demo.scenario.Scenarios;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// A scenario that the user has asked for by its name.
final class ScenarioName {
  private ScenarioName() {}

  /// The scenario of this name.
  ///
  /// @throws ParameterException where there is none
  static Scenario find(CommandLine command, String name) {
    return Scenarios.named(name).orElseThrow(() -> new ParameterException(command, unknown(name)));
  }

  private static String unknown(String name) {
    return Scenarios.near(name)
        .map(near -> "no scenario '" + name + "'; did you mean " + near + "?")
        .orElse("no scenario '" + name + "'; tcp4j demo --list names them");
  }
}
