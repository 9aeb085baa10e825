package io.tcp4j.tcp;

import static io.tcp4j.tcp.model.UnreadAfterReset.FLUSH;
import static io.tcp4j.tcp.model.UnreadAfterReset.KEEP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.IsnGenerator;
import io.tcp4j.tcp.model.KeepAlive;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Thousands of short conversations over a bad network, with users who do as they like, links that
/// are full and memory that runs out. Each must come to an end; where nobody gave up, with all text
/// at the other side; and always with all memory back.
///
/// A failure names its seed; `-Dseed=…` runs that one alone, `-Druns=…` as many as wanted.
class RandomRunsTest {
  private static final int RUNS = Integer.getInteger("runs", 2_000);
  private static final int CAMPAIGN = Integer.getInteger("runs", 30_000);

  /// After this the network is good, and everybody closes.
  private static final Duration TROUBLE = Duration.ofSeconds(40);

  @Test
  void everyConversationEndsWell() {
    play(RUNS);
  }

  @Test
  @Tag("campaign")
  void everyConversationOfACampaignEndsWell() {
    play(CAMPAIGN);
  }

  private static void play(int runs) {
    Integer only = Integer.getInteger("seed");
    for (int seed = only != null ? only : 0; seed < (only != null ? only + 1 : runs); seed++) {
      try {
        new Run(seed).run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private static final List<EcnMode> ECN = List.of(EcnMode.values());

  /// The longest back-off that trouble can have led to, and the rest of the text.
  private static final Duration RECOVERY = Duration.ofMinutes(1);

  private static final class Run {
    private final Random random;
    private final TwoEngines net;
    private final boolean polite;
    private boolean trouble = true;

    Run(int seed) {
      random = new Random(seed);
      TcpConfig a = config();
      TcpConfig b = config();
      int iss = random.nextBoolean() ? -random.nextInt(50_000) : random.nextInt();
      net =
          new TwoEngines(a, b, TwoEngines.startFor(iss, TwoEngines.TUPLE, new IsnGenerator(1, 2)));
      polite = random.nextInt(4) > 0;
      for (TestHost host : new TestHost[] {net.a, net.b}) {
        host.maximumMessageSize = 120 + random.nextInt(1_400);
        host.superSegmentLimit = random.nextBoolean() ? 0 : 1 + random.nextInt(20_000);
      }
      impair(net.ab);
      impair(net.ba);
    }

    private TcpConfig config() {
      return TcpConfig.builder()
          .sendBuffer(1 + random.nextInt(random.nextBoolean() ? 2_000 : 100_000))
          .receiveBuffer(1 + random.nextInt(random.nextBoolean() ? 2_000 : 200_000))
          .nagle(random.nextBoolean())
          .windowScaling(random.nextInt(4) > 0)
          .delayedAck(Duration.ofMillis(random.nextInt(3) * 40L))
          .initialWindow(1 + random.nextInt(10))
          .ecn(ECN.get(random.nextInt(ECN.size())))
          .timestamps(random.nextInt(4) > 0)
          .missingTimestamps(random.nextBoolean())
          .sack(random.nextInt(4) > 0)
          .keepAlive(random.nextInt(4) == 0)
          .keepAliveTimes(
              KeepAlive.of(
                  Duration.ofMillis(10 + random.nextInt(5_000)), Duration.ofSeconds(2), 20))
          .unreadAfterReset(random.nextBoolean() ? FLUSH : KEEP)
          .build();
    }

    private void impair(TwoEngines.Wire wire) {
      double loss = random.nextDouble() * random.nextDouble() * 0.3;
      double twice = random.nextDouble() * 0.1;
      double late = random.nextDouble() * 0.2;
      double marks = random.nextDouble() * random.nextDouble();
      wire.delay = Duration.ofMillis(1 + random.nextInt(50)).toNanos();
      wire.merges = random.nextBoolean();
      wire.drop(f -> trouble && random.nextDouble() < loss);
      wire.mark(f -> trouble && random.nextDouble() < marks);
      wire.duplicate(f -> trouble && random.nextDouble() < twice);
      wire.late(
          f -> trouble && random.nextDouble() < late, Duration.ofMillis(1 + random.nextInt(200)));
    }

    void run() {
      net.a.open(net.now);
      if (random.nextInt(8) == 0) {
        net.b.open(net.now);
      }
      life(net.a);
      life(net.b);
      net.at(TROUBLE, this::peace);
      long start = net.now;
      long over = 0;
      while (net.step()) {
        if (net.b.connection != null) {
          net.b.listening = false; // so that an old SYN begins no second conversation
        }
        if (net.a.connection != null || net.b.connection != null) {
          over = net.now;
        }
      }
      end();
      if (polite && roomy(net.a.config) && roomy(net.b.config)) {
        assertThat(Duration.ofNanos(over - start)).isLessThan(TROUBLE.plus(RECOVERY));
      }
    }

    /// Buffers in which more than a few segments fit, so that a round trip moves something.
    private static boolean roomy(TcpConfig config) {
      return config.sendBuffer() > 6_000 && config.receiveBuffer() > 6_000;
    }

    private void life(TestHost host) {
      host.toSend = random.nextInt(4) == 0 ? 0 : random.nextInt(150_000);
      for (int i = random.nextInt(8); i > 0; i--) {
        net.at(Duration.ofMillis(random.nextInt(20_000)), () -> deed(host));
      }
      host.autoRead = random.nextBoolean();
    }

    private void deed(TestHost host) {
      if (host.connection == null) {
        return;
      }
      switch (random.nextInt(polite ? 8 : 11)) {
        case 0 -> host.toSend += random.nextInt(20_000);
        case 1 -> host.autoRead = !host.autoRead;
        case 2 -> host.read(1 + random.nextInt(5_000), net.now);
        case 3 ->
            host.connection.configure(
                host.connection.config().toBuilder().nagle(random.nextBoolean()).build(), net.now);
        case 4 -> host.shutdownWhenSent = true;
        case 5 -> fillLink(host);
        case 6 -> famine(host);
        case 7 -> host.sendUrgent(1 + random.nextInt(3_000), net.now);
        case 8 -> host.connection.close(net.now);
        case 9 -> host.connection.shutdownOutput(net.now);
        default -> {
          if (random.nextInt(4) == 0) {
            host.connection.abort(net.now);
          }
        }
      }
      host.after(net.now);
    }

    private void fillLink(TestHost host) {
      host.refused = s -> random.nextInt(3) == 0;
      net.at(Duration.ofMillis(random.nextInt(2_000)), () -> host.linkHasRoom(net.now));
    }

    private void famine(TestHost host) {
      host.pages.budget = random.nextInt(4);
      net.at(
          Duration.ofMillis(random.nextInt(10_000)),
          () -> {
            host.pages.budget = Integer.MAX_VALUE;
            if (host.connection != null) {
              host.after(net.now);
            }
          });
    }

    private void peace() {
      trouble = false;
      for (TestHost host : new TestHost[] {net.a, net.b}) {
        host.autoRead = true;
        host.shutdownWhenSent = true;
        host.pages.budget = Integer.MAX_VALUE;
        host.linkHasRoom(net.now);
        if (host.connection != null) {
          host.after(net.now);
        } else if (host.last != null) {
          while (host.read(50_000, net.now) > 0) {} // over, but not read
        }
      }
    }

    private void end() {
      if (polite) {
        assertThat(net.a.connection).as("a: " + net).isNull();
        assertThat(net.b.connection).as("b: " + net).isNull();
        assertThat(net.a.ended).as(net.toString()).isEqualTo(Ending.FIN);
        assertThat(net.b.ended).as(net.toString()).isEqualTo(Ending.FIN);
        net.assertAllDelivered();
        assertThat(net.a.last.urgentRemaining() + net.b.last.urgentRemaining()).isZero();
      } else {
        release(net.a);
        release(net.b);
        net.assertNothingLeft();
      }
    }

    /// The user of a connection that is over drops what it has not read. One that waits for a peer
    /// whose RST was lost has to give up by itself.
    private void release(TestHost host) {
      if (host.connection != null) {
        assertThat(host.state()).as(net.toString()).isEqualTo(State.FIN_WAIT_2);
        host.connection.abort(net.now);
      } else if (host.last != null) {
        host.last.close(net.now);
        assertThat(host.last.state()).isIn(State.CLOSED, State.LISTEN);
      }
    }
  }
}
