package io.tcp4j.testkit.network;

import java.time.Duration;
import java.util.Objects;

/// What a [Nat] is like: a value.
///
/// @param idle how long a binding of an open connection may be unused before it is forgotten; RFC
///     5382 §5 (REQ-5) asks for 2 hours and 4 minutes at least, and many home routers have minutes
/// @param transitory the same for a connection that is not open yet, or is being closed; RFC 5382
///     asks for 4 minutes
/// @param answersUnknown whether a segment from outside that belongs to no binding gets a RST; else
///     it is dropped without a word
public record NatConfig(Duration idle, Duration transitory, boolean answersUnknown) {
  /// As RFC 5382 has it, and silent.
  public static final NatConfig DEFAULT =
      new NatConfig(Duration.ofMinutes(124), Duration.ofMinutes(4), false);

  /// Checks the durations.
  ///
  /// @throws IllegalArgumentException if one is not above nothing
  public NatConfig {
    checkPositive("idle", idle);
    checkPositive("transitory", transitory);
  }

  private static void checkPositive(String name, Duration value) {
    Objects.requireNonNull(value, name);
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + "=" + value + " is not above PT0S");
    }
  }

  /// Returns the same with another time for open connections.
  ///
  /// @param time how long a binding may be unused
  public NatConfig withIdle(Duration time) {
    return new NatConfig(time, transitory, answersUnknown);
  }

  /// Returns the same, with an answer to what is unknown or without.
  ///
  /// @param answers whether it gets a RST
  public NatConfig withAnswersUnknown(boolean answers) {
    return new NatConfig(idle, transitory, answers);
  }
}
