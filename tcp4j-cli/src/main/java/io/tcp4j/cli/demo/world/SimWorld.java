package io.tcp4j.cli.demo.world;

import io.tcp4j.link.VirtualTime;
import io.tcp4j.link.capture.PcapngWriter;
import io.tcp4j.tcp.model.StateDiagram.Edge;
import io.tcp4j.testkit.ladder.Row;
import io.tcp4j.testkit.ladder.Side;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Two hosts and the cable between them, in virtual time: a segment takes [#DELAY] to cross, and
/// computing takes no time at all.
///
/// Everything that chance decides (initial sequence numbers, ports, losses) comes from the seed, so
/// that the same seed gives the same run. Belongs to one thread.
public final class SimWorld implements AutoCloseable {
  /// How long a packet is on its way.
  public static final Duration DELAY = Duration.ofMillis(10);

  /// How long a run waits for what it waits for; longer than any timer of TCP.
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final VirtualTime time;
  private final RandomGenerator random;
  private final Wiretap tap = new Wiretap(DELAY.toNanos());
  private final Cable cable;
  private final SimHost client;
  private final SimHost server;

  /// What a run may vary.
  ///
  /// @param seed what chance is made of
  /// @param loss the probability, 0 to 1, that a packet is lost
  /// @param start the wall-clock time at which the run begins, for captures
  /// @param capture where to write every packet put on the link, or null
  public record Settings(long seed, double loss, Instant start, @Nullable PcapngWriter capture) {}

  /// A world where nothing has happened yet.
  ///
  /// @throws IOException where the capture cannot be written
  public SimWorld(Settings settings) throws IOException {
    time = new VirtualTime(settings.start());
    random = new SplittableRandom(settings.seed());
    cable = new Cable(time, tap, settings.loss(), DELAY, random, settings.capture());
    client = new SimHost(this, Side.LEFT, "client", "10.0.0.1", cable, random.nextLong());
    server = new SimHost(this, Side.RIGHT, "server", "10.0.0.2", cable, random.nextLong());
  }

  /// The host on the left: 10.0.0.1.
  public SimHost client() {
    return client;
  }

  /// The host on the right: 10.0.0.2.
  public SimHost server() {
    return server;
  }

  /// This host.
  public SimHost host(Side side) {
    return side == Side.LEFT ? client : server;
  }

  /// A number that chance picks, from `least` to `most`.
  public int chance(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /// Lets time pass until the condition holds.
  ///
  /// @param what what is waited for, in words that end "waited in vain for …"
  /// @throws InVainException where it does not come to hold, however long the run waits
  public void await(String what, BooleanSupplier condition) {
    if (!time.runUntil(() -> holds(condition), PATIENCE)) {
      throw new InVainException(what);
    }
  }

  private boolean holds(BooleanSupplier condition) {
    client.readWhatArrived();
    server.readWhatArrived();
    return condition.getAsBoolean();
  }

  /// Lets this much time pass.
  public void pass(Duration duration) {
    time.runUntil(() -> holds(() -> false), duration);
  }

  /// Begins a chapter of the ladder: what stands in [#tally] from now on is of this chapter.
  ///
  /// @param title its title, as in `2. Both ends are safe`
  /// @param text one sentence that says what it shows
  public void chapter(String title, String text) {
    tap.chapter(now(), title, text);
  }

  /// Tells the reader of the ladder, at the end of a chapter, what came of it.
  public void say(String text) {
    tap.said(now(), text);
  }

  /// Cuts the cable: until it is mended whatever is sent gets lost.
  public void cut() {
    tap.noted(Side.LEFT, now(), "(the cable is cut)");
    cable.cut(true);
  }

  /// Mends the cable.
  public void mend() {
    tap.noted(Side.LEFT, now(), "(the cable is mended)");
    cable.cut(false);
  }

  /// The time since the run began, in nanoseconds.
  public long now() {
    return time.nanoTime();
  }

  /// What has happened so far in this chapter, or in the whole run where there are none, in
  /// numbers.
  public Tally tally() {
    return tap.tally();
  }

  /// The edges of the state diagram that connections of this end have taken so far, in their order.
  public List<Edge> journey(Side side) {
    return List.copyOf(tap.journeys().of(side));
  }

  /// What has happened so far, row by row.
  public List<Row> rows() {
    return tap.recorder().rows();
  }

  VirtualTime time() {
    return time;
  }

  Wiretap tap() {
    return tap;
  }

  /// Ends the run: what the hosts still do when they are taken down is no part of it.
  @Override
  public void close() {
    tap.stop();
    client.close();
    server.close();
    cable.close();
  }
}
