package io.tcp4j.cli.demo.world;

import io.tcp4j.cli.demo.ladder.Side;
import io.tcp4j.link.Direction;
import io.tcp4j.link.Link;
import io.tcp4j.link.MemoryLink;
import io.tcp4j.link.TracingLink;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.link.capture.CapturingLink;
import io.tcp4j.link.capture.PcapngWriter;
import io.tcp4j.link.impair.ImpairedLink;
import io.tcp4j.link.impair.Impairments;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What lies between the two hosts, with the tap and the capture in it.
///
/// All that harms packets sits on the client's side, on both sides of the capture: so a capture
/// holds every packet once, when it was put on the cable, whether or not it got lost on it.
///
/// ```text
/// client - tap - harm to inbound - capture - harm to outbound - cable - tap - server
/// ```
final class Cable {
  private static final int MTU = 1500;

  private final LossByPlan lossFromClient = new LossByPlan();
  private final LossByPlan lossFromServer = new LossByPlan();
  private final Link client;
  private final Link server;

  /// @throws IOException where the capture cannot be written
  Cable(
      VirtualTime time,
      Wiretap tap,
      double loss,
      Duration delay,
      RandomGenerator random,
      @Nullable PcapngWriter capture)
      throws IOException {
    MemoryLink.Pair ends = MemoryLink.pair("cable", "cable", MTU, time);
    Link link = ends.a();
    link =
        new ImpairedLink(
            link,
            time,
            new SplittableRandom(random.nextLong()),
            harm(lossFromClient, loss, delay),
            Impairments.NONE);
    if (capture != null) {
      link =
          new CapturingLink(
              link, capture, time, (direction, packet) -> tap.reason(sender(direction), packet));
    }
    link =
        new ImpairedLink(
            link,
            time,
            new SplittableRandom(random.nextLong()),
            Impairments.NONE,
            harm(lossFromServer, loss, delay));
    client = tapped(link, Side.LEFT, tap, time);
    server = tapped(ends.b(), Side.RIGHT, tap, time);
  }

  private static Impairments harm(LossByPlan plan, double loss, Duration delay) {
    return Impairments.builder().dropIf(plan).loss(loss).delay(delay).build();
  }

  private static Side sender(Direction direction) {
    return direction == Direction.OUTBOUND ? Side.LEFT : Side.RIGHT;
  }

  private static Link tapped(Link link, Side side, Wiretap tap, VirtualTime time) {
    return new TracingLink(
        link,
        (direction, packet, now) -> {
          switch (direction) {
            case OUTBOUND -> tap.sent(side, packet, now);
            case INBOUND -> tap.arrived(side, packet, now);
          }
        },
        time);
  }

  /// Pulls both plugs: from now on nothing gets on the cable, nor into the capture.
  void cut() {
    client.close();
    server.close();
  }

  /// The end of the cable for this host.
  Link end(Side side) {
    return side == Side.LEFT ? client : server;
  }

  /// Which of this host's segments get lost by plan.
  LossByPlan plan(Side side) {
    return side == Side.LEFT ? lossFromClient : lossFromServer;
  }
}
