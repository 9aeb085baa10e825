package io.tcp4j.testkit.packetdrill.call;

import org.jspecify.annotations.Nullable;

/// A call on its way.
@FunctionalInterface
public interface Progress {
  /// Goes on as far as it can.
  ///
  /// @return what the call returns, or null while it waits
  @Nullable Reply attempt();
}
