package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.SimWorld;

/// Something that TCP does, to be watched.
public interface Scenario {
  /// What it is called on the command line: small letters and hyphens.
  String name();

  /// One sentence that says what it shows.
  String summary();

  /// Lets it happen.
  ///
  /// @return one sentence that says what has happened, from what has really happened
  /// @throws io.tcp4j.cli.demo.world.InVainException where something that it needs never happens
  String play(SimWorld world);
}
