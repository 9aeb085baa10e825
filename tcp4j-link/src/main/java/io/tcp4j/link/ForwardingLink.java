package io.tcp4j.link;

import java.util.Objects;

/// A decorator that changes nothing: the base of those that do.
///
/// Opening and closing it opens and closes the link that it decorates.
public abstract class ForwardingLink implements Link {
  private final Link inner;

  /// Makes a decorator.
  ///
  /// @param inner the link to decorate, not open yet
  protected ForwardingLink(Link inner) {
    this.inner = Objects.requireNonNull(inner, "inner");
  }

  /// Returns the decorated link.
  protected final Link inner() {
    return inner;
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public int mtu() {
    return inner.mtu();
  }

  @Override
  public LinkCapabilities capabilities() {
    return inner.capabilities();
  }

  @Override
  public void open(PacketReceiver receiver) {
    inner.open(receiver);
  }

  @Override
  public boolean transmit(Packet packet) {
    return inner.transmit(packet);
  }

  @Override
  public void flush() {
    inner.flush();
  }

  @Override
  public long dropped(LinkDrop reason) {
    return inner.dropped(reason);
  }

  @Override
  public void close() {
    inner.close();
  }

  @Override
  public String toString() {
    return inner.toString();
  }
}
