package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.IcmpError;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.UrgentPointer;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Segments with anything in them, near and far from what the engine expects, in each state: it
/// never throws, keeps its invariants (checked by assertions) and gives its memory back.
class FuzzTest {
  private static final int RUNS = Integer.getInteger("runs", 1_000);
  private static final int CAMPAIGN = Integer.getInteger("runs", 30_000);
  private static final int SEGMENTS = 40;

  @ParameterizedTest
  @EnumSource(State.class)
  void noSegmentDoesHarm(State state) {
    play(state, RUNS);
  }

  @ParameterizedTest
  @EnumSource(State.class)
  @Tag("campaign")
  void noSegmentOfACampaignDoesHarm(State state) {
    play(state, CAMPAIGN);
  }

  private static void play(State state, int runs) {
    Integer only = Integer.getInteger("seed");
    for (int seed = only != null ? only : 0; seed < (only != null ? only + 1 : runs); seed++) {
      try {
        run(state, new Random(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e, e);
      }
    }
  }

  private static void run(State state, Random random) {
    ScriptedPeer peer = ScriptedPeer.reach(state, config(random));
    peer.host.listening = random.nextBoolean();
    for (int i = 0; i < SEGMENTS; i++) {
      if (random.nextInt(4) == 0) {
        call(peer, random);
      }
      peer.host.arrives(segment(peer, random), peer.now);
      peer.elapse(Duration.ofMillis(random.nextInt(random.nextInt(20) == 0 ? 100_000 : 100)));
      peer.skip();
    }
    if (peer.host.connection != null) {
      peer.host.connection.abort(peer.now);
    }
    for (TcpConnection connection : peer.host.all) {
      connection.abort(peer.now);
    }
    assertThat(peer.host.pages.outstanding()).isZero();
  }

  private static TcpConfig config(Random random) {
    UrgentPointer[] readings = UrgentPointer.values();
    return TcpConfig.builder()
        .ecn(random.nextBoolean() ? EcnMode.ACTIVE : EcnMode.PASSIVE)
        .urgentInline(random.nextBoolean())
        .urgentPointer(readings[random.nextInt(readings.length)])
        .timestamps(random.nextBoolean())
        .missingTimestamps(random.nextBoolean())
        .sack(random.nextBoolean())
        .build();
  }

  private static void call(ScriptedPeer peer, Random random) {
    TcpConnection connection = peer.host.connection;
    if (connection == null) {
      return;
    }
    long now = peer.now;
    switch (random.nextInt(11)) {
      case 0, 1, 2 -> peer.host.send(random.nextInt(5_000), now);
      case 3 -> connection.receive(new byte[5_000], 0, random.nextInt(5_000), now);
      case 4 -> connection.shutdownOutput(now);
      case 5 -> {
        if (random.nextInt(3) == 0) {
          connection.close(now);
        }
      }
      case 6 -> {
        IcmpError[] all = IcmpError.values();
        connection.icmpError(
            all[random.nextInt(all.length)], peer.iss() + random.nextInt(3), peer.now);
      }
      case 7 -> peer.host.pages.budget = random.nextBoolean() ? random.nextInt(3) : 10_000;
      case 8 -> peer.host.sendUrgent(random.nextInt(5_000), now);
      case 9 -> connection.receiveUrgent();
      default ->
          connection.configure(
              connection.config().toBuilder().nagle(random.nextBoolean()).build(), now);
    }
    peer.host.after(now);
  }

  private static Segment segment(ScriptedPeer peer, Random random) {
    var s = new Segment();
    s.flags = random.nextInt(3) == 0 ? random.nextInt(256) : TcpFlags.ACK;
    if (random.nextInt(6) == 0) {
      s.flags |= TcpFlags.FIN;
    }
    s.seq = Integer.toUnsignedLong(near(peer.irs, random));
    s.ack = Integer.toUnsignedLong(near(peer.iss(), random));
    s.wnd = random.nextInt(3) == 0 ? random.nextInt(2) : random.nextInt(65_536);
    s.up = random.nextInt(random.nextBoolean() ? 3_000 : 65_536);
    s.textLength =
        random.nextInt(3) == 0 ? 0 : random.nextInt(random.nextInt(5) == 0 ? 66_000 : 1_500);
    s.textOffset = random.nextInt(3);
    s.text = new byte[s.textOffset + s.textLength];
    s.gsoSize = random.nextInt(5) == 0 ? 1 + random.nextInt(70_000) : 0;
    s.ecn = random.nextInt(4);
    s.timestamps = random.nextInt(4) > 0;
    s.tsVal = near(0, random);
    s.tsEcr = near((int) (peer.now / 1_000_000), random);
    s.sackPermitted = random.nextBoolean();
    s.sackBlocks = random.nextInt(5);
    for (int i = 0; i < s.sackBlocks; i++) {
      s.sackLeft[i] = Integer.toUnsignedLong(edge(peer, random));
      s.sackRight[i] = Integer.toUnsignedLong(edge(peer, random));
    }
    s.mss = random.nextInt(65_537) - 1;
    s.windowScale = random.nextInt(257) - 1;
    return s;
  }

  private static int edge(ScriptedPeer peer, Random random) {
    return random.nextBoolean() ? near(peer.iss(), random) : peer.iss() + random.nextInt(6_000);
  }

  private static int near(int base, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt();
      case 1 -> base + random.nextInt(200_000) - 100_000;
      default -> base + random.nextInt(6) - 1;
    };
  }
}
