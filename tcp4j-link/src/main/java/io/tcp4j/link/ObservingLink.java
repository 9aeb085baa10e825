package io.tcp4j.link;

import java.util.Objects;

/// A decorator that sees every packet and changes none: the base of those that trace, capture or
/// count.
public abstract class ObservingLink extends ForwardingLink {
  /// Makes a decorator.
  ///
  /// @param inner the link to decorate, not open yet
  protected ObservingLink(Link inner) {
    super(inner);
  }

  /// Sees one packet: an outbound one before the link gets it (which may still drop it), an inbound
  /// one before the receiver does. The two directions may come at the same time from two threads.
  ///
  /// @param direction which way it goes
  /// @param packet borrowed for the duration of the call, and not to be changed
  protected abstract void observe(Direction direction, Packet packet);

  @Override
  public final void open(PacketReceiver receiver) {
    Objects.requireNonNull(receiver, "receiver");
    super.open(
        new PacketReceiver() {
          @Override
          public void receive(Packet packet) {
            observe(Direction.INBOUND, packet);
            receiver.receive(packet);
          }

          @Override
          public void batchEnd() {
            receiver.batchEnd();
          }
        });
  }

  @Override
  public final boolean transmit(Packet packet) {
    observe(Direction.OUTBOUND, packet);
    return super.transmit(packet);
  }
}
