package io.tcp4j.testkit.campaign;

import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.KeepAlive;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.testkit.network.CableConfig;
import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The run of one seed: a client, a server, a few conversations between them, and troubles.
///
/// Each conversation must come to an end. Where nothing was drawn that may cost data (no crash, no
/// reset, no abort: a [Plan] says so), both ends must have got all and ended by FIN, whatever else
/// went wrong: all of it is over in less than a minute, and the user timeout is a quarter of an
/// hour. Elsewhere what was received must be a beginning of what was sent. At the end nothing may
/// be left of any connection.
final class Conversations {
  private static final int PORT = 7;

  private static final Pattern CLIENTS = new Pattern(1);
  private static final Pattern SERVERS = new Pattern(5);

  /// Longest that a run may take in virtual time: the user timeout, the retransmissions before it,
  /// and TIME-WAIT.
  private static final Duration LONGEST = Duration.ofHours(2);

  /// Into how many pieces, and so round trips, a small buffer may cut what is sent: an hour of
  /// octets one by one would try nothing new.
  private static final long MOST_BUFFERS = 2_000;

  /// How long a server waits for the end of a handshake: longer than a client that measured its
  /// round trip across a partition may wait before it sends again.
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final KeepAlive KEEP_ALIVE =
      KeepAlive.of(Duration.ofSeconds(20), Duration.ofSeconds(2), 5);

  private final long seed;
  private final Profile profile;
  private final SimulatedNetwork network;
  private final RandomGenerator random;
  private final List<Talker> talkers = new ArrayList<>();
  private final Plan plan;
  private final TcpConfig clients;
  private final TcpConfig servers;
  private int opened;

  private Conversations(long seed, Profile profile, SimulatedNetwork network) {
    this.seed = seed;
    this.profile = profile;
    this.network = network;
    random = network.seeds().named("conversations");
    plan = Plan.draw(profile, network.seeds().named("plan"));
    clients = config();
    servers = config();
  }

  /// Plays one seed. Whatever the run throws, or the network when it closes, is the seed's failure;
  /// what the watcher throws is not.
  ///
  /// @param watcher sees the network with its trace before it closes; null for nobody
  static SeedResult play(long seed, Profile profile, @Nullable Consumer<SimulatedNetwork> watcher) {
    SimulatedNetwork network = SimulatedNetwork.virtual(seed);
    if (watcher == null) {
      network.trace().forget(); // but the digest
    }
    var run = new Conversations(seed, profile, network);
    String failure = failure(run::run);
    String unclosed;
    try {
      if (watcher != null) {
        watcher.accept(network);
      }
    } finally {
      unclosed =
          failure(
              () -> {
                network.close();
                return null;
              });
    }
    String first = failure == null ? unclosed : failure;
    return new SeedResult(seed, run.opened, network.trace().digest(), first);
  }

  private static @Nullable String failure(Supplier<@Nullable String> part) {
    try {
      return part.get();
    } catch (RuntimeException | Error e) {
      return e.toString();
    }
  }

  private @Nullable String run() {
    SimulatedHost client = network.host("client", stack -> stack.tcpConfig(clients));
    SimulatedHost server = network.host("server", stack -> stack.tcpConfig(servers));
    CableConfig cable =
        CableConfig.DEFAULT
            .withDelay(Duration.ofNanos(100_000 + random.nextInt(50_000_000)))
            .withMtu(1_280 + random.nextInt(8_000));
    network.cable(client, server, cable);
    server.onBoot(this::listen);
    int conversations = 1 + random.nextInt(4);
    for (int i = 0; i < conversations; i++) {
      IpAddress to = random.nextBoolean() ? server.address() : server.addressV6();
      network.schedule(
          Duration.ofMillis(random.nextInt(5_000)), () -> open(client, new Endpoint(to, PORT)));
    }
    new Troubles(network, client, server).schedule(plan);
    network.sleep(Troubles.END);
    boolean over =
        network.await(
            () -> talkers.stream().allMatch(Talker::over) && idle(client) && idle(server), LONGEST);
    return judge(over, client, server);
  }

  private static boolean idle(SimulatedHost host) {
    IpStack stack = host.stack();
    return stack.connections().isEmpty() && stack.timeWaits() == 0;
  }

  private TcpConfig config() {
    int most = tiny() ? 3_000 : 200_000;
    return TcpConfig.builder()
        .sendBuffer(1 + random.nextInt(most))
        .receiveBuffer(1 + random.nextInt(most))
        .nagle(random.nextBoolean())
        .windowScaling(random.nextInt(4) > 0)
        .timestamps(random.nextInt(4) > 0)
        .sack(random.nextInt(4) > 0)
        .ecn(random.nextBoolean() ? EcnMode.ACTIVE : EcnMode.PASSIVE)
        .initialWindow(1 + random.nextInt(10))
        .acceptTimeout(PATIENCE)
        .delayedAck(Duration.ofMillis(random.nextInt(3) * 40L))
        .keepAlive(plan.mayCostData()) // else who waits for a host that has crashed waits for ever
        .keepAliveTimes(KEEP_ALIVE)
        .build();
  }

  private boolean tiny() {
    return profile == Profile.TINY_WINDOWS || (profile == Profile.MIXED && random.nextInt(4) == 0);
  }

  private void listen(IpStack stack) {
    try {
      stack.listen(
          new Endpoint(IpAddress.UNSPECIFIED_V6, PORT),
          16,
          socket -> converse(socket, talker(socket.remote().port(), true)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void open(SimulatedHost client, Endpoint server) {
    opened++;
    try {
      TcpSocket socket = client.stack().open(server);
      converse(socket, talker(socket.local().port(), false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What both ends do follows from the client's port, which both know.
  private Talker talker(int port, boolean server) {
    RandomGenerator both = network.seeds().child("talk").named(Integer.toString(port));
    int most = profile == Profile.TINY_WINDOWS ? 10_000 : 150_000;
    long up = atMost(clients, servers, both.nextInt(1 + both.nextInt(most))); // mostly little
    long down = atMost(servers, clients, both.nextInt(1 + both.nextInt(most)));
    return server ? new Talker(down, up, SERVERS, CLIENTS) : new Talker(up, down, CLIENTS, SERVERS);
  }

  private static long atMost(TcpConfig sender, TcpConfig receiver, long bytes) {
    int buffer = Math.min(sender.sendBuffer(), receiver.receiveBuffer());
    return Math.min(bytes, MOST_BUFFERS * buffer);
  }

  private void converse(TcpSocket socket, Talker talker) {
    talkers.add(talker.over(socket));
    socket.setHandler(talker);
    if (tiny()) {
      Duration pause = Duration.ofMillis(random.nextInt(5_000));
      network.schedule(pause, () -> talker.reads(false));
      network.schedule(pause.plusMillis(random.nextInt(20_000)), () -> talker.reads(true));
    }
    if (plan.aborts() && random.nextInt(3) == 0) {
      network.schedule(Duration.ofMillis(random.nextInt(10_000)), talker::abort);
    }
  }

  private @Nullable String judge(boolean over, SimulatedHost client, SimulatedHost server) {
    if (!over) {
      return "not over after " + LONGEST + ": " + talkers;
    }
    for (Talker talker : talkers) {
      String wrong = talker.judge(plan.mayCostData());
      if (wrong != null) {
        return wrong;
      }
    }
    for (SimulatedHost host : List.of(client, server)) {
      IpStack stack = host.stack();
      if (stack.memoryUsed() > 0 || stack.orphans() > 0) {
        return "%s keeps %d bytes and %d orphans"
            .formatted(host, stack.memoryUsed(), stack.orphans());
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return "seed " + seed;
  }
}
