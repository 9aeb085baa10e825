package io.tcp4j.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.tcp.model.TcpConfig;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/// When a connection has come to its end, and TIME-WAIT to its own, nothing is left of it.
class LeakTest {
  private static final int CONNECTIONS = 10_000;
  private static final int EACH = Math.ceilDiv(CONNECTIONS, WayToEnd.values().length);

  /// Of which classes no instance may be left.
  private static final List<String> PARTS =
      List.of(
          "io.tcp4j.stack.TcpSocket",
          "io.tcp4j.stack.HandlerEvents",
          "io.tcp4j.stack.tcp.Connection",
          "io.tcp4j.stack.tcp.ConnectionOutput",
          "io.tcp4j.stack.tcp.TimeWaitOwner",
          "io.tcp4j.stack.tcp.WaitPoint$Waiter",
          "io.tcp4j.tcp.TcpConnection",
          "io.tcp4j.tcp.TimeWaitEntry",
          "io.tcp4j.tcp.control.Tcb");

  @Test
  void nothingIsLeftOfTenThousandConnectionsThatEndInEveryWay() throws Exception {
    Map<String, Long> before = instances();
    List<Closeable> hosts = new ArrayList<>();
    for (WayToEnd way : WayToEnd.values()) {
      hosts.add(playAndCheck(way));
    }
    assertThat(instances()).as("objects, though the hosts live and listen").isEqualTo(before);
    for (Closeable host : hosts) {
      host.close();
    }
  }

  /// @return what to close in the end: the listener, where the connections can end without that,
  ///     and the hosts
  private static Closeable playAndCheck(WayToEnd way) throws IOException {
    WayToEnd.World world = way.play(EACH);
    TwoStacks net = world.net;
    TcpServerSocket listening = world.listening;
    net.cut(false);
    net.time.runUntilIdle();

    assertThat(world.clients).as(way.name()).hasSize(EACH);
    if (way.clients != null) {
      assertThat(world.clients).as(way.name()).allMatch(socket -> socket.ending() == way.clients);
    }
    if (way.servers != null) {
      assertThat(world.servers).as(way.name()).hasSize(EACH);
      assertThat(world.servers).as(way.name()).allMatch(socket -> socket.ending() == way.servers);
    }
    try {
      net.assertNothingLeft();
      assertThat(listening.waiting()).as("connections in the listener's queues").isZero();
    } catch (AssertionError e) {
      throw new AssertionError("after " + way, e);
    }
    return () -> {
      listening.close();
      assertThat(net.client.listeners()).as("listeners").isEmpty();
      assertThat(net.server.listeners()).as("listeners").isEmpty();
      net.close();
    };
  }

  /// In real time, since in virtual time nobody waits.
  @Test
  void nothingIsLeftOfCallsThatWaited() throws Exception {
    Map<String, Long> before = instances();
    try (RealStacks net = new RealStacks();
        TcpServerSocket listening = net.server.listen(TwoStacks.at("10.0.0.2:8"))) {
      var pair = net.connect(TcpConfig.DEFAULT);
      pair.client().setReadTimeout(Duration.ofMillis(1));
      for (int i = 0; i < 50; i++) {
        assertThatThrownBy(() -> pair.client().read(new byte[1], 0, 1))
            .hasMessage("Read timed out");
        assertThat(pair.server().awaitEnd(Duration.ofMillis(1))).isNull();
        assertThatThrownBy(() -> listening.accept(Duration.ofMillis(1)))
            .hasMessage("Accept timed out");
      }
      Map<String, Long> now = instances();
      assertThat(now.get("io.tcp4j.stack.tcp.WaitPoint$Waiter"))
          .isEqualTo(before.get("io.tcp4j.stack.tcp.WaitPoint$Waiter"));
      assertThat(now.get("io.tcp4j.tcp.control.Tcb"))
          .as("the connection, which is alive")
          .isEqualTo(before.get("io.tcp4j.tcp.control.Tcb") + 2);
    }
  }

  /// How many instances of each part can be reached; collects garbage first.
  private static Map<String, Long> instances() throws JMException {
    Object histogram =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    Map<String, Long> counts = new TreeMap<>();
    PARTS.forEach(part -> counts.put(part, 0L));
    for (String line : histogram.toString().split("\n", -1)) {
      String[] words = line.trim().split("\\s+", -1); // number: instances bytes class (module)
      if (words.length >= 4 && counts.containsKey(words[3])) {
        counts.put(words[3], Long.valueOf(words[1]));
      }
    }
    return counts;
  }
}
