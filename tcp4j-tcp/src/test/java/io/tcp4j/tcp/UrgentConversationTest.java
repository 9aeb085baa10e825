package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.UrgentPointer;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Urgent data between two engines over a network that loses, repeats and reorders.
class UrgentConversationTest {
  private final Random random = new Random(11);

  private TwoEngines badNetwork(TcpConfig config) {
    var net = new TwoEngines(config, config);
    for (TwoEngines.Wire wire : new TwoEngines.Wire[] {net.ab, net.ba}) {
      wire.drop(f -> random.nextInt(10) == 0);
      wire.duplicate(f -> random.nextInt(10) == 0);
      wire.late(f -> random.nextInt(10) == 0, Duration.ofMillis(25));
    }
    net.b.autoRead = false;
    net.connect();
    return net;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 500, 20_000, 200_000})
  @Rfc({"9293 MUST-30", "9293 MUST-31"})
  void urgentDataOfAnyLengthEndsWhereTheSenderSaid(int urgent) {
    TwoEngines net = badNetwork(TcpConfig.DEFAULT);
    for (int round = 0; round < 20; round++) {
      long mark = net.a.sent + 700 + urgent;
      net.a.send(700, net.now);
      assertThat(net.a.sendUrgent(urgent, net.now)).isEqualTo(urgent);
      net.a.send(300, net.now);
      net.a.after(net.now);
      net.runUntil(() -> (net.b.bits & Readiness.URGENT) != 0);
      assertThat(net.b.connection.urgentRemaining()).isPositive();
      readTo(net, mark);
      assertThat(net.b.bits & Readiness.URGENT_DONE).isNotZero();
      assertThat(net.b.connection.atMark()).isTrue();
      assertThat(net.b.connection.urgentRemaining()).isZero();
      readTo(net, mark + 300);
      net.b.bits = 0;
    }
  }

  private static void readTo(TwoEngines net, long position) {
    net.runUntil(
        () -> {
          if (net.b.read(64 * 1024, net.now) > 0) {
            net.b.after(net.now);
          }
          assertThat(net.b.received).as("no read crosses the mark").isLessThanOrEqualTo(position);
          return net.b.received == position;
        });
  }

  @ParameterizedTest
  @CsvSource({"FOLLOWING_OCTET, true", "FOLLOWING_OCTET, false", "LAST_OCTET, false"})
  void octetsOutOfBandAreEachReadOnceAndAreNoneOfTheStream(UrgentPointer pointer, boolean early) {
    TwoEngines net =
        badNetwork(TcpConfig.builder().urgentInline(false).urgentPointer(pointer).build());
    for (int round = 1; round < 100; round++) {
      int before = random.nextInt(3_000);
      int after = 1 + random.nextInt(3_000);
      net.a.connection.send(new byte[before], 0, before, net.now);
      net.a.connection.sendUrgent(new byte[] {(byte) round}, 0, 1, net.now);
      net.a.connection.send(new byte[after], 0, after, net.now);
      net.a.after(net.now);
      int octet = early ? octet(net) : -1;
      byte[] stream = stream(net, before + after);
      assertThat(stream).containsOnly(0).hasSize(before + after);
      assertThat(early ? octet : octet(net)).isEqualTo(round);
      assertThat(net.b.connection.receiveUrgent()).isNegative();
    }
    assertThat(net.both(State.ESTABLISHED)).isTrue();
  }

  private static int octet(TwoEngines net) {
    int[] octet = {-1};
    net.runUntil(() -> (octet[0] = net.b.connection.receiveUrgent()) >= 0);
    return octet[0];
  }

  private static byte[] stream(TwoEngines net, int length) {
    var stream = new ByteArrayOutputStream();
    byte[] some = new byte[length];
    net.runUntil(
        () -> {
          int n = net.b.connection.receive(some, 0, length - stream.size(), net.now);
          stream.write(some, 0, Math.max(n, 0));
          net.b.after(net.now);
          return stream.size() == length;
        });
    return stream.toByteArray();
  }
}
