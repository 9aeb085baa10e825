package io.tcp4j.it;

import io.tcp4j.link.Link;
import io.tcp4j.link.Packet;
import io.tcp4j.link.tun.TunConfig;
import io.tcp4j.link.tun.TunLink;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import io.tcp4j.wire.TcpFlags;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/// A SYN flood (RFC 4987): SYNs in the names of 131,072 hosts that are not there, from a device of
/// its own, by way of the namespace's kernel, which routes them, and drops what comes back.
final class SynFlood implements AutoCloseable {
  private static final String DEVICE = "flood0";
  private static final String KERNEL = "10.78.0.1/24";

  /// For benchmarks of networks (RFC 2544): nobody has these addresses.
  private static final IpPrefix NAMES = IpPrefix.parse("198.18.0.0/15");

  private static final long SLICE = Duration.ofMillis(1).toNanos();

  /// How far it may lag behind before it gives that up, in slices.
  private static final int LAG = 50;

  private final Link link;
  private final SplittableRandom random = new SplittableRandom(4987);
  private final IpHeader ip = new IpHeader();
  private final Segment syn = new Segment();
  private final Packet packet = new Packet();
  private final byte[] bytes = new byte[128];
  private final Thread thread;
  private volatile boolean over;

  // The thread's, until it has ended.
  private long sent;
  private long nanos;

  private SynFlood(Link link, Endpoint target, int perSecond) {
    this.link = link;
    ip.version = 4;
    ip.protocol = IpProtocol.TCP;
    ip.hopLimit = 64;
    ip.destinationHigh = target.address().high();
    ip.destinationLow = target.address().low();
    syn.destinationPort = target.port();
    syn.flags = TcpFlags.SYN;
    syn.wnd = 64_240;
    syn.mss = 1_460;
    syn.sackPermitted = true;
    syn.timestamps = true;
    syn.windowScale = 7;
    thread = Thread.ofPlatform().name("syn-flood").start(() -> run(perSecond));
  }

  /// Starts one, which ends with the namespace at the latest.
  static SynFlood in(Namespace namespace, Endpoint target, int perSecond) throws Exception {
    TunConfig config = TunConfig.create(DEVICE).kernelAddress(IpPrefix.parse(KERNEL)).build();
    Link link = namespace.call(() -> TunLink.open(config));
    link.open(p -> {});
    namespace.run("sysctl", "-qw", "net.ipv4.ip_forward=1");
    namespace.run("sysctl", "-qw", "net.ipv4.conf.all.rp_filter=0");
    namespace.run("sysctl", "-qw", "net.ipv4.conf." + DEVICE + ".rp_filter=0");
    namespace.run("ip", "route", "add", "blackhole", NAMES.toString());
    return namespace.own(new SynFlood(link, target, perSecond));
  }

  private void run(int perSecond) {
    long begin = System.nanoTime();
    long due = begin;
    double perSlice = perSecond * (double) SLICE / Duration.ofSeconds(1).toNanos();
    double credit = 0;
    while (!over) {
      long now = System.nanoTime();
      if (now - due > LAG * SLICE) {
        due = now - LAG * SLICE;
      }
      for (; due <= now; due += SLICE) {
        credit += perSlice;
      }
      for (; credit >= 1; credit--) {
        if (link.transmit(next())) {
          sent++;
        }
      }
      nanos = System.nanoTime() - begin;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private Packet next() {
    IpAddress first = NAMES.address();
    ip.sourceHigh = first.high();
    ip.sourceLow = first.low() + random.nextInt(1 << 17);
    syn.sourcePort = 1 + random.nextInt(0xffff);
    syn.seq = Integer.toUnsignedLong(random.nextInt());
    syn.tsVal = random.nextInt();
    ip.payloadLength = TcpCodec.headerLength(syn);
    int tcp = IpCodec.encode(ip, bytes, 0);
    TcpCodec.encodeHeader(syn, bytes, tcp);
    TcpCodec.putChecksum(
        bytes,
        tcp,
        ip.payloadLength,
        ip.sourceHigh,
        ip.sourceLow,
        ip.destinationHigh,
        ip.destinationLow);
    return packet.set(bytes, 0, tcp + ip.payloadLength);
  }

  /// How many SYNs a second it has sent, once it is stopped.
  long rate() {
    return Math.round(sent * 1e9 / Math.max(nanos, 1));
  }

  /// Ends it.
  void stop() throws InterruptedException {
    over = true;
    thread.join();
  }

  @Override
  public void close() {
    over = true;
    link.close();
  }
}
