package io.tcp4j.testkit.network;

import io.tcp4j.link.Packet;
import io.tcp4j.link.impair.BurstLoss;
import io.tcp4j.link.impair.Corrupt;
import io.tcp4j.link.impair.Delay;
import io.tcp4j.link.impair.Drop;
import io.tcp4j.link.impair.Duplicate;
import io.tcp4j.link.impair.Hold;
import io.tcp4j.link.impair.Loss;
import io.tcp4j.link.impair.Mark;
import io.tcp4j.link.impair.PacketFilter;
import io.tcp4j.link.impair.Path;
import io.tcp4j.link.impair.QueueDiscipline;
import io.tcp4j.link.impair.RateLimit;
import io.tcp4j.link.impair.Refuse;
import io.tcp4j.link.impair.Reject;
import io.tcp4j.link.impair.Reorder;
import io.tcp4j.link.impair.Reset;
import io.tcp4j.link.impair.Rule;
import io.tcp4j.wire.UnreachableReason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Some of the packets of a [SimulatedNetwork], to which faults can happen: those between two
/// hosts, on a cable, one way or both. A value.
///
/// Each fault is there until its guard is closed, on cables that are laid meanwhile, too. Faults
/// compose in the order in which they were applied: what the first lets go is what the second sees.
/// Chance is drawn from a seed of its own for each fault, by its name, and each direction.
public final class Traffic {
  /// Packets that go one way.
  record Way(Path path, PacketFilter only, String label) {}

  private final SimulatedNetwork network;
  private final String name;
  private final Supplier<List<Way>> ways;

  /// @param ways where its packets are met at present; asked again when there is a cable more
  Traffic(SimulatedNetwork network, String name, Supplier<List<Way>> ways) {
    this.network = network;
    this.name = name;
    this.ways = ways;
  }

  /// Returns those of the packets that a filter picks.
  ///
  /// @param filter which; numbers count those of the packets that go each way, from when a fault
  ///     begins
  public Traffic only(PacketFilter filter) {
    Objects.requireNonNull(filter, "filter");
    return new Traffic(
        network, name, () -> ways().stream().map(way -> narrowed(way, filter)).toList());
  }

  private static Way narrowed(Way way, PacketFilter filter) {
    return new Way(way.path(), new Narrowed(way.only(), filter), way.label());
  }

  /// What a filter picks of what another one picked. Belongs to one stage, like its count.
  private static final class Narrowed implements PacketFilter {
    private final PacketFilter outer;
    private final PacketFilter inner;
    private long count;

    Narrowed(PacketFilter outer, PacketFilter inner) {
      this.outer = outer;
      this.inner = inner;
    }

    @Override
    public boolean matches(Packet packet, long number) {
      return outer.matches(packet, number) && inner.matches(packet, ++count);
    }
  }

  /// Returns these packets and others.
  ///
  /// @param others which
  public Traffic and(Traffic others) {
    return new Traffic(
        network,
        name + " and " + others.name,
        () -> Stream.concat(ways().stream(), others.ways().stream()).toList());
  }

  Traffic named(String other) {
    return new Traffic(network, other, ways);
  }

  List<Way> ways() {
    return ways.get();
  }

  /// Applies a rule.
  ///
  /// @param rule what happens
  public Fault apply(Rule rule) {
    return apply(rule.name(), rule);
  }

  /// Applies a rule under a name, which is where its chance comes from: it stays the same whatever
  /// other rules there are.
  ///
  /// @param label what it is called
  /// @param rule what happens
  public Fault apply(String label, Rule rule) {
    String full = network.unique(label + " " + name);
    return network.began(new RuleFault(network, full, this, rule));
  }

  /// Nothing gets through, and nobody is told.
  public Fault partition() {
    return apply("partition", Drop.EVERYTHING);
  }

  /// Each packet takes longer; none overtakes another.
  ///
  /// @param time how much
  public Fault delay(Duration time) {
    return apply(new Delay(time));
  }

  /// Each packet takes longer; none overtakes another.
  ///
  /// @param time how much at least
  /// @param jitter most that chance adds to that
  public Fault delay(Duration time, Duration jitter) {
    return apply(new Delay(time, jitter));
  }

  /// Packets are held until the guard is closed, or lets some go.
  public HeldTraffic hold() {
    Hold rule = new Hold();
    String full = network.unique(rule.name() + " " + name);
    HeldTraffic held = new HeldTraffic(network, full, this, rule);
    network.began(held);
    return held;
  }

  /// Both ends of a connection get a RST as soon as one of them sends: a load balancer or firewall
  /// ends connections, and says so.
  public Fault reset() {
    return apply(new Reset());
  }

  /// Whoever sends a TCP segment gets a RST for it, and the other end hears nothing: a firewall
  /// rejects, a proxy has no backend. New connections are refused, those that are open are half
  /// open.
  public Fault refuse() {
    return apply(new Refuse());
  }

  /// Packets longer than some size vanish, and nobody is told: path MTU discovery in a black hole
  /// (RFC 2923 §2.1).
  ///
  /// @param bytes the longest that gets through, with the IP header, 68 to 65535
  public Fault blackHoleAbove(int bytes) {
    if (bytes < 68 || bytes > 65_535) {
      throw new IllegalArgumentException("bytes=" + bytes + " is not in 68..65535");
    }
    return apply("black-hole", new Drop(PacketFilter.longerThan(bytes)));
  }

  /// Whoever sends a packet is told by ICMP that the host is unreachable.
  public Fault unreachable() {
    return unreachable(UnreachableReason.HOST);
  }

  /// Whoever sends a packet is told by ICMP that the destination is unreachable.
  ///
  /// @param reason why: `NET`, `HOST`, `PORT` or `ADMIN_PROHIBITED`
  public Fault unreachable(UnreachableReason reason) {
    return apply("unreachable", new Reject(reason));
  }

  /// No more than so much gets through; a queue drops what comes when it is full.
  ///
  /// @param bitsPerSecond speed of the line, IP headers counted
  /// @param queueBytes bytes that wait or are on the line; a packet that finds none goes even if it
  ///     is longer
  public Fault rateLimit(long bitsPerSecond, int queueBytes) {
    return apply(new RateLimit(bitsPerSecond, queueBytes));
  }

  /// No more than so much gets through.
  ///
  /// @param bitsPerSecond speed of the line, IP headers counted
  /// @param queue which packets have to go, or are marked
  public Fault rateLimit(long bitsPerSecond, QueueDiscipline queue) {
    return apply(new RateLimit(bitsPerSecond, queue));
  }

  /// Packets get lost by chance, each on its own.
  ///
  /// @param probability 0 to 1
  public Fault lose(double probability) {
    return apply(new Loss(probability));
  }

  /// Packets get lost for certain.
  ///
  /// @param filter which, such as the third: `PacketFilter.numbers(3)`
  public Fault lose(PacketFilter filter) {
    Objects.requireNonNull(filter, "filter");
    return apply("loss", new Drop(filter));
  }

  /// Packets get lost in bursts (Gilbert and Elliott).
  ///
  /// @param spoil probability, before each packet, that a burst begins
  /// @param recover probability, before each packet of a burst, that it is over
  public Fault loseInBursts(double spoil, double recover) {
    return apply(new BurstLoss(spoil, recover));
  }

  /// Packets go on twice.
  ///
  /// @param probability 0 to 1
  public Fault duplicate(double probability) {
    return apply(new Duplicate(probability));
  }

  /// Packets are held back while those behind them go on.
  ///
  /// @param probability 0 to 1
  /// @param holdBack how long
  public Fault reorder(double probability, Duration holdBack) {
    return apply(new Reorder(probability, holdBack));
  }

  /// One bit of a packet flips.
  ///
  /// @param probability 0 to 1
  public Fault corrupt(double probability) {
    return apply(new Corrupt(probability));
  }

  /// Packets that are ECN-capable are marked as by a congested router (RFC 3168 §5).
  ///
  /// @param probability 0 to 1
  public Fault mark(double probability) {
    return apply(new Mark(probability));
  }

  @Override
  public String toString() {
    return name;
  }
}
