package io.tcp4j.testkit.network;

import io.tcp4j.link.impair.RuleCounts;

/// Something that is wrong with a [SimulatedNetwork] until the guard is closed:
/// ```java
/// try (Fault cut = network.partition(client, server)) {
///   …
///   cut.assertExercised();
/// }
/// ```
public interface Fault extends AutoCloseable {
  /// Returns what it is, and where, as in `partition client-server`.
  String name();

  /// Returns what it has done so far, in packets.
  RuleCounts counts();

  /// Whether anybody has noticed it so far. A test whose fault nobody noticed has tested nothing.
  default boolean exercised() {
    return counts().touched() > 0;
  }

  /// Fails unless it has been noticed.
  ///
  /// @throws AssertionError if it has not
  default void assertExercised() {
    if (!exercised()) {
      throw new AssertionError(name() + " was not exercised: " + counts());
    }
  }

  /// Ends it. Does nothing the second time.
  @Override
  void close();
}
