package io.tcp4j.it;

import io.tcp4j.link.Direction;
import io.tcp4j.link.Link;
import io.tcp4j.link.SeedTree;
import io.tcp4j.link.SystemScheduler;
import io.tcp4j.link.impair.Delay;
import io.tcp4j.link.impair.Drop;
import io.tcp4j.link.impair.ImpairedLink;
import io.tcp4j.link.impair.Mark;
import io.tcp4j.link.impair.PacketFilter;
import io.tcp4j.link.impair.Rule;
import io.tcp4j.link.tun.TunConfig;
import io.tcp4j.link.tun.TunLink;
import io.tcp4j.stack.IpStack;
import io.tcp4j.wire.IpPrefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Our stack in this JVM, wired to the kernel of a namespace by a TUN device whose two directions
/// can be cut and joined again, so that the kernel can be held in states that else are over at
/// once, and can be congested.
final class OurHost implements AutoCloseable {
  final IpStack stack;

  /// Whether what we send is lost.
  volatile boolean cutFromUs;

  /// Whether what the kernel sends is lost.
  volatile boolean cutToUs;

  /// Which states its connections were in.
  final StatePath path = new StatePath();

  /// Which of our packets a router on the way marks, if they are ECN-capable (RFC 3168).
  volatile PacketFilter markFromUs = PacketFilter.NOTHING;

  /// Which of the kernel's.
  volatile PacketFilter markToUs = PacketFilter.NOTHING;

  private final ImpairedLink link;
  private final SystemScheduler scheduler = new SystemScheduler();

  private OurHost(Namespace namespace, Duration delay) throws Exception {
    TunConfig config =
        TunConfig.create(Wire.DEVICE).kernelAddress(IpPrefix.parse(Wire.KERNEL_V4 + "/24")).build();
    Link device = namespace.call(() -> TunLink.open(config));
    List<Rule> fromUs =
        rules(
            (packet, number) -> cutFromUs,
            (packet, number) -> markFromUs.matches(packet, number),
            delay);
    List<Rule> toUs =
        rules(
            (packet, number) -> cutToUs,
            (packet, number) -> markToUs.matches(packet, number),
            delay);
    link = new ImpairedLink(device, scheduler, new SeedTree(1), fromUs, toUs);
    stack = IpStack.builder().name("ours").scheduler(scheduler).observer(path).build();
    stack.addRoute(
        IpPrefix.parse("0.0.0.0/0"), stack.attach(link, IpPrefix.parse(Wire.OURS_V4 + "/24")));
  }

  private static List<Rule> rules(PacketFilter cut, PacketFilter marked, Duration delay) {
    List<Rule> rules = new ArrayList<>(List.of(new Drop(cut), new Mark(marked)));
    if (delay.isPositive()) {
      rules.add(new Delay(delay));
    }
    return rules;
  }

  /// Makes one, which is closed with the namespace.
  static OurHost in(Namespace namespace) throws Exception {
    return in(namespace, Duration.ZERO);
  }

  /// The same, with every packet that much time on its way.
  static OurHost in(Namespace namespace, Duration delay) throws Exception {
    return namespace.own(new OurHost(namespace, delay));
  }

  /// How many packets that went so have been marked.
  long marked(Direction direction) {
    return link.counts(direction, "mark").touched();
  }

  @Override
  public void close() {
    stack.close();
    scheduler.close();
  }
}
