package io.tcp4j.examples;

import io.tcp4j.link.Link;
import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.link.Packet;
import io.tcp4j.link.PacketReceiver;
import java.util.Arrays;
import java.util.function.Consumer;

/// A link of one's own: whole IP packets go out to a function, and whole IP packets are handed in.
/// That is all it takes to carry TCP over a tunnel, a datagram socket or a serial line.
public final class PacketPipe implements Link {
  private final String name;
  private final int mtu;
  private final Consumer<byte[]> out;
  private volatile PacketReceiver receiver = packet -> {};

  /// Makes a pipe that a stack can be attached to.
  ///
  /// @param name what people and captures call it
  /// @param mtu the longest packet that the tunnel carries, in bytes
  /// @param out takes each outgoing packet; must not call [#arrived] on the same thread
  public PacketPipe(String name, int mtu, Consumer<byte[]> out) {
    this.name = name;
    this.mtu = mtu;
    this.out = out;
  }

  /// A packet has come out of the tunnel. To be called by one thread at a time.
  public void arrived(byte[] packet) {
    PacketReceiver to = receiver;
    to.receive(new Packet().set(packet, 0, packet.length));
    to.batchEnd();
  }

  @Override
  public boolean transmit(Packet packet) {
    out.accept(Arrays.copyOfRange(packet.array, packet.offset, packet.offset + packet.length));
    return true;
  }

  @Override
  public void open(PacketReceiver receiver) {
    this.receiver = receiver;
  }

  @Override
  public void close() {
    receiver = packet -> {};
  }

  @Override
  public void flush() {}

  @Override
  public String name() {
    return name;
  }

  @Override
  public int mtu() {
    return mtu;
  }

  @Override
  public LinkCapabilities capabilities() {
    return LinkCapabilities.NONE;
  }
}
