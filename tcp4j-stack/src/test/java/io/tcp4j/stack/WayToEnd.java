package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.KeepAlive;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.UnreachableReason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The ways in which connections come to their end, each as steps that many connections take
/// together.
enum WayToEnd {
  CLIENT_CLOSES_FIRST(
      Ending.FIN, Ending.FIN, open(), client(TcpSocket::close), server(TcpSocket::close)),
  SERVER_CLOSES_FIRST(
      Ending.FIN, Ending.FIN, open(), server(TcpSocket::close), client(TcpSocket::close)),
  THREE_WAY(
      Ending.FIN,
      Ending.FIN,
      open(),
      server(socket -> socket.setHandler(new ClosesAfterPeer())),
      client(TcpSocket::close)),
  SIMULTANEOUS_CLOSE(Ending.FIN, Ending.FIN, open(), at -> at.atOnce(TcpSocket::close)),
  HALF_CLOSE(
      Ending.FIN,
      Ending.FIN,
      open(),
      client(TcpSocket::shutdownOutput),
      pass(Duration.ofHours(2)),
      server(socket -> socket.tryWrite(new byte[5000], 0, 5000)),
      client(socket -> socket.tryRead(new byte[5000], 0, 5000)),
      server(TcpSocket::close),
      client(TcpSocket::close)),
  FIN_LOST(
      Ending.FIN,
      Ending.FIN,
      open(),
      cut(true),
      client(TcpSocket::close),
      cut(false),
      pass(Duration.ofSeconds(10)),
      server(TcpSocket::close)),
  TIME_WAIT_ABORTED(
      Ending.FIN,
      Ending.FIN,
      open(),
      client(TcpSocket::close),
      server(TcpSocket::close),
      client(TcpSocket::abort)),
  CLIENT_ABORTS(Ending.ABORTED, Ending.RESET, open(), client(TcpSocket::abort)),
  SERVER_ABORTS(Ending.RESET, Ending.ABORTED, open(), server(TcpSocket::abort)),
  LINGER_ZERO(
      Ending.ABORTED,
      Ending.RESET,
      open(),
      client(
          socket -> {
            socket.setLinger(Duration.ZERO);
            socket.close();
          })),
  RESET_UNREAD(
      Ending.DATA_LOST,
      Ending.RESET,
      open(),
      server(socket -> socket.tryWrite(new byte[100], 0, 100)),
      client(TcpSocket::close)),
  DATA_AFTER_CLOSE(
      Ending.DATA_LOST,
      Ending.RESET,
      open(),
      client(TcpSocket::close),
      server(socket -> socket.tryWrite(new byte[100], 0, 100))),
  REFUSED(Ending.REFUSED, null, at -> at.begin("10.0.0.2:99")),
  REFUSED_BY_ICMP(Ending.REFUSED, null, WayToEnd::refuseByIcmp),
  CLOSED_EARLY(
      Ending.CLOSED_EARLY, null, cut(true), at -> at.begin("10.0.0.2:7"), client(TcpSocket::close)),
  CONNECT_TIMEOUT(
      Ending.TIMED_OUT, null, cut(true), at -> at.begin("10.0.0.2:7"), pass(Duration.ofMinutes(2))),
  SYN_NEVER_COMPLETED(
      Ending.TIMED_OUT,
      null,
      at -> at.net.serverEnd.cut = true,
      at -> at.begin("10.0.0.2:7"),
      pass(Duration.ofMinutes(3))),
  RESET_DURING_HANDSHAKE(
      Ending.ABORTED,
      null,
      at -> at.net.serverEnd.cut = true,
      at -> at.begin("10.0.0.2:7"),
      client(TcpSocket::abort),
      cut(false),
      pass(Duration.ofSeconds(10))),
  SIMULTANEOUS_OPEN(
      Ending.FIN, Ending.FIN, WayToEnd::openFromBothSides, at -> at.atOnce(TcpSocket::close)),
  USER_TIMEOUT(
      Ending.TIMED_OUT,
      Ending.TIMED_OUT,
      open(),
      cut(true),
      at -> at.atOnce(socket -> socket.tryWrite(new byte[100], 0, 100)),
      pass(Duration.ofMinutes(5))),
  KEEP_ALIVE_TIMEOUT(
      Ending.TIMED_OUT,
      Ending.TIMED_OUT,
      open(),
      at -> at.atOnce(socket -> socket.configure(config -> config.keepAlive(true))),
      cut(true),
      pass(Duration.ofMinutes(5))),
  FIN_WAIT_2_TIMEOUT(
      Ending.TIMED_OUT,
      Ending.ABORTED,
      open(),
      client(TcpSocket::close),
      pass(Duration.ofMinutes(2)),
      server(TcpSocket::abort)),
  ORPHAN_OF_A_DEAD_PEER(
      Ending.TIMED_OUT,
      Ending.ABORTED,
      open(),
      cut(true),
      client(TcpSocket::close),
      pass(Duration.ofMinutes(5)),
      server(TcpSocket::abort)),
  ORPHAN_BEFORE_A_CLOSED_WINDOW(
      Ending.TIMED_OUT,
      Ending.ABORTED,
      open(),
      client(socket -> socket.tryWrite(new byte[30_000], 0, 30_000)),
      client(TcpSocket::close),
      pass(Duration.ofMinutes(5)),
      server(TcpSocket::abort)),
  TOO_MANY_ORPHANS(Ending.ABORTED, Ending.RESET, open(), client(TcpSocket::close)) {
    @Override
    int maxOrphans() {
      return 0;
    }
  },
  LINK_FULL_AT_CLOSE(
      Ending.FIN,
      Ending.FIN,
      open(),
      at -> at.whileTheQueueIsFull(TcpSocket::close),
      server(World::readAll),
      server(TcpSocket::close)) {
    @Override
    TcpConfig config() {
      return FAST;
    }
  },
  LINK_FULL_AT_ABORT(
      Ending.ABORTED, Ending.RESET, open(), at -> at.whileTheQueueIsFull(TcpSocket::abort)) {
    @Override
    TcpConfig config() {
      return FAST;
    }
  },
  NEVER_ACCEPTED(
      null,
      null,
      at -> at.begin("10.0.0.2:7"),
      client(TcpSocket::close),
      pass(Duration.ofMinutes(5)),
      at -> at.listening.close()),
  LISTENER_CLOSED(Ending.RESET, null, at -> at.begin("10.0.0.2:7"), at -> at.listening.close()),
  STACK_CLOSED(Ending.ABORTED, Ending.RESET, open(), at -> at.net.client.close());

  private static final TcpConfig SLOW =
      TcpConfig.builder()
          .receiveBuffer(10_000)
          .openTimeout(Duration.ofMinutes(1))
          .userTimeout(Duration.ofMinutes(1))
          .keepAliveTimes(KeepAlive.of(Duration.ofSeconds(10), Duration.ofSeconds(5), 3))
          .build();

  /// Sends more at once than the transmit queue takes.
  private static final TcpConfig FAST = TcpConfig.builder().initialWindow(1000).build();

  /// How the client's connections end; null if not all of them do so.
  final @Nullable Ending clients;

  /// How the server's end; null if nobody has them.
  final @Nullable Ending servers;

  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
  private final Step[] steps;

  WayToEnd(@Nullable Ending clients, @Nullable Ending servers, Step... steps) {
    this.clients = clients;
    this.servers = servers;
    this.steps = steps;
  }

  TcpConfig config() {
    return SLOW;
  }

  int maxOrphans() {
    return Integer.MAX_VALUE;
  }

  /// Takes this many connections from their beginning to their end.
  World play(int connections) throws IOException {
    World world = new World(this, connections);
    for (Step step : steps) {
      step.take(world);
      world.net.time.runFor(Duration.ofSeconds(1));
      world.net.assertOnlyTheLivingWait();
    }
    return world;
  }

  /// Something that is done with all connections; a second passes after it.
  interface Step {
    void take(World world) throws IOException;
  }

  private static Step open() {
    return World::open;
  }

  private static Step client(World.Act act) {
    return world -> World.all(world.clients, act);
  }

  private static Step server(World.Act act) {
    return world -> World.all(world.servers, act);
  }

  private static Step cut(boolean on) {
    return world -> world.net.cut(on);
  }

  private static Step pass(Duration time) {
    return world -> world.net.time.runFor(time);
  }

  private static void openFromBothSides(World world) throws IOException {
    for (int i = 0; i < world.connections; i++) {
      Endpoint one = at("10.0.0.1:" + (10_000 + i));
      Endpoint other = at("10.0.0.2:" + (10_000 + i));
      world.clients.add(world.net.client.open(other, one, null, null));
      world.servers.add(world.net.server.open(one, other, null, null));
    }
  }

  private static void refuseByIcmp(World world) throws IOException {
    List<byte[]> syns = new ArrayList<>();
    world.net.clientEnd.sent = syns;
    world.net.clientEnd.cut = true;
    world.begin("10.0.0.2:7");
    for (byte[] syn : syns) {
      world.net.serverEnd.send(
          Wire.icmp(
              "10.0.0.2",
              "10.0.0.1",
              new IcmpMessage.DestinationUnreachable(
                  UnreachableReason.PORT, ByteSlice.of(syn, 0, 28))));
    }
  }

  private static final class ClosesAfterPeer implements TcpHandler {
    @Override
    public void onEndOfStream(TcpSocket socket) {
      socket.close();
    }
  }

  /// Two hosts and the connections between them.
  static final class World {
    private static final int MUCH = 100_000;

    final TwoStacks net;
    final TcpServerSocket listening;
    final List<TcpSocket> clients = new ArrayList<>();
    final List<TcpSocket> servers = new ArrayList<>();
    private final int connections;

    private World(WayToEnd way, int connections) throws IOException {
      this.connections = connections;
      net = new TwoStacks(way.config(), builder -> builder.maxOrphans(way.maxOrphans()));
      int backlog = way.servers == null ? connections / 2 : connections;
      listening = net.server.listen(at("10.0.0.2:7"), backlog);
    }

    /// Something done with one socket.
    interface Act {
      void on(TcpSocket socket) throws IOException;
    }

    private static void all(List<TcpSocket> sockets, Act act) throws IOException {
      for (TcpSocket socket : sockets) {
        act.on(socket);
      }
    }

    /// Begins all connections, and does not wait.
    private void begin(String where) throws IOException {
      for (int i = 0; i < connections; i++) {
        clients.add(net.client.open(at(where)));
      }
    }

    /// Opens all connections and carries some bytes over each.
    private void open() throws IOException {
      begin("10.0.0.2:7");
      net.time.runFor(Duration.ofSeconds(1));
      for (int i = 0; i < connections; i++) {
        servers.add(net.accept(listening));
      }
      all(clients, socket -> socket.tryWrite(new byte[1000], 0, 1000));
      net.time.runFor(Duration.ofSeconds(1));
      all(servers, socket -> socket.tryRead(new byte[1000], 0, 1000));
    }

    /// Does something at both ends before either hears of the other.
    private void atOnce(Act act) throws IOException {
      all(clients, act);
      all(servers, act);
    }

    /// Does something with each client while its packets fill the queue and more of them wait for
    /// room.
    private void whileTheQueueIsFull(Act act) throws IOException {
      for (TcpSocket socket : clients) {
        boolean[] done = new boolean[1];
        net.clientEnd.whileSending =
            () -> {
              if (!done[0]) {
                done[0] = true;
                run(act, socket);
              }
            };
        assertThatThrownBy(() -> socket.tryWrite(new byte[MUCH], 0, MUCH))
            .hasMessage("Socket closed");
        net.clientEnd.whileSending = () -> {};
        net.time.runFor(Duration.ofMillis(1));
      }
    }

    private static void run(Act act, TcpSocket socket) {
      try {
        act.on(socket);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    private static void readAll(TcpSocket socket) throws IOException {
      int read = 0;
      byte[] in = new byte[MUCH];
      for (int n = socket.tryRead(in, 0, MUCH); n >= 0; n = socket.tryRead(in, 0, MUCH)) {
        if (n == 0) {
          throw new AssertionError("no end of stream after " + read + " bytes");
        }
        read += n;
      }
      if (read != MUCH) {
        throw new AssertionError("only " + read + " bytes");
      }
    }
  }
}
