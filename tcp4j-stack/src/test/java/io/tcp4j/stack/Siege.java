package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.stack.counters.Counter;
import io.tcp4j.stack.counters.Counters;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpPrefix;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/// A host that serves an honest one while another throws packets at it: real ones, damaged ones,
/// old ones, pieces, ICMP errors about what the victim has sent, and segments in others' names.
///
/// The attacker has a stack of its own, so that there are connections in all states for its packets
/// to hit. What happens is up to a generator of choices, be it chance or a fuzzer.
final class Siege {
  private static final long MOST_MEMORY = 32L << 20;
  private static final int MOST_SOCKETS = 40;
  private static final int REMEMBERED = 64;
  private static final Endpoint SERVICE = at("10.0.0.2:7");

  private final RandomGenerator choice;
  private final Spoiler spoiler;
  private final Forger forger;
  private final TwoStacks net;
  private final IpStack attacker;
  private final Wire toVictim = new Wire(1500);
  private final Wire toAttacker = new Wire(1500);
  private final Deque<byte[]> old = new ArrayDeque<>();
  private final Deque<byte[]> seen = new ArrayDeque<>();
  private final List<TcpSocket> attackers = new ArrayList<>();
  private final List<TcpSocket> victims = new ArrayList<>();
  private final List<TcpSocket> accepted = new ArrayList<>();
  private final TcpSocket client;
  private final TcpSocket server;

  /// Packets thrown that are not as their sender made them.
  long packets;

  Siege(RandomGenerator choice, TcpConfig config) throws IOException {
    this.choice = choice;
    spoiler = new Spoiler(choice);
    forger = new Forger(choice);
    boolean sourceRouting = choice.nextBoolean();
    net = new TwoStacks(config, builder -> builder.sourceRouting(sourceRouting));
    attacker = net.stack("attacker", 3, config);
    net.server.attach(toVictim, IpPrefix.parse("10.6.6.1/16"), IpPrefix.parse("2001:db8:6::1/64"));
    attacker.attach(toAttacker, IpPrefix.parse("10.6.6.6/16"), IpPrefix.parse("2001:db8:6::6/64"));
    Behaviour.listenWithAll(net.server, accepted::add);
    attacker.listen(at("[::]:9"), 8, socket -> keep(attackers, socket, Behaviour.READS));
    TcpServerSocket listening = net.server.listen(SERVICE);
    client = net.client.open(SERVICE);
    server = net.accept(listening);
  }

  /// A seeded siege with settings that follow from the seed as well.
  static Siege seeded(long seed) throws IOException {
    Random random = new Random(seed);
    return new Siege(random, Behaviour.config(random));
  }

  /// One thing that happens.
  void step() throws IOException {
    switch (choice.nextInt(24)) {
      case 0 -> open(attacker, attackers, victimsPort());
      case 1 -> open(net.server, victims, choice.nextBoolean() ? "10.6.6.6:9" : "10.6.6.6:10");
      case 2 -> call(attackers);
      case 3 -> call(victims);
      case 4, 5 -> net.time.runFor(pause());
      case 6, 7 -> throwAtVictim(seen.isEmpty() ? forger.anything() : error());
      case 8 -> throwAtVictim(forger.blind(client.local(), SERVICE));
      case 9 -> throwAtVictim(forger.syn(at(victimsPort())));
      case 10 -> throwAtVictim(forger.anything());
      case 11 -> throwAtVictim(remembered(old));
      case 12 -> throwAtVictim(spoiler.spoil(remembered(old)));
      case 13 -> inPieces();
      default -> {
        for (int i = choice.nextInt(4); i >= 0; i--) {
          next();
        }
      }
    }
    answers();
  }

  /// What the siege must not do: the honest host's connection goes on, both ways, and memory stays
  /// bounded.
  void checkOthers() throws IOException {
    net.transfer(client, server, 5_000);
    net.transfer(server, client, 5_000);
    assertThat(client.state()).isEqualTo(State.ESTABLISHED);
    assertThat(server.state()).isEqualTo(State.ESTABLISHED);
    assertThat(net.server.memoryUsed()).isLessThan(MOST_MEMORY);
    assertThat(net.server.tableSize()).as("connections").isLessThan(Behaviour.MOST_CONNECTIONS);
  }

  /// Ends it: somebody new is served, each packet was counted, and nothing is left behind.
  void end() throws IOException {
    checkOthers();
    TcpServerSocket listening = net.server.listen(at("10.0.0.2:8"));
    TwoStacks.Connected late = net.connect(listening);
    net.transfer(late.client(), late.server(), 5_000);
    assertEveryPacketIsAccountedFor();
    attacker.close();
    net.close();
    // what has arrived is kept for the user, who must close what it has
    accepted.forEach(TcpSocket::abort);
    victims.forEach(TcpSocket::abort);
    net.time.runUntilIdle();
    net.assertNothingLeft();
    assertThat(net.server.reassemblyBytes()).isZero();
  }

  Counters victimsCounters() {
    return net.server.counters();
  }

  private String victimsPort() {
    int port = choice.nextInt(8) == 0 ? Behaviour.NOBODYS_PORT : anyBehaviour().port;
    return (choice.nextBoolean() ? "10.6.6.1:" : "[2001:db8:6::1]:") + port;
  }

  private Behaviour anyBehaviour() {
    Behaviour[] all = Behaviour.values();
    return all[choice.nextInt(all.length)];
  }

  private void open(IpStack from, List<TcpSocket> sockets, String to) throws IOException {
    TcpSocket socket = from.open(at(to));
    keep(sockets, socket, anyBehaviour());
    socket.tryWrite(new byte[4000], 0, choice.nextInt(4000));
  }

  private static void keep(List<TcpSocket> sockets, TcpSocket socket, Behaviour behaviour) {
    socket.setHandler(behaviour);
    sockets.add(socket);
    if (sockets.size() > MOST_SOCKETS) {
      sockets.removeFirst().abort();
    }
  }

  /// A user of a connection does something with it.
  private void call(List<TcpSocket> sockets) {
    if (sockets.isEmpty()) {
      return;
    }
    TcpSocket socket = sockets.get(choice.nextInt(sockets.size()));
    try {
      switch (choice.nextInt(8)) {
        case 0, 1, 2 -> socket.tryWrite(new byte[20_000], 0, choice.nextInt(20_000));
        case 3 -> socket.tryWriteUrgent(new byte[10], 0, choice.nextInt(10));
        case 4 -> socket.tryRead(new byte[20_000], 0, choice.nextInt(20_000));
        case 5 -> socket.shutdownOutput();
        case 6 -> socket.close();
        default -> socket.abort();
      }
    } catch (IOException _) {
      // the connection had ended, as many do here
    }
  }

  private Duration pause() {
    return switch (choice.nextInt(12)) {
      case 0 -> Duration.ofMillis(choice.nextInt(100_000));
      case 1, 2 -> Duration.ofMillis(choice.nextInt(2_000));
      default -> Duration.ofMillis(choice.nextInt(50));
    };
  }

  private byte[] error() {
    byte[] error = forger.error(remembered(seen));
    return choice.nextInt(4) == 0 ? spoiler.spoil(error) : error;
  }

  /// The attacker's stack's next packet arrives, or a damaged copy, or that and then the real one.
  private void next() {
    if (toAttacker.sent.isEmpty()) {
      return;
    }
    byte[] real = toAttacker.sent.removeFirst();
    remember(old, real);
    boolean damaged = choice.nextBoolean();
    if (damaged) {
      throwAtVictim(spoiler.spoil(real));
    }
    if (!damaged || choice.nextInt(3) > 0) {
      toVictim.arrive(real);
    }
  }

  private void inPieces() {
    if (toAttacker.sent.isEmpty()) {
      return;
    }
    for (byte[] piece : spoiler.fragments(toAttacker.sent.removeFirst())) {
      throwAtVictim(choice.nextInt(8) == 0 ? spoiler.spoil(piece) : piece);
    }
  }

  /// What the victim has sent reaches the attacker, most of it.
  private void answers() {
    while (!toVictim.sent.isEmpty()) {
      byte[] packet = toVictim.sent.removeFirst();
      remember(seen, packet);
      if (choice.nextInt(16) > 0) {
        toAttacker.arrive(packet);
      }
    }
  }

  private void throwAtVictim(byte[] packet) {
    packets++;
    toVictim.arrive(packet);
  }

  private static void remember(Deque<byte[]> packets, byte[] packet) {
    packets.add(packet);
    if (packets.size() > REMEMBERED) {
      packets.remove();
    }
  }

  private byte[] remembered(Deque<byte[]> packets) {
    if (packets.isEmpty()) {
      return forger.anything();
    }
    return packets.stream().skip(choice.nextInt(packets.size())).findFirst().orElseThrow();
  }

  private void assertEveryPacketIsAccountedFor() {
    Counters counters = net.server.counters();
    long arrived = counters.get(Counter.IP_RECEIVED) + counters.get(Counter.REASSEMBLED);
    long accounted =
        counters.get(Counter.TCP_RECEIVED)
            + counters.get(Counter.ICMP_RECEIVED)
            + counters.get(Counter.FRAGMENTS_RECEIVED)
            + counters.get(Counter.REFUSED);
    assertThat(arrived).isGreaterThanOrEqualTo(packets).isEqualTo(accounted);
  }
}
