package io.tcp4j.link;

/// Sees every packet that crosses a [TracingLink].
@FunctionalInterface
public interface PacketTracer {
  /// Sees one packet: an outbound one before it is handed to the link (which may still drop it), an
  /// inbound one before it is handed to the receiver. The two directions may be called at the same
  /// time by two threads.
  ///
  /// @param direction which way it goes
  /// @param packet borrowed for the duration of the call, and not to be changed
  /// @param now instant by [Scheduler#nanoTime]
  void packet(Direction direction, Packet packet, long now);
}
