package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.text.Nearest;
import java.util.List;
import java.util.Optional;

/// All scenarios.
public final class Scenarios {
  /// All there are, in the order they are told of.
  public static final List<Scenario> ALL =
      List.of(
          new Handshake(),
          new Transfer(),
          new Close(),
          new ThreeWayClose(),
          new SimultaneousOpen(),
          new SimultaneousClose(),
          new HalfClose(),
          new Refused(),
          new HalfOpen(),
          new TimeWait(),
          new OldDuplicate(),
          new Paws(),
          new BlindReset(),
          new Flood(),
          new ResetUnread(),
          new Linger(),
          new Push(),
          new Urgent(),
          new ZeroWindow(),
          new KeepAlive(),
          new ExplicitCongestion(),
          new PathMtu());

  /// Those that show the life of a connection from its beginning to its end.
  public static final List<Scenario> TOUR = ALL.subList(0, 3);

  private Scenarios() {}

  /// The scenario of this name.
  public static Optional<Scenario> named(String name) {
    return ALL.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /// The name that was perhaps meant: the nearest one, if it is near.
  public static Optional<String> near(String name) {
    return Nearest.of(name, ALL.stream().map(Scenario::name).toList());
  }
}
