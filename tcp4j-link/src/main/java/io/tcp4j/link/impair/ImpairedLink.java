package io.tcp4j.link.impair;

import io.tcp4j.link.Direction;
import io.tcp4j.link.ForwardingLink;
import io.tcp4j.link.Link;
import io.tcp4j.link.LinkDrop;
import io.tcp4j.link.Packet;
import io.tcp4j.link.PacketReceiver;
import io.tcp4j.link.Scheduler;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// Makes a bad network of any link, in real or in virtual time.
///
/// In a direction with impairments, super-packets are cut and partial checksums are completed
/// first, so that harm is done to what would be on the wire; receivers then get short packets whose
/// checksums they have to check. Where packets have to be copied (all impairments but
/// losses and marks), they go on by the scheduler's thread, and nothing
/// can be known of their fate when [#transmit] returns true. Packets under way are lost on
/// [#close].
///
/// The same seed and the same packets at the same times give the same outcome. The two directions,
/// and each impairment in them, draw independently of each other.
public final class ImpairedLink extends ForwardingLink {
  private static final PacketReceiver NOBODY = packet -> {};

  private final ImpairedPath outbound;
  private final ImpairedPath inbound;
  private volatile PacketReceiver receiver = NOBODY;

  /// Makes the decorator.
  ///
  /// @param inner the link to decorate, not open yet
  /// @param scheduler whose time counts, and whose thread hands on what was delayed
  /// @param random where the seeds are drawn from, here and not later
  /// @param outbound what happens to packets that are transmitted
  /// @param inbound what happens to packets that are received
  /// @throws IllegalArgumentException if a throttled line has a queue shorter than the MTU
  public ImpairedLink(
      Link inner,
      Scheduler scheduler,
      RandomGenerator random,
      Impairments outbound,
      Impairments inbound) {
    super(inner);
    this.outbound = path("outbound", outbound, scheduler, random, new OutboundExit());
    this.inbound = path("inbound", inbound, scheduler, random, new InboundExit());
  }

  private ImpairedPath path(
      String which,
      Impairments what,
      Scheduler scheduler,
      RandomGenerator random,
      ImpairedPath.Exit exit) {
    if (what.rateBitsPerSecond() > 0 && what.queueBytes() < mtu()) {
      throw new IllegalArgumentException(
          which + " queueBytes=" + what.queueBytes() + " is less than the MTU of " + mtu());
    }
    return new ImpairedPath(what, scheduler, random, exit);
  }

  /// Returns what has happened in one direction so far.
  ///
  /// @param direction which
  public ImpairmentCounts counts(Direction direction) {
    return switch (direction) {
      case OUTBOUND -> outbound.counts();
      case INBOUND -> inbound.counts();
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
  private final class OutboundExit implements ImpairedPath.Exit {
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
  private final class InboundExit implements ImpairedPath.Exit {
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
