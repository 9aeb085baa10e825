package io.tcp4j.cli.demo.world;

import io.tcp4j.link.ForwardingLink;
import io.tcp4j.link.Link;
import io.tcp4j.link.Packet;
import io.tcp4j.link.PacketReceiver;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.testkit.ladder.Reason;
import io.tcp4j.testkit.ladder.Side;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where a host meets its end of the cable, and where the tap listens. The cable stays in the port
/// when the host's stack goes and another comes; with no stack, what arrives is lost, and so is
/// what is for another host: there is none.
final class NetworkPort {
  private final Side side;
  private final IpAddress address;
  private final Link end;
  private final Wiretap tap;
  private final VirtualTime time;
  private @Nullable Plug plugged;
  private byte[] last = {};

  NetworkPort(Side side, IpAddress address, Link end, Wiretap tap, VirtualTime time) {
    this.side = side;
    this.address = address;
    this.end = end;
    this.tap = tap;
    this.time = time;
    end.open(
        new PacketReceiver() {
          @Override
          public void receive(Packet packet) {
            Plug plug = plugged;
            if (plug != null) {
              plug.receive(packet);
            }
          }

          @Override
          public void batchEnd() {
            Plug plug = plugged;
            if (plug != null) {
              plug.batchEnd();
            }
          }
        });
  }

  /// A link for a stack, in place of the one before.
  Link plugIn() {
    Plug plug = new Plug();
    plugged = plug;
    return plug;
  }

  /// Pulls the plug: from now on the stack sends and receives nothing.
  void unplug() {
    plugged = null;
  }

  /// The packet that the host put on the cable last.
  byte[] last() {
    return last.clone();
  }

  /// Puts a packet on the cable that the host has not sent.
  void forge(Packet packet, Reason reason) {
    tap.forged(side, packet, time.nanoTime(), reason);
    end.transmit(packet);
    end.flush();
  }

  private boolean isMine(Packet packet) {
    IpHeader ip = new IpHeader();
    return IpCodec.decode(packet.array, packet.offset, packet.length, ip) == null
        && ip.destination().equals(address);
  }

  private final class Plug extends ForwardingLink implements PacketReceiver {
    private @Nullable PacketReceiver receiver;

    Plug() {
      super(end);
    }

    @Override
    public void open(PacketReceiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public boolean transmit(Packet packet) {
      if (plugged != this) {
        return false;
      }
      last = Arrays.copyOfRange(packet.array, packet.offset, packet.offset + packet.length);
      tap.sent(side, packet, time.nanoTime());
      return super.transmit(packet);
    }

    @Override
    public void receive(Packet packet) {
      if (receiver != null && isMine(packet)) {
        tap.arrived(side, packet, time.nanoTime());
        receiver.receive(packet);
      }
    }

    @Override
    public void batchEnd() {
      if (receiver != null) {
        receiver.batchEnd();
      }
    }

    @Override
    public void close() {
      receiver = null;
    }
  }
}
