package io.tcp4j.link.impair;

import io.tcp4j.link.Direction;
import io.tcp4j.link.ForwardingLink;
import io.tcp4j.link.Link;
import io.tcp4j.link.LinkDrop;
import io.tcp4j.link.Packet;
import io.tcp4j.link.PacketReceiver;
import io.tcp4j.link.Scheduler;
import io.tcp4j.link.SeedTree;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Makes a bad network of any link, in real or in virtual time, by the same rules that a simulated
/// network has.
///
/// In a direction with rules, super-packets are cut and partial checksums are completed first, so
/// that harm is done to what would be on the wire; receivers then get short packets whose checksums
/// they have to check. With a rule that keeps or answers packets, in either direction, all packets
/// of both go on by the scheduler's thread, and nothing can be known of their fate when [#transmit]
/// returns true. Packets under way are lost on [#close].
///
/// The same seed and the same packets at the same times give the same outcome. Each rule, in each
/// direction, has chance of its own, under its name: adding one leaves those of other names alone.
public final class ImpairedLink extends ForwardingLink {
  private static final PacketReceiver NOBODY = packet -> {};

  private final Path outbound;
  private final Path inbound;
  private volatile PacketReceiver receiver = NOBODY;

  /// Makes the decorator.
  ///
  /// @param inner the link to decorate, not open yet
  /// @param scheduler whose time counts, and whose thread hands on what was kept
  /// @param seeds where chance comes from
  /// @param outbound what happens to packets that are transmitted, in this order
  /// @param inbound what happens to packets that are received, in this order
  public ImpairedLink(
      Link inner, Scheduler scheduler, SeedTree seeds, List<Rule> outbound, List<Rule> inbound) {
    super(inner);
    if (Stream.concat(outbound.stream(), inbound.stream()).anyMatch(Rule::needsScheduler)) {
      Path.Pair pair =
          Path.queued(scheduler, new OutboundExit(), new InboundExit(), Path.Watcher.NONE);
      this.outbound = pair.there();
      this.inbound = pair.back();
    } else {
      this.outbound = Path.direct(scheduler, new OutboundExit());
      this.inbound = Path.direct(scheduler, new InboundExit());
    }
    add(outbound, this.outbound, seeds.child("outbound"));
    add(inbound, this.inbound, seeds.child("inbound"));
  }

  private static void add(List<Rule> rules, Path path, SeedTree seeds) {
    Map<String, Integer> names = new HashMap<>();
    for (Rule rule : rules) {
      int number = names.merge(rule.name(), 1, Integer::sum);
      String label = number == 1 ? rule.name() : rule.name() + " " + number;
      path.add(rule, label, seeds.named(label), PacketFilter.EVERYTHING);
    }
  }

  /// Returns what a rule has done in one direction so far.
  ///
  /// @param direction which
  /// @param name of the rule, as [Rule#name] has it; the second of that name is `NAME 2`
  /// @throws IllegalArgumentException if there is none
  public RuleCounts counts(Direction direction, String name) {
    return path(direction).stages().stream()
        .filter(stage -> stage.label().equals(name))
        .map(Stage::counts)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no rule " + name + " for " + direction.name().toLowerCase(Locale.ROOT)));
  }

  /// Returns how many packets one direction keeps at present.
  ///
  /// @param direction which
  public long held(Direction direction) {
    Path path = path(direction);
    return path.underWay() + path.stages().stream().mapToLong(Stage::held).sum();
  }

  private Path path(Direction direction) {
    return switch (direction) {
      case OUTBOUND -> outbound;
      case INBOUND -> inbound;
    };
  }

  @Override
  public void open(PacketReceiver receiver) {
    Objects.requireNonNull(receiver, "receiver");
    if (this.receiver != NOBODY) {
      throw new IllegalStateException(name() + " is open already");
    }
    this.receiver = receiver;
    outbound.open();
    inbound.open();
    super.open(new Entrance());
  }

  @Override
  public boolean transmit(Packet packet) {
    return outbound.offer(packet);
  }

  @Override
  public void flush() {
    if (!outbound.isQueued()) {
      super.flush();
    }
  }

  @Override
  public long dropped(LinkDrop reason) {
    return outbound.dropped(reason) + super.dropped(reason);
  }

  @Override
  public void close() {
    outbound.close();
    inbound.close();
    super.close();
  }

  /// From the outbound path to the decorated link.
  private final class OutboundExit implements Path.Exit {
    @Override
    public boolean pass(Packet packet) {
      return inner().transmit(packet);
    }

    @Override
    public void batchEnd() {
      inner().flush();
    }
  }

  /// From the decorated link to the inbound path.
  private final class Entrance implements PacketReceiver {
    @Override
    public void receive(Packet packet) {
      boolean unused = inbound.offer(packet); // a dropped packet is counted there
    }

    @Override
    public void batchEnd() {
      if (!inbound.isQueued()) {
        receiver.batchEnd();
      }
    }
  }

  /// From the inbound path to the receiver.
  private final class InboundExit implements Path.Exit {
    @Override
    public boolean pass(Packet packet) {
      receiver.receive(packet);
      return true;
    }

    @Override
    public void batchEnd() {
      receiver.batchEnd();
    }
  }
}
