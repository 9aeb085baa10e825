package io.tcp4j.it;

import io.tcp4j.link.SeedTree;
import io.tcp4j.link.SystemScheduler;
import io.tcp4j.link.impair.Drop;
import io.tcp4j.link.impair.ImpairedLink;
import io.tcp4j.link.impair.Rule;
import io.tcp4j.link.tun.TunConfig;
import io.tcp4j.link.tun.TunLink;
import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.NetworkInterface;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.IpPrefix;
import java.io.IOException;
import java.util.List;

/// Our stack and a kernel's, with two routers between them whose link to each other is narrow: both
/// ends have links of 1500 bytes, and neither sees the one of [#MTU].
///
/// ```text
/// our stack --1500-- near router --1300-- far router --1500-- peer
/// ```
final class NarrowPath implements AutoCloseable {
  static final int MTU = 1300;
  static final String PEER_V4 = "10.79.0.2";
  static final String PEER_V6 = "fd79::2";

  final IpStack stack;
  final Namespace near;
  final Namespace peer;

  /// Whether ICMP messages get lost on the way to us.
  volatile boolean filtered;

  private final Namespace far = Namespace.create();
  private final SystemScheduler scheduler = new SystemScheduler();

  private NarrowPath(Namespace near, TcpConfig config) throws Exception {
    this.near = near;
    peer = Namespace.create();
    TunConfig device =
        TunConfig.create(Wire.DEVICE)
            .kernelAddress(IpPrefix.parse(Wire.KERNEL_V4 + "/24"))
            .kernelAddress(IpPrefix.parse(Wire.KERNEL_V6 + "/64"))
            .build();
    TunLink tun = near.call(() -> TunLink.open(device));
    link(near, "n0", far, "n1", MTU);
    link(far, "w0", peer, "w1", 1500);
    address(near, "n0", "78", 1);
    address(far, "n1", "78", 2);
    address(far, "w0", "79", 1);
    address(peer, "w1", "79", 2);
    for (Namespace router : List.of(near, far)) {
      router.run("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
    }
    route(near, "0.0.0.0/0", "10.78.0.2");
    route(near, "::/0", "fd78::2");
    route(far, "0.0.0.0/0", "10.78.0.1");
    route(far, "::/0", "fd78::1");
    route(peer, "0.0.0.0/0", "10.79.0.1");
    route(peer, "::/0", "fd79::1");
    Rule toUs = new Drop((packet, number) -> filtered && isIcmp(packet.array, packet.offset));
    ImpairedLink impaired =
        new ImpairedLink(tun, scheduler, new SeedTree(1), List.of(), List.of(toUs));
    stack = IpStack.builder().name("ours").scheduler(scheduler).tcpConfig(config).build();
    NetworkInterface attached =
        stack.attach(
            impaired, IpPrefix.parse(Wire.OURS_V4 + "/24"), IpPrefix.parse(Wire.OURS_V6 + "/64"));
    stack.addRoute(IpPrefix.parse("0.0.0.0/0"), attached);
    stack.addRoute(IpPrefix.parse("::/0"), attached);
  }

  /// Makes one, whose near router is this namespace, and which is closed with it.
  static NarrowPath in(Namespace near, TcpConfig config) throws Exception {
    return near.own(new NarrowPath(near, config));
  }

  private static boolean isIcmp(byte[] b, int offset) {
    return b[offset] >>> 4 == 4 ? b[offset + 9] == 1 : b[offset + 6] == 58;
  }

  private static void link(Namespace left, String here, Namespace right, String there, int mtu) {
    String size = Integer.toString(mtu);
    left.run(
        "ip",
        "link",
        "add",
        here,
        "mtu",
        size,
        "type",
        "veth",
        "peer",
        "name",
        there,
        "mtu",
        size,
        "netns",
        right.name());
    left.run("ip", "link", "set", here, "up");
    right.run("ip", "link", "set", there, "up");
  }

  private static void address(Namespace host, String device, String net, int number) {
    host.run("ip", "address", "add", "10." + net + ".0." + number + "/24", "dev", device);
    host.run("ip", "address", "add", "fd" + net + "::" + number + "/64", "dev", device, "nodad");
  }

  private static void route(Namespace host, String prefix, String via) {
    host.run("ip", "route", "replace", prefix, "via", via);
  }

  @Override
  public void close() throws IOException {
    stack.close();
    scheduler.close();
    far.close();
    peer.close();
  }
}
