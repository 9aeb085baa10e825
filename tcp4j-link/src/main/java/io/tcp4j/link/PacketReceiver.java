package io.tcp4j.link;

/// Takes the packets that arrive on a [Link].
///
/// A link calls its receiver from one thread at a time (which may change from call to call, with
/// everything that happened before visible), and never from inside [Link#transmit].
@FunctionalInterface
public interface PacketReceiver {
  /// Takes one packet.
  ///
  /// @param packet borrowed for the duration of the call, view and bytes; the receiver may change
  ///     both as it likes within the packet's bounds, and copies what it wants to keep
  void receive(Packet packet);

  /// Says that nothing more is waiting on the link just now, or that the link pauses after a
  /// bounded number of packets: the moment to do what was put off while packets were coming in,
  /// such as to acknowledge. A link calls it after the last packet of each run, on the same thread.
  default void batchEnd() {}
}
