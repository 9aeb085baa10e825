package io.tcp4j.testkit.campaign;

import io.tcp4j.link.impair.QueueDiscipline;
import io.tcp4j.link.impair.QueueDiscipline.CoDel;
import io.tcp4j.link.impair.QueueDiscipline.MarkAbove;
import io.tcp4j.link.impair.QueueDiscipline.TailDrop;
import io.tcp4j.testkit.campaign.Plan.Mishap;
import io.tcp4j.testkit.network.Fault;
import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import io.tcp4j.testkit.network.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What goes wrong with a network in the first minute of a run: the faults of a plan, which begin
/// and end by chance. After it the network is good.
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

  /// Schedules what was drawn.
  void schedule(Plan plan) {
    if (plan.lossy()) {
      lossy();
    }
    if (plan.reordering()) {
      reordering();
    }
    if (plan.narrow()) {
      narrow();
    }
    Mishap mishap = plan.mishap();
    if (mishap != null) {
      begin(() -> happens(mishap));
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
    long speed = 32_000L << random.nextInt(9);
    QueueDiscipline queue = queue(1_500 << random.nextInt(7));
    double marks = random.nextDouble() * random.nextDouble() * 0.2;
    begin(() -> network.oneWay(client, server).rateLimit(speed, queue));
    begin(() -> traffic().mark(marks));
  }

  private QueueDiscipline queue(int bytes) {
    return switch (random.nextInt(3)) {
      case 0 -> new TailDrop(bytes);
      case 1 -> new MarkAbove(bytes, random.nextInt(bytes));
      default ->
          new CoDel(
              bytes,
              Duration.ofMillis(1 + random.nextInt(10)),
              Duration.ofMillis(20 + random.nextInt(200)),
              random.nextBoolean());
    };
  }

  private Fault happens(Mishap mishap) {
    return switch (mishap) {
      case CRASH -> server.crash();
      case PARTITION -> network.partition(client, server);
      case PARTITION_ONE_WAY -> network.oneWay(server, client).partition();
      case RESET -> traffic().reset();
    };
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
