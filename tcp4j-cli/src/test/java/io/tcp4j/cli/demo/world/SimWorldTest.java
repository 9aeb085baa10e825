package io.tcp4j.cli.demo.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.ladder.LadderSegment;
import io.tcp4j.testkit.ladder.Row;
import io.tcp4j.testkit.ladder.Side;
import io.tcp4j.wire.TcpFlags;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimWorldTest {
  private static final Duration MOMENT = Duration.ofMillis(100);

  private SimWorld world;
  private SimSocket client;
  private SimSocket server;

  @BeforeEach
  void open() throws IOException {
    world = new SimWorld(new SimWorld.Settings(1, 0, Instant.EPOCH, null));
    SimListener listener = world.server().listen(7);
    client = world.client().connect(world.server(), 7);
    server = listener.accept();
    world.chapter("The test", "The handshake is over.");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private List<LadderSegment> segments() {
    return world.rows().stream()
        .filter(Row.Crossing.class::isInstance)
        .map(row -> ((Row.Crossing) row).segment())
        .filter(segment -> !segment.has(TcpFlags.SYN))
        .skip(1)
        .toList();
  }

  @Test
  void theChosenSegmentIsLostAndNoOther() {
    world.client().lose(Pick.text(2));
    client.setNoDelay();

    for (int i = 0; i < 3; i++) {
      client.write(new byte[10 + i]);
    }
    world.pass(MOMENT);

    assertThat(segments().stream().filter(LadderSegment::lost))
        .extracting(LadderSegment::length)
        .containsExactly(11);
    assertThat(world.tally().lost()).isOne();
  }

  @Test
  void whatIsHeldUpArrivesLateInARowOfItsOwn() {
    server.keepReading();
    world.client().delay(Pick.any(1), MOMENT);

    client.write(new byte[10]);
    world.pass(MOMENT);

    assertThat(server.received()).isEmpty();
    world.pass(SimWorld.DELAY);
    assertThat(server.received()).hasSize(10);
    assertThat(world.rows()).anyMatch(Row.Arriving.class::isInstance);
  }

  @Test
  void aCopyArrivesOnceMoreAndIsNotReadTwice() {
    server.keepReading();
    world.client().duplicate(Pick.text(1), MOMENT);

    client.write(new byte[10]);
    world.pass(MOMENT.multipliedBy(2));

    assertThat(server.received()).hasSize(10);
    assertThat(world.rows().stream().filter(Row.Again.class::isInstance)).hasSize(1);
  }

  @Test
  void aHostThatCrashesSendsNothingAndHearsNothing() {
    world.server().crash();
    int before = world.tally().segments();
    client.write(new byte[10]);
    world.pass(MOMENT);

    assertThat(world.tally().segments()).isEqualTo(before + 1);
    assertThat(world.tally().lost()).isOne();
    assertThat(world.tally().state(Side.RIGHT)).isEqualTo(State.CLOSED);
    assertThat(client.state()).isEqualTo(State.ESTABLISHED);
  }

  @Test
  void aHostThatComesBackKnowsNothing() {
    client.keepReading();
    world.server().crash();
    world.server().comeBack();
    client.write(new byte[10]);
    world.pass(MOMENT);

    assertThat(client.state()).isEqualTo(State.CLOSED);
    assertThat(client.failure()).isEqualTo("Connection reset");
  }

  @Test
  void whatIsSentWhileTheCableIsCutIsLost() {
    server.keepReading();
    world.cut();
    client.write(new byte[10]);
    world.pass(MOMENT);
    assertThat(world.tally().lost()).isEqualTo(world.tally().segments()).isOne();

    world.mend();
    world.await("the text", () -> server.received().length == 10);
    assertThat(world.tally().retransmissions()).isOne();
  }

  @Test
  void aReaderThatStopsLeavesWhatComesUnread() {
    server.keepReading();
    client.write(new byte[10]);
    world.pass(MOMENT);
    server.stopReading();
    client.write(new byte[20]);
    world.pass(MOMENT);

    assertThat(server.received()).hasSize(10);
    assertThat(server.available()).isEqualTo(20);
    client.close();
    server.close();
    assertThat(world.tally().unread(Side.RIGHT)).isEqualTo(20);
  }

  @Test
  void aChapterCountsAnew() {
    client.write(new byte[10]);
    assertThat(world.tally().segments()).isOne();

    world.chapter("Another", "Nothing has happened in it yet.");

    assertThat(world.tally().segments()).isZero();
    world.pass(MOMENT);
    assertThat(world.tally().lost()).as("what arrives now was sent before").isZero();
  }

  @Test
  void waitingHasAnEnd() {
    assertThatThrownBy(() -> world.await("a miracle", () -> false))
        .isInstanceOf(InVainException.class)
        .hasMessage("a miracle");
    assertThat(Duration.ofNanos(world.now())).isGreaterThanOrEqualTo(Duration.ofHours(1));
  }
}
