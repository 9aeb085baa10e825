package io.tcp4j.cli.demo.world;

import io.tcp4j.link.Packet;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a scenario wants to happen on the cable to the segments that go one way.
final class Plan {
  private final List<Item> items = new ArrayList<>();
  private final IpHeader ip = new IpHeader();
  private final Segment segment = new Segment();
  private boolean cut;
  private int narrow = Integer.MAX_VALUE;

  /// What happens to one packet.
  sealed interface Fate {
    /// Nothing.
    record Passes() implements Fate {}

    /// It never arrives.
    record Lost() implements Fate {}

    /// A congested router marks it (RFC 3168).
    record Marked() implements Fate {}

    /// A router finds it too big for its next link, and tells the sender of that link's MTU.
    record TooBig(int mtu) implements Fate {}

    /// It takes this much longer.
    record Delayed(Duration by) implements Fate {}

    /// It arrives, and a copy of it this much later.
    record Copied(Duration by) implements Fate {}
  }

  private static final class Item {
    final Pick pick;
    final Fate fate;
    int seen;

    Item(Pick pick, Fate fate) {
      this.pick = pick;
      this.fate = fate;
    }

    boolean isFor(Segment segment) {
      return pick.kind().test(segment) && ++seen == pick.n();
    }
  }

  void add(Pick pick, Fate fate) {
    items.add(new Item(pick, fate));
  }

  /// Whether nothing passes any more.
  void cut(boolean cut) {
    this.cut = cut;
  }

  /// A link on the way takes packets of at most so many bytes.
  void narrow(int mtu) {
    narrow = mtu;
  }

  /// Says what happens to the next packet, and counts it.
  Fate next(Packet packet) {
    Fate fate = cut ? new Fate.Lost() : new Fate.Passes();
    if (IpCodec.decode(packet.array, packet.offset, packet.length, ip) != null
        || ip.protocol != IpProtocol.TCP
        || TcpCodec.decode(packet.array, ip.payloadOffset, ip.payloadLength, segment) != null) {
      return fate;
    }
    if (!cut && packet.length > narrow) {
      return new Fate.TooBig(narrow);
    }
    segment.ecn = Ecn.of(ip.trafficClass);
    for (Item item : items) {
      if (item.isFor(segment) && fate instanceof Fate.Passes) {
        fate = item.fate;
      }
    }
    return fate;
  }
}
