package io.tcp4j.link.capture;

import io.tcp4j.link.Direction;
import io.tcp4j.link.Packet;
import org.jspecify.annotations.Nullable;

/// Says something about each packet of a capture.
@FunctionalInterface
public interface PacketCommenter {
  /// Says nothing.
  PacketCommenter SILENT = (direction, packet) -> null;

  /// Returns the comment on one packet, or null. The two directions may be called at the same time
  /// by two threads.
  ///
  /// @param direction which way it goes
  /// @param packet borrowed for the duration of the call, and not to be changed
  @Nullable String comment(Direction direction, Packet packet);
}
