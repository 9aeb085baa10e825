package io.tcp4j.testkit.campaign;

import io.tcp4j.testkit.network.Fault;
import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import io.tcp4j.testkit.network.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Plans what goes wrong with a network in the first minute of a run, by chance: faults that begin
/// and end. After it the network is good.
final class Troubles {
  /// When the last of them is over.
  static final Duration END = Duration.ofMinutes(1);

  private final SimulatedNetwork network;
  private final SimulatedHost client;
  private final SimulatedHost server;
  private final RandomGenerator random;
  private final List<Fault> present = new ArrayList<>();

  Troubles(SimulatedNetwork network, SimulatedHost client, SimulatedHost server) {
    this.network = network;
    this.client = client;
    this.server = server;
    random = network.seeds().named("troubles");
  }

  void plan(Profile profile) {
    switch (profile) {
      case LOSSY -> lossy();
      case REORDERING -> reordering();
      case TINY_WINDOWS -> {}
      case CRASH -> crash();
      case MIXED -> {
        if (random.nextBoolean()) {
          lossy();
        }
        if (random.nextBoolean()) {
          reordering();
        }
        if (random.nextInt(4) == 0) {
          crash();
        }
        if (random.nextBoolean()) {
          narrow();
        }
      }
    }
    network.schedule(END, () -> present.forEach(Fault::close));
  }

  private void lossy() {
    double loss = random.nextDouble() * random.nextDouble() * 0.3;
    double twice = random.nextDouble() * 0.1;
    double damage = random.nextDouble() * random.nextDouble() * 0.05;
    begin(() -> traffic().lose(loss));
    if (random.nextBoolean()) {
      double burst = random.nextDouble() * 0.02;
      begin(() -> traffic().loseInBursts(burst, 0.3));
    }
    begin(() -> traffic().duplicate(twice));
    begin(() -> traffic().corrupt(damage));
  }

  private void reordering() {
    double some = random.nextDouble() * 0.3;
    Duration back = Duration.ofMillis(1 + random.nextInt(50));
    Duration jitter = Duration.ofMillis(1 + random.nextInt(100));
    begin(() -> traffic().reorder(some, back));
    begin(() -> traffic().delay(Duration.ZERO, jitter));
  }

  private void narrow() {
    long speed = 100_000L + random.nextInt(10_000_000);
    int queue = 3_000 + random.nextInt(100_000);
    begin(() -> network.oneWay(client, server).rateLimit(speed, queue));
  }

  private void crash() {
    switch (random.nextInt(4)) {
      case 0 -> begin(server::crash);
      case 1 -> begin(() -> network.partition(client, server));
      case 2 -> begin(() -> network.oneWay(server, client).partition());
      default -> begin(() -> traffic().reset());
    }
  }

  private Traffic traffic() {
    return network.between(client, server);
  }

  /// Lets a fault begin at some time and end at some later time.
  private void begin(Supplier<Fault> fault) {
    Duration at = Duration.ofMillis(random.nextInt(10_000));
    Duration time = Duration.ofMillis(1 + random.nextInt(30_000));
    network.schedule(
        at,
        () -> {
          Fault guard = fault.get();
          present.add(guard);
          network.schedule(time, guard::close);
        });
  }
}
