package io.tcp4j.cli.demo.world;

import io.tcp4j.link.Direction;
import io.tcp4j.link.Link;
import io.tcp4j.link.MemoryLink;
import io.tcp4j.link.SeedTree;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.link.capture.CapturingLink;
import io.tcp4j.link.capture.PcapngWriter;
import io.tcp4j.link.impair.Delay;
import io.tcp4j.link.impair.ImpairedLink;
import io.tcp4j.link.impair.Loss;
import io.tcp4j.link.impair.Rule;
import io.tcp4j.testkit.ladder.Side;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What lies between the two hosts, with the capture in it.
///
/// All that harms packets sits on the client's side, on both sides of the capture: so a capture
/// holds every packet once, when it was put on the cable, whether or not it got lost on it. What
/// harms by plan comes before what harms by chance.
///
/// ```text
/// client - harm to inbound - capture - harm to outbound - cable - server
/// ```
final class Cable {
  private static final int MTU = 1500;

  private final Plan planFromClient = new Plan();
  private final Plan planFromServer = new Plan();
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
    List<Rule> harm = List.of(new Loss(loss), new Delay(delay));
    MemoryLink.Pair ends = MemoryLink.pair("cable", "cable", MTU, time);
    Link link = ends.a();
    link = new ImpairedLink(link, time, new SeedTree(random.nextLong()), harm, List.of());
    link = new PlannedLink(link, time, tap, Side.LEFT, planFromClient);
    if (capture != null) {
      link =
          new CapturingLink(
              link,
              capture,
              time,
              (direction, packet) -> tap.reason(sender(direction), packet, time.nanoTime()));
    }
    link = new PlannedLink(link, time, tap, Side.RIGHT, planFromServer);
    link = new ImpairedLink(link, time, new SeedTree(random.nextLong()), List.of(), harm);
    client = link;
    server = ends.b();
  }

  private static Side sender(Direction direction) {
    return direction == Direction.OUTBOUND ? Side.LEFT : Side.RIGHT;
  }

  /// Whether nothing passes any more, either way.
  void cut(boolean cut) {
    planFromClient.cut(cut);
    planFromServer.cut(cut);
  }

  void close() {
    client.close();
    server.close();
  }

  /// The end of the cable for this host.
  Link end(Side side) {
    return side == Side.LEFT ? client : server;
  }

  /// What is to happen to this host's segments.
  Plan plan(Side side) {
    return side == Side.LEFT ? planFromClient : planFromServer;
  }
}
