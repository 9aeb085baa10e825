package io.tcp4j.cli.demo.world;

import io.tcp4j.link.ForwardingLink;
import io.tcp4j.link.Link;
import io.tcp4j.link.Packet;
import io.tcp4j.link.PacketReceiver;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.testkit.ladder.Side;
import io.tcp4j.wire.Ecn;
import java.time.Duration;
import java.util.function.Consumer;

/// Does to the packets that go one way what is planned, and tells the tap of what comes late.
final class PlannedLink extends ForwardingLink {
  private final VirtualTime time;
  private final Wiretap tap;
  private final Side from;
  private final Plan plan;

  /// The way back for what a router has to say; the right host's is the link itself.
  private Consumer<Packet> answer = this::putOnTheLink;

  /// @param inner the link towards the right host
  /// @param from whose packets the plan is for: those of the left host go out, those of the right
  ///     host come in
  PlannedLink(Link inner, VirtualTime time, Wiretap tap, Side from, Plan plan) {
    super(inner);
    this.time = time;
    this.tap = tap;
    this.from = from;
    this.plan = plan;
  }

  @Override
  public boolean transmit(Packet packet) {
    if (from == Side.LEFT && !passes(packet, this::putOnTheLink)) {
      return true; // as far as the sender can tell
    }
    return super.transmit(packet);
  }

  private void putOnTheLink(Packet packet) {
    super.transmit(packet);
    flush();
  }

  @Override
  public void open(PacketReceiver receiver) {
    if (from == Side.LEFT) {
      answer =
          message -> {
            receiver.receive(message);
            receiver.batchEnd();
          };
      super.open(receiver);
      return;
    }
    super.open(
        new PacketReceiver() {
          @Override
          public void receive(Packet packet) {
            if (passes(packet, this::deliver)) {
              receiver.receive(packet);
            }
          }

          private void deliver(Packet packet) {
            receiver.receive(packet);
            receiver.batchEnd();
          }

          @Override
          public void batchEnd() {
            receiver.batchEnd();
          }
        });
  }

  private boolean passes(Packet packet, Consumer<Packet> passOn) {
    return switch (plan.next(packet)) {
      case Plan.Fate.Passes() -> true;
      case Plan.Fate.Lost() -> false;
      case Plan.Fate.TooBig(int mtu) -> {
        answer.accept(Router.tooBig(packet, mtu));
        yield false;
      }
      case Plan.Fate.Marked() -> {
        Packet marked = copy(packet);
        Ecn.mark(marked.array, marked.offset);
        tap.marked(from, packet, time.nanoTime(), marked);
        passOn.accept(marked);
        yield false;
      }
      case Plan.Fate.Delayed(Duration by) -> {
        tap.delayed(from, packet, time.nanoTime(), by.toNanos());
        later(packet, by, passOn);
        yield false;
      }
      case Plan.Fate.Copied(Duration by) -> {
        tap.copied(from, packet, time.nanoTime(), by.toNanos());
        later(packet, by, passOn);
        yield true;
      }
    };
  }

  private void later(Packet packet, Duration by, Consumer<Packet> passOn) {
    Packet copy = copy(packet);
    time.timer(() -> passOn.accept(copy)).arm(time.nanoTime() + by.toNanos());
  }

  private static Packet copy(Packet packet) {
    byte[] bytes = new byte[packet.length];
    System.arraycopy(packet.array, packet.offset, bytes, 0, bytes.length);
    return new Packet().set(bytes, 0, bytes.length);
  }
}
