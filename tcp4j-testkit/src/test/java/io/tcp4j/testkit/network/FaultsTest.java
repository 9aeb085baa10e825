package io.tcp4j.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tcp4j.link.Packet;
import io.tcp4j.link.capture.CapturedPacket;
import io.tcp4j.link.capture.PcapngReader;
import io.tcp4j.link.impair.PacketFilter;
import io.tcp4j.link.impair.QueueDiscipline;
import io.tcp4j.link.impair.Rule;
import io.tcp4j.link.impair.Site;
import io.tcp4j.link.impair.Stage;
import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.testkit.network.Echo.World;
import io.tcp4j.testkit.time.Task;
import io.tcp4j.wire.TcpFlags;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
  private static final byte[] TEXT = Echo.text(200_000);

  /// A way to make a network bad.
  record Bad(String name, Function<Traffic, Fault> begin) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Bad> everyFaultThatTcpOvercomes() {
    return Stream.of(
        new Bad("delay", t -> t.delay(Duration.ofMillis(40))),
        new Bad("jitter", t -> t.delay(Duration.ofMillis(40), Duration.ofMillis(20))),
        new Bad("rate limit", t -> t.rateLimit(1_000_000, 20_000)),
        new Bad("CoDel", t -> t.rateLimit(1_000_000, new QueueDiscipline.CoDel(50_000))),
        new Bad("loss", t -> t.lose(0.05)),
        new Bad("the third", t -> t.lose(PacketFilter.numbers(3))),
        new Bad(
            "the second SYN",
            t -> t.lose(PacketFilter.nth(2, PacketFilter.segments(s -> s.has(TcpFlags.SYN))))),
        new Bad("bursts", t -> t.loseInBursts(0.01, 0.3)),
        new Bad("duplicates", t -> t.duplicate(0.2)),
        new Bad("reordering", t -> t.reorder(0.1, Duration.ofMillis(5))),
        new Bad("corruption", t -> t.corrupt(0.05)));
  }

  private static String run(Bad bad) throws IOException, ExecutionException {
    try (World world = World.of(11)) {
      Echo.serve(world.network(), world.server());
      try (Fault fault =
              bad.begin().apply(world.network().between(world.client(), world.server()));
          TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT))) {
        Task<byte[]> reader =
            world.network().spawn("reader", () -> socket.inputStream().readNBytes(TEXT.length));
        socket.write(TEXT, 0, TEXT.length);
        assertThat(reader.get()).isEqualTo(TEXT);
        fault.assertExercised();
      }
      world.network().assertAllFaultsExercised();
      return world.network().trace().digest();
    }
  }

  @ParameterizedTest
  @MethodSource("everyFaultThatTcpOvercomes")
  void theTextArrivesWholeAndTheRunIsTheSameTwice(Bad bad) throws Exception {
    assertThat(run(bad)).isEqualTo(run(bad));
  }

  @Test
  void aSlowReaderClosesTheWindowAndTheWriterWaits() throws Exception {
    try (World world = World.of(1)) {
      TcpServerSocket listening = world.server().listen(Echo.PORT);
      Task<Integer> reader =
          world
              .network()
              .spawn(
                  "reader",
                  () -> {
                    try (TcpSocket socket = listening.accept()) {
                      return world.server().input(socket).readAllBytes().length;
                    }
                  });
      TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT));
      byte[] much = Echo.text(3_000_000);
      Duration begun = world.network().now();
      try (SlowReads slow = world.server().readSlowly(100_000)) {
        socket.write(much, 0, 2_500_000);
        assertThat(world.network().now().minus(begun)).isGreaterThan(Duration.ofSeconds(3));
        slow.assertExercised();
        assertThatThrownBy(() -> world.server().readSlowly(1))
            .hasMessage("server reads slowly already");
      }
      Duration slowTime = world.network().now();
      socket.write(much, 2_500_000, 500_000);
      socket.close();
      assertThat(reader.get()).isEqualTo(3_000_000);
      assertThat(world.network().now().minus(slowTime)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void whoDoesNotReadAtAllIsProbedUntilHeDoes() throws Exception {
    try (World world = World.of(1)) {
      TcpServerSocket listening = world.server().listen(Echo.PORT);
      Task<byte[]> reader =
          world
              .network()
              .spawn(
                  "reader",
                  () -> world.server().input(listening.accept()).readNBytes(20 * TEXT.length));
      TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT));
      try (SlowReads stopped = world.server().readSlowly(0)) {
        Task<Boolean> writer =
            world
                .network()
                .spawn(
                    "writer",
                    () -> {
                      for (int i = 0; i < 20; i++) {
                        socket.write(TEXT, 0, TEXT.length);
                      }
                    });
        world.network().sleep(Duration.ofMinutes(10));
        assertThat(reader.isDone()).isFalse();
        assertThat(writer.isDone()).isFalse();
        stopped.assertExercised();
      }
      assertThat(reader.get()).hasSize(20 * TEXT.length);
      assertThat(world.network().trace().packets())
          .anyMatch(packet -> packet.sent().cause() == SendCause.WINDOW_PROBE);
    }
  }

  @Test
  void aPathMtuBlackHoleSwallowsLongPacketsOnly() throws IOException {
    try (World world = World.of(1)) {
      Echo.serve(world.network(), world.server());
      TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT));
      try (Fault hole = world.cable().bothWays().blackHoleAbove(1000)) {
        assertThat(Echo.roundTrip(socket, Echo.ascii("short"))).hasSize(5);
        assertThat(hole.exercised()).isFalse();
        socket.write(TEXT, 0, 5000);
        world.network().sleep(Duration.ofSeconds(1));
        hole.assertExercised();
      }
      assertThat(socket.inputStream().readNBytes(5000)).hasSize(5000);
      socket.close();
    }
  }

  @Test
  void aResetIsHeardByAReaderThatSendsNothing() throws Exception {
    try (World world = World.of(1)) {
      TcpServerSocket listening = world.server().listen(Echo.PORT);
      Task<TcpSocket> accepting = world.network().spawn("server", () -> listening.accept());
      TcpSocket reader = world.client().connect(world.server().endpoint(Echo.PORT));
      TcpSocket writer = accepting.get();
      writer.write(TEXT, 0, 3000);
      assertThat(reader.inputStream().readNBytes(3000)).hasSize(3000);
      try (Fault reset = world.network().oneWay(world.server(), world.client()).reset()) {
        writer.write(TEXT, 0, 3000);
        for (TcpSocket each : List.of(reader, writer)) {
          assertThatThrownBy(() -> each.read(new byte[1], 0, 1))
              .isInstanceOf(SocketException.class)
              .hasMessage("Connection reset");
        }
        reset.assertExercised();
      }
    }
  }

  @Test
  void whatAFaultMakesIsInTheTraceAndInTheCapture() throws Exception {
    try (World world = World.of(1)) {
      TcpServerSocket listening = world.server().listen(Echo.PORT);
      Task<TcpSocket> accepting = world.network().spawn("server", () -> listening.accept());
      TcpSocket writer = world.client().connect(world.server().endpoint(Echo.PORT));
      accepting.get();
      try (Fault reset = world.network().between(world.server(), world.client()).reset()) {
        writer.write(TEXT, 0, 100);
        world.network().sleep(Duration.ofSeconds(1));

        List<TracedPacket> made =
            world.network().trace().packets().stream()
                .filter(packet -> reset.name().equals(packet.sent().madeBy()))
                .toList();
        assertThat(made)
            .extracting(packet -> packet.sent().to(), TracedPacket::arrived)
            .containsExactly(tuple("client", true), tuple("server", true));
        assertThat(made)
            .allSatisfy(
                packet -> {
                  assertThat(packet.segment().has(TcpFlags.RST)).isTrue();
                  assertThat(packet.sent().cause()).isNull();
                  assertThat(packet).asString().contains("(made by " + reset.name() + ")");
                });
      }
      try (Fault wall = world.network().of(world.server()).unreachable()) {
        assertThatThrownBy(() -> world.client().connect(world.server().endpoint(Echo.PORT)))
            .isInstanceOf(NoRouteToHostException.class);
        ByteArrayOutputStream capture = new ByteArrayOutputStream();
        world.network().trace().writePcapng(capture);
        assertThat(capture.toString(StandardCharsets.ISO_8859_1))
            .contains("server to client: made by " + wall.name())
            .contains("client to server: made by reset");
      }
    }
  }

  @Test
  void aRefusalIsHeardByWhoSendsAndTheOtherEndIsHalfOpen() throws Exception {
    try (World world = World.of(1)) {
      TcpServerSocket listening = world.server().listen(Echo.PORT);
      Task<TcpSocket> accepting = world.network().spawn("server", () -> listening.accept());
      TcpSocket writer = world.client().connect(world.server().endpoint(Echo.PORT));
      TcpSocket reader = accepting.get();
      try (Fault refusal = world.network().between(world.server(), world.client()).refuse()) {
        writer.write(TEXT, 0, 3000);
        assertThatThrownBy(() -> writer.read(new byte[1], 0, 1)).hasMessage("Connection reset");
        assertThatThrownBy(() -> world.client().connect(world.server().endpoint(Echo.PORT)))
            .isInstanceOf(ConnectException.class)
            .hasMessage("Connection refused");
        reader.setReadTimeout(Duration.ofHours(1));
        assertThatThrownBy(() -> reader.read(new byte[1], 0, 1))
            .isInstanceOf(SocketTimeoutException.class);
        refusal.assertExercised();
      }
    }
  }

  @Test
  void aLineThatOnlyQueuesIsExercised() throws IOException {
    try (World world = World.of(1)) {
      Echo.serve(world.network(), world.server());
      try (Fault line = world.cable().bothWays().rateLimit(1_000_000, 10_000_000);
          TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT))) {
        assertThat(Echo.roundTrip(socket, Echo.text(10_000))).hasSize(10_000);
        assertThat(line.counts().dropped()).isZero();
        line.assertExercised();
      }
    }
  }

  @Test
  void aFaultIsOnCablesThatAreLaidLater() throws IOException {
    try (SimulatedNetwork network = SimulatedNetwork.virtual(1)) {
      SimulatedHost client = network.host("client");
      SimulatedHost server = network.host("server");
      Router router = network.router("router");
      Echo.serve(network, server);
      try (Fault cut = network.partition(client, server)) {
        network.cable(client, router);
        network.cable(router, server);
        assertThatThrownBy(() -> client.connect(server.endpoint(Echo.PORT), Duration.ofSeconds(5)))
            .isInstanceOf(SocketTimeoutException.class);
        cut.assertExercised();
        network.cable(client, server);
        assertThatThrownBy(() -> client.connect(server.endpoint(Echo.PORT), Duration.ofSeconds(5)))
            .isInstanceOf(SocketTimeoutException.class);
      }
      try (TcpSocket socket = client.connect(server.endpoint(Echo.PORT))) {
        assertThat(Echo.roundTrip(socket, TEXT)).isEqualTo(TEXT);
      }
    }
  }

  @Test
  void trafficThatIsMetTwiceIsMetByBothFilters() throws IOException {
    try (World world = World.of(1)) {
      Echo.serve(world.network(), world.server());
      Traffic sent = world.cable().from(world.client());
      Traffic some = sent.only(PacketFilter.numbers(1)).and(sent.only(PacketFilter.numbers(2)));
      try (Fault loss = some.lose(PacketFilter.EVERYTHING)) {
        world.client().connect(world.server().endpoint(Echo.PORT)).close();
        assertThat(loss.counts().dropped()).isEqualTo(2);
      }
    }
  }

  @Test
  void numbersCountThePacketsOfTheTrafficAndNotTheOthersOnItsWay() throws IOException {
    try (SimulatedNetwork network = SimulatedNetwork.virtual(1)) {
      SimulatedHost client = network.host("client");
      Router router = network.router("router");
      SimulatedHost first = network.host("first");
      SimulatedHost second = network.host("second");
      network.cable(client, router);
      network.cable(router, first);
      network.cable(router, second);
      Echo.serve(network, first);
      Echo.serve(network, second);
      Traffic toSecond = network.oneWay(client, second);
      PacketFilter text = PacketFilter.segments(segment -> segment.textLength > 0);
      try (Fault syn = toSecond.only(PacketFilter.numbers(1)).partition();
          Fault secondText = toSecond.only(text).only(PacketFilter.numbers(2)).partition();
          TcpSocket other = client.connect(first.endpoint(Echo.PORT));
          TcpSocket socket = client.connect(second.endpoint(Echo.PORT))) {
        assertThat(Echo.roundTrip(other, Echo.ascii("other"))).hasSize(5);
        assertThat(syn.counts().dropped()).isEqualTo(1);
        assertThat(Echo.roundTrip(socket, Echo.ascii("one"))).hasSize(3);
        assertThat(secondText.exercised()).isFalse();
        assertThat(Echo.roundTrip(socket, Echo.ascii("two"))).hasSize(3);
        assertThat(secondText.counts().dropped()).isEqualTo(1);
        assertThat(syn.counts().dropped()).isEqualTo(1);
      }
    }
  }

  @Test
  void aFaultThatIsOverIsNotOnCablesThatAreLaidLater() throws IOException {
    try (SimulatedNetwork network = SimulatedNetwork.virtual(1)) {
      SimulatedHost client = network.host("client");
      SimulatedHost server = network.host("server");
      Echo.serve(network, server);
      network.of(client).only(PacketFilter.EVERYTHING).hold().close();
      network.cable(client, server);
      client.connect(server.endpoint(Echo.PORT)).close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void inABlackHoleWhoGuessesGetsThroughAndWhoDoesNotHangs(int timeouts) throws IOException {
    try (SimulatedNetwork network = SimulatedNetwork.virtual(1)) {
      TcpConfig config = TcpConfig.builder().blackHoleTimeouts(timeouts).build();
      SimulatedHost client = network.host("client", builder -> builder.tcpConfig(config));
      SimulatedHost server = network.host("server");
      network.cable(client, server);
      Echo.serve(network, server);
      try (Fault hole = network.oneWay(client, server).blackHoleAbove(1000);
          TcpSocket socket = client.connect(server.endpoint(Echo.PORT))) {
        socket.setReadTimeout(Duration.ofMinutes(5));
        byte[] text = Echo.text(1400);
        if (timeouts == 0) {
          assertThatThrownBy(() -> Echo.roundTrip(socket, text))
              .isInstanceOf(SocketTimeoutException.class);
        } else {
          assertThat(Echo.roundTrip(socket, text)).isEqualTo(text);
        }
        hole.assertExercised();
      }
    }
  }

  @Test
  void aPlannedFaultComesAndGoesWhileTheProgramWaits() throws IOException {
    try (World world = World.of(1)) {
      Echo.serve(world.network(), world.server());
      TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT));
      List<Fault> cut = new ArrayList<>();
      world.network().schedule(Duration.ofSeconds(1), () -> cut.add(world.cable().cut()));
      world.network().schedule(Duration.ofSeconds(20), () -> cut.getFirst().close());
      for (int second = 0; second < 30; second++) {
        assertThat(Echo.roundTrip(socket, Echo.ascii("tick"))).hasSize(4);
        world.network().sleep(Duration.ofSeconds(1));
      }
      cut.getFirst().assertExercised();
      socket.close();
    }
  }

  @Test
  void anIdleFaultIsReported() {
    try (World world = World.of(1)) {
      world.cable().bothWays().lose(0.5).close();
      assertThatThrownBy(() -> world.network().assertAllFaultsExercised())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("loss client-server");
    }
  }

  @Test
  void aRebootIsNoticedIfThereWasAConnectionToForget() throws IOException {
    try (World world = World.of(1)) {
      SimulatedNetwork network = world.network();
      world.server().reboot();
      assertThatThrownBy(network::assertAllFaultsExercised)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("[crash of server RuleCounts[");
    }
    try (World world = World.of(1)) {
      TcpServerSocket listening = world.server().listen(Echo.PORT);
      TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT));
      listening.accept();
      world.server().reboot();
      world.network().assertAllFaultsExercised();
      socket.write(TEXT, 0, 10);
      assertThatThrownBy(() -> socket.read(new byte[1], 0, 1)).hasMessage("Connection reset");
    }
  }

  @Test
  void ofManyThreadsOneBeginsAFaultAndOneEndsIt() throws Exception {
    try (World world = World.of(SimulatedNetwork.real(1));
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < 100; round++) {
        Fault cut = world.cable().cut();
        assertThat(atOnce(threads, cut::close)).isEqualTo(4);
        assertThat(atOnce(threads, world.server()::crash)).isEqualTo(1);
        Fault crash = world.network().faults().getLast();
        assertThat(atOnce(threads, crash::close)).isEqualTo(4);
        assertThat(atOnce(threads, () -> world.server().readSlowly(1))).isEqualTo(1);
        Fault slow = world.network().faults().getLast();
        assertThat(atOnce(threads, slow::close)).isEqualTo(4);
      }
      assertThat(world.network().faults()).hasSize(300);
      Trace trace = world.network().trace();
      assertThat(notes(trace, " begins")).doesNotHaveDuplicates().hasSize(300);
      assertThat(notes(trace, " ends")).doesNotHaveDuplicates().hasSize(300);
    }
  }

  /// Returns how many of four threads that did something at the same time succeeded.
  private static long atOnce(ExecutorService threads, Runnable action) throws Exception {
    CyclicBarrier start = new CyclicBarrier(4);
    AtomicInteger done = new AtomicInteger();
    Callable<Boolean> one =
        () -> {
          start.await();
          try {
            action.run();
            done.incrementAndGet();
          } catch (IllegalStateException _) {
            return false;
          }
          return true;
        };
    for (Future<Boolean> each : threads.invokeAll(List.of(one, one, one, one))) {
      each.get();
    }
    return done.get();
  }

  private static List<String> notes(Trace trace, String end) {
    return trace.events().stream()
        .filter(TraceEvent.Note.class::isInstance)
        .map(event -> ((TraceEvent.Note) event).text())
        .filter(text -> text.endsWith(end))
        .toList();
  }

  /// A rule of a user's own: every other packet gets lost.
  private record EveryOther() implements Rule {
    @Override
    public String name() {
      return "every-other";
    }

    @Override
    public boolean needsScheduler() {
      return false;
    }

    @Override
    public Stage start(Site site) {
      return new Stage(site) {
        @Override
        protected void take(Packet packet, long number) {
          if (number % 2 == 0) {
            drop(packet);
          } else {
            pass(packet);
          }
        }
      };
    }
  }

  @Test
  void aRuleOfOnesOwnIsAppliedLikeAnyOther() throws IOException {
    try (World world = World.of(1)) {
      Echo.serve(world.network(), world.server());
      try (Fault fault = world.cable().bothWays().apply(new EveryOther());
          TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT))) {
        assertThat(Echo.roundTrip(socket, Echo.ascii("hello"))).hasSize(5);
        assertThat(fault.name()).isEqualTo("every-other client-server");
        fault.assertExercised();
      }
    }
  }

  @Test
  void theTraceIsACaptureWithCausesAndFates() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    int packets;
    try (World world = World.of(1);
        Fault loss = world.cable().bothWays().lose(PacketFilter.numbers(1))) {
      Echo.serve(world.network(), world.server());
      world.client().connect(world.server().endpoint(Echo.PORT)).close();
      loss.assertExercised();
      world.network().trace().writePcapng(file);
      packets = world.network().trace().packets().size();
    }
    List<CapturedPacket> read = new ArrayList<>();
    try (PcapngReader reader = new PcapngReader(new ByteArrayInputStream(file.toByteArray()))) {
      CapturedPacket packet;
      while ((packet = reader.next()) != null) {
        read.add(packet);
      }
    }
    assertThat(read).hasSize(packets);
    assertThat(read.getFirst().comment())
        .startsWith("client to server: active OPEN")
        .endsWith("dropped by loss client-server");
  }

  @Test
  void inScaledTimeRetransmissionsComeSooner() throws Exception {
    try (World world = World.of(SimulatedNetwork.scaled(1, 20))) {
      Echo.serve(world.network(), world.server());
      TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT));
      try (Fault cut = world.network().partition(world.client(), world.server())) {
        byte[] hello = Echo.ascii("hello");
        socket.write(hello, 0, hello.length);
        world.network().sleep(Duration.ofSeconds(10));
        cut.assertExercised();
      }
      assertThat(socket.inputStream().readNBytes(5)).asString().isEqualTo("hello");
      socket.close();
    }
  }

  @Test
  void inRealTimeTheSameCallsDoTheSame() throws Exception {
    try (World world = World.of(SimulatedNetwork.real(1))) {
      Echo.serve(world.network(), world.server());
      try (Fault delay =
              world.network().between(world.client(), world.server()).delay(Duration.ofMillis(5));
          TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT))) {
        assertThat(Echo.roundTrip(socket, TEXT)).isEqualTo(TEXT);
        delay.assertExercised();
      }
    }
  }
}
