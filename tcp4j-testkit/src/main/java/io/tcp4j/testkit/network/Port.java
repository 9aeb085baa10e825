package io.tcp4j.testkit.network;

import io.tcp4j.link.Link;
import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.link.LinkDrop;
import io.tcp4j.link.LinkDropCounts;
import io.tcp4j.link.Packet;
import io.tcp4j.link.PacketReceiver;
import io.tcp4j.link.impair.Path;
import io.tcp4j.wire.IpPrefix;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where a node meets its end of a cable. The cable stays in the port when the node's stack goes
/// and another comes; without a stack, what arrives is lost.
final class Port {
  private final Node node;
  private final Cable cable;
  private final List<IpPrefix> addresses;
  private @Nullable Path outbound;
  private @Nullable Port peer;
  private volatile @Nullable Plug plugged;
  private volatile long lost;

  Port(Node node, Cable cable, List<IpPrefix> addresses) {
    this.node = node;
    this.cable = cable;
    this.addresses = addresses;
  }

  void join(Path path, Port other) {
    outbound = path;
    peer = other;
  }

  Node node() {
    return node;
  }

  Cable cable() {
    return cable;
  }

  List<IpPrefix> addresses() {
    return addresses;
  }

  /// The way of what the node sends here.
  Path outbound() {
    return Objects.requireNonNull(outbound);
  }

  /// How many packets were lost because there was no stack.
  long lost() {
    return lost;
  }

  /// The other end of the cable.
  Port peer() {
    return Objects.requireNonNull(peer);
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

  /// What the cable brings.
  Path.Exit exit() {
    return new Path.Exit() {
      @Override
      @SuppressWarnings("NonAtomicVolatileUpdate") // by the scheduler's thread only
      public boolean pass(Packet packet) {
        PacketReceiver receiver = receiver();
        if (receiver == null) {
          lost++;
          cable.trace().dropped(packet, node.absence());
          return false;
        }
        cable.trace().arrived(packet);
        receiver.receive(packet);
        return true;
      }

      @Override
      public void made(Packet packet, String label) {
        packet.tag = cable.trace().made(peer(), packet, label);
      }

      @Override
      public void batchEnd() {
        PacketReceiver receiver = receiver();
        if (receiver != null) {
          receiver.batchEnd();
        }
      }
    };
  }

  private @Nullable PacketReceiver receiver() {
    Plug plug = plugged;
    return plug == null ? null : plug.receiver;
  }

  @Override
  public String toString() {
    return node.name() + "@" + cable.name();
  }

  private final class Plug implements Link {
    private final LinkDropCounts drops = new LinkDropCounts();
    private volatile @Nullable PacketReceiver receiver;

    @Override
    public String name() {
      return Port.this.toString();
    }

    @Override
    public int mtu() {
      return cable.config().mtu();
    }

    @Override
    public LinkCapabilities capabilities() {
      return LinkCapabilities.NONE;
    }

    @Override
    public void open(PacketReceiver to) {
      receiver = to;
    }

    @Override
    public boolean transmit(Packet packet) {
      if (plugged != this) {
        return drops.drop(LinkDrop.CLOSED);
      }
      packet.tag = cable.trace().sent(Port.this, packet);
      if (packet.length > mtu()) {
        cable.trace().dropped(packet, "the MTU of " + cable.name());
        return drops.drop(LinkDrop.TOO_LONG);
      }
      return outbound().offer(packet);
    }

    @Override
    public void flush() {}

    @Override
    public long dropped(LinkDrop reason) {
      return drops.count(reason);
    }

    @Override
    public void close() {
      receiver = null;
    }
  }
}
