package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.link.SystemScheduler;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.stack.log.EventLog;
import io.tcp4j.stack.log.Happening;
import io.tcp4j.stack.log.LogEntry;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private static final Endpoint CLIENT = at("10.0.0.1:4000");
  private static final Endpoint SERVER = at("10.0.0.2:7");

  /// The client's view; the server's is the reverse.
  private static final FourTuple TUPLE = new FourTuple(CLIENT, SERVER);

  private final VirtualTime time = new VirtualTime();
  private EventLog log = EventLog.builder(time).build();
  private TwoStacks net = new TwoStacks(time, log);

  @AfterEach
  void close() {
    net.close();
  }

  private void with(EventLog other) {
    net.close();
    log = other;
    net = new TwoStacks(time, log);
  }

  private TwoStacks.Connected connect() throws IOException {
    TcpServerSocket listening = net.server.listen(SERVER);
    TcpSocket socket = net.client.open(SERVER, CLIENT, null, null);
    return new TwoStacks.Connected(socket, net.accept(listening));
  }

  private static String text(List<LogEntry> entries) {
    StringBuilder text = new StringBuilder();
    entries.forEach(entry -> text.append(entry).append('\n'));
    return text.toString();
  }

  private List<Happening> happened(FourTuple connection) {
    return log.entries(connection).stream().map(LogEntry::what).toList();
  }

  @Test
  void aConnectionIsToldFromOpenToTheEndOfTimeWait() throws IOException {
    TwoStacks.Connected pair = connect();
    time.runFor(Duration.ofMillis(1500));
    pair.client().close();
    net.until(() -> pair.server().state() == State.CLOSE_WAIT);
    pair.server().close();
    time.runUntilIdle();

    assertThat(text(log.entries(TUPLE)))
        .isEqualTo(
            """
            0.000000 10.0.0.1:4000 ↔ 10.0.0.2:7 CLOSED → SYN-SENT: active OPEN (RFC 9293 Figure 5), by OPEN
            0.000000 10.0.0.1:4000 ↔ 10.0.0.2:7 SYN-SENT → ESTABLISHED: rcv SYN,ACK (RFC 9293 Figure 5), by a segment
            1.500000 10.0.0.1:4000 ↔ 10.0.0.2:7 ESTABLISHED → FIN-WAIT-1: CLOSE (RFC 9293 Figure 5), by CLOSE
            1.500000 10.0.0.1:4000 ↔ 10.0.0.2:7 FIN-WAIT-1 → FIN-WAIT-2: rcv ACK of FIN (RFC 9293 Figure 5), by a segment
            1.500000 10.0.0.1:4000 ↔ 10.0.0.2:7 FIN-WAIT-2 → TIME-WAIT: rcv FIN (RFC 9293 Figure 5), by a segment
            1.500000 10.0.0.1:4000 ↔ 10.0.0.2:7 ended: closed by FIN, by a segment
            61.500000 10.0.0.1:4000 ↔ 10.0.0.2:7 TIME-WAIT → CLOSED: 2MSL timeout (RFC 9293 Figure 5), by the TIME-WAIT timer
            """);
    assertThat(log.forgotten()).isZero();
  }

  /// O-23 of the origin: only here can one tell which of the two it was, and how much is lost.
  @Test
  void aResetBecauseOfUnreadDataIsToldWithBothLosses() throws IOException {
    TwoStacks.Connected pair = connect();
    pair.server().tryWrite(new byte[21], 0, 21);
    net.until(() -> pair.client().available() == 21);
    net.cut(true);
    pair.client().tryWrite(new byte[7], 0, 7);
    net.cut(false);
    pair.client().close();
    time.runFor(Duration.ofMillis(1));

    // The RST lies past the lost bytes, so that the server asks back and gets another.
    assertThat(happened(TUPLE))
        .containsSequence(
            new Happening.ResetSent(SendCause.RESET_UNREAD_DATA),
            new Happening.StateChange(State.ESTABLISHED, Event.ABORT, State.CLOSED),
            new Happening.End(Ending.DATA_LOST, 21, 7))
        .endsWith(new Happening.ResetSent(SendCause.RESET_NO_CONNECTION));
    assertThat(text(log.entries(TUPLE)))
        .contains(
            "sent RST: closed with received data unread: it is lost (RFC 1122 §4.2.2.13), by CLOSE",
            "ended: reset by us: received data was not read; 21 bytes arrived and never read;"
                + " 7 bytes sent and never acknowledged, by CLOSE");
    List<Happening> there = happened(TUPLE.reversed());
    // They had arrived, but their ACK was still to come: the server cannot know.
    assertThat(there.getLast()).isEqualTo(new Happening.End(Ending.RESET, 0, 21));
    assertThat(there).hasAtLeastOneElementOfType(Happening.ResetArrived.class);
  }

  @Test
  void aResetByAbortIsToldApart() throws IOException {
    TwoStacks.Connected pair = connect();
    pair.server().tryWrite(new byte[1], 0, 1);
    net.until(() -> pair.client().available() == 1);
    pair.client().abort();

    assertThat(happened(TUPLE))
        .contains(new Happening.ResetSent(SendCause.RESET_ABORT))
        .endsWith(new Happening.End(Ending.ABORTED, 1, 0));
    assertThat(log.entries(TUPLE).getLast().trigger()).isEqualTo(Trigger.ABORT);
  }

  @Test
  void aResetWithoutAConnectionIsToldAtBothEnds() throws IOException {
    TcpSocket refused = net.client.open(SERVER, CLIENT, null, null);
    net.until(() -> refused.ending() != null);

    assertThat(happened(TUPLE.reversed()))
        .containsExactly(new Happening.ResetSent(SendCause.RESET_NO_CONNECTION));
    assertThat(happened(TUPLE)).endsWith(new Happening.End(Ending.REFUSED, 0, 0));
  }

  @Test
  void retransmissionsAreToldWithTheirCause() throws IOException {
    TwoStacks.Connected pair = connect();
    log.entries()
        .forEach(entry -> assertThat(entry.what()).isNotInstanceOf(Happening.Retransmission.class));
    net.cut(true);
    pair.client().tryWrite(new byte[100], 0, 100);
    time.runFor(Duration.ofSeconds(1));
    net.cut(false);
    net.until(() -> pair.server().available() == 100);

    List<LogEntry> again =
        log.entries(TUPLE).stream()
            .filter(entry -> entry.what() instanceof Happening.Retransmission)
            .toList();
    assertThat(again).hasSizeBetween(1, 4);
    assertThat(again.getFirst().toString())
        .contains(
            "sent again: seq ", " len 100: no ACK came in time: send it again (RFC 6298 §5.4)")
        .endsWith(", by the retransmission timer");
  }

  @Test
  void aSmallerCongestionWindowIsToldWithItsReason() throws IOException {
    TwoStacks.Connected pair = connect();
    net.cut(true);
    pair.client().tryWrite(new byte[10_000], 0, 10_000);
    time.runFor(Duration.ofSeconds(1));

    assertThat(log.entries(TUPLE))
        .filteredOn(entry -> entry.what() instanceof Happening.WindowReduced)
        .extracting(LogEntry::toString)
        .first()
        .asString()
        .endsWith(
            "congestion window reduced to 1448 bytes: the retransmission timer expired"
                + " (RFC 5681 §3.1), by the retransmission timer");
  }

  @Test
  void dropsAreToldWithTheirReason() throws IOException {
    List<byte[]> sent = new ArrayList<>();
    net.clientEnd.sent = sent;
    TwoStacks.Connected pair = connect();
    net.transfer(pair.client(), pair.server(), 10);
    time.runFor(Duration.ofSeconds(1));
    net.clientEnd.send(sent.getFirst());
    time.runFor(Duration.ofMillis(1));

    assertThat(happened(TUPLE.reversed()))
        .endsWith(new Happening.Drop(DropReason.TCP_OUTSIDE_WINDOW));
  }

  @Test
  void onlyTheLastEntriesAreRemembered() throws IOException {
    with(EventLog.builder(time).capacity(3).build());
    TwoStacks.Connected pair = connect();
    pair.client().abort();
    time.runUntilIdle();

    assertThat(log.entries()).hasSize(3);
    assertThat(log.entries().getLast().what()).isEqualTo(new Happening.End(Ending.RESET, 0, 0));
    assertThat(log.forgotten()).isGreaterThan(4);
    assertThatThrownBy(() -> EventLog.builder(time).capacity(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0");
  }

  @Test
  void connectionsThatNobodyAskedForAreLeftOut() throws IOException {
    with(EventLog.builder(time).only(TUPLE::equals).build());
    connect();
    net.client.open(at("10.0.0.2:99"));
    time.runFor(Duration.ofSeconds(1));

    assertThat(log.entries()).isNotEmpty().allMatch(entry -> entry.connection().equals(TUPLE));
  }

  @Test
  void aListenerIsToldAtOnce() throws IOException {
    List<LogEntry> told = new ArrayList<>();
    with(EventLog.builder(time).capacity(1).listener(told::add).build());
    net.client.open(SERVER, CLIENT, null, null);

    assertThat(told).hasSize(1);
    assertThat(told.getFirst().trigger()).isEqualTo(Trigger.OPEN);
  }

  @Test
  void manyThreadsMayWriteAtOnce() throws Exception {
    int threads = 4;
    int each = 20_000;
    EventLog shared = EventLog.builder(new SystemScheduler()).capacity(100).build();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      writers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int n = 0; n < each; n++) {
                      shared.segmentDropped(TUPLE, DropReason.TCP_BAD_ACK);
                    }
                  }));
    }
    for (Thread writer : writers) {
      writer.join();
    }

    assertThat(shared.entries()).hasSize(100);
    assertThat(shared.forgotten()).isEqualTo((long) threads * each - 100);
  }
}
