package io.tcp4j.cli.demo;

import io.tcp4j.cli.demo.diagram.Paths;
import io.tcp4j.cli.demo.scenario.Scenario;
import io.tcp4j.cli.demo.world.InVainException;
import io.tcp4j.cli.demo.world.SimHost;
import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.link.capture.PcapngWriter;
import io.tcp4j.testkit.ladder.Ladder;
import io.tcp4j.testkit.ladder.Side;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Plays scenarios one after the other, each in a fresh world, and makes ladders of them.
final class Player {
  /// When the first scenario of a run begins, by the clock on its hosts' walls.
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  /// The pause between two scenarios, seen in a capture of both.
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final long seed;
  private final double loss;
  private final @Nullable PcapngWriter capture;
  private Instant start = BEGINNING;

  /// @param seed what chance is made of, in each world anew
  /// @param loss the probability, 0 to 1, that a packet is lost
  /// @param capture where to write every packet put on a link, or null
  Player(long seed, double loss, @Nullable PcapngWriter capture) {
    this.seed = seed;
    this.loss = loss;
    this.capture = capture;
  }

  /// Plays one.
  ///
  /// @throws IOException where the capture cannot be written
  Ladder play(Scenario scenario) throws IOException {
    return play(
        scenario,
        (world, closing) ->
            new Ladder(
                scenario.name(),
                "tcp4j demo " + scenario.name(),
                scenario.summary(),
                end(world.client()),
                end(world.server()),
                world.rows(),
                closing));
  }

  /// Plays one for the ways that its two ends take through the state diagram.
  ///
  /// @throws IOException where the capture cannot be written
  Paths paths(Scenario scenario) throws IOException {
    return play(
        scenario, (world, _) -> new Paths(world.journey(Side.LEFT), world.journey(Side.RIGHT)));
  }

  private <T> T play(Scenario scenario, BiFunction<SimWorld, String, T> outcome)
      throws IOException {
    try (SimWorld world = new SimWorld(settings(scenario))) {
      String closing;
      try {
        closing = scenario.play(world);
      } catch (InVainException e) {
        closing = inVain(world, e);
      }
      world.pass(Duration.ZERO); // what was sent last is put on the cable at this same instant
      start = start.plusNanos(world.now()).plus(PAUSE);
      return outcome.apply(world, closing);
    }
  }

  /// Each scenario gets chances of its own, whichever are played before it.
  private SimWorld.Settings settings(Scenario scenario) {
    long own = 31 * seed + scenario.name().hashCode();
    return new SimWorld.Settings(own, loss, start, capture);
  }

  private static String inVain(SimWorld world, InVainException e) {
    return ("It came to nothing: waited in vain for %s. %d of %d segments were lost; the client is %s,"
            + " the server %s.")
        .formatted(
            e.what(),
            world.tally().lost(),
            world.tally().segments(),
            world.tally().state(Side.LEFT),
            world.tally().state(Side.RIGHT));
  }

  private static Ladder.End end(SimHost host) {
    return new Ladder.End(host.name(), host.address().toString());
  }
}
