package io.tcp4j.link;

/// A way for IP packets to leave and to arrive: a device, a cable in memory, or a decorator around
/// another link. There is no link-layer header.
///
/// **Threads.** [#transmit] and [#flush] are called by one thread at a time; the caller sees to
/// that and to visibility between such threads. The receiver is called by one thread at a time too,
/// at any moment between [#open] and the end of the delivery that is under way when [#close]
/// returns. Both may happen at the same time. [#open] is called once, before anything is
/// transmitted. All other methods may be called by any thread at any time.
///
/// **Never synchronous.** A link does not call its receiver, nor the receiver of the other end,
/// from inside [#transmit] or [#flush]; else A → B → A would re-enter A while it holds its locks,
/// or never end.
public interface Link extends AutoCloseable {
  /// Returns the name of the link, as people and capture files see it.
  String name();

  /// Returns the length of the longest packet that crosses the link uncut, in bytes with the IP
  /// header. Does not change.
  int mtu();

  /// Returns what work the link takes off its user. Does not change once the link is open.
  LinkCapabilities capabilities();

  /// Starts delivery of arriving packets. Packets that arrived before are lost.
  ///
  /// @param receiver whom to hand them to
  /// @throws IllegalStateException if the link is open or closed already
  void open(PacketReceiver receiver);

  /// Sends one packet, or takes it into the link's own memory to be sent at the latest by the next
  /// [#flush].
  ///
  /// @param packet borrowed for the duration of the call. The link may complete its checksum in
  ///     place; it changes nothing else in it
  /// @return false if the link itself dropped the packet, which it counts under a [LinkDrop]; true
  ///     does not mean that it arrives
  boolean transmit(Packet packet);

  /// Sends what [#transmit] may have held back.
  void flush();

  /// Returns how many packets [#transmit] has dropped for the given reason.
  ///
  /// @param reason why
  default long dropped(LinkDrop reason) {
    return 0;
  }

  /// Stops delivery and frees what the link holds. From then on [#transmit] returns false. A
  /// delivery that is under way may still finish. Does nothing on a closed link.
  @Override
  void close();
}
