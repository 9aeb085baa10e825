package io.tcp4j.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosingTest {
  private static SimulatedNetwork network(String time) {
    return switch (time) {
      case "virtual" -> SimulatedNetwork.virtual(1);
      case "scaled" -> SimulatedNetwork.scaled(1, 10);
      default -> SimulatedNetwork.real(1);
    };
  }

  /// Its accept fails when all ends, and that is no failure of the test.
  @ParameterizedTest
  @ValueSource(strings = {"virtual", "scaled", "real"})
  void aServerThatStillListensIsNoFailure(String time) throws Exception {
    AtomicInteger ended = new AtomicInteger();
    SimulatedNetwork network = network(time);
    SimulatedHost client = network.host("client");
    SimulatedHost server = network.host("server");
    network.cable(client, server);
    TcpServerSocket listening = server.listen(7);
    network.spawn(
        "server",
        () -> {
          try {
            while (true) {
              listening.accept().close();
            }
          } finally {
            ended.incrementAndGet();
          }
        });
    try (TcpSocket socket = client.connect(server.endpoint(7))) {
      assertThat(socket.inputStream().read()).isEqualTo(-1);
    }
    assertThatCode(network::close).doesNotThrowAnyException();
    assertThat(ended).as("the thread was waited for").hasValue(1);
    assertThatCode(network::close).as("again").doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"virtual", "scaled", "real"})
  void whatAPlannedActionThrowsIsNotLost(String time) {
    SimulatedNetwork network = network(time);
    network.schedule(
        Duration.ofMillis(1),
        () -> {
          throw new AssertionError("a fault that cannot begin");
        });
    assertThatThrownBy(
            () -> {
              try (network) {
                network.sleep(Duration.ofSeconds(30));
              }
            })
        .hasMessage("a fault that cannot begin");
  }

  @Test
  void aThreadThatWasSpawnedJustNowMayFail() {
    SimulatedNetwork network = SimulatedNetwork.virtual(1);
    network.spawn(
        "hasty",
        () -> {
          throw new AssertionError("at once");
        });
    assertThatThrownBy(network::close)
        .hasMessage("thread hasty failed: java.lang.AssertionError: at once");
  }

  @Test
  void anInterruptBeforeTheEndLeavesNothingBehind() {
    SimulatedNetwork network = SimulatedNetwork.virtual(1);
    SimulatedHost host = network.host("host");
    AtomicBoolean ended = new AtomicBoolean();
    network.spawn(
        "sleeper",
        () -> {
          try {
            network.sleep(Duration.ofHours(1));
          } finally {
            ended.set(true);
          }
        });
    network.sleep(Duration.ofSeconds(1));
    Thread.currentThread().interrupt();

    assertThatThrownBy(network::close).hasMessageStartingWith("interrupted; now are");
    assertThat(ended).isTrue();
    assertThat(host.isUp()).isFalse();
  }

  @Test
  void heldPacketsAreNothingThatCouldStillHappen() {
    try (SimulatedNetwork network = SimulatedNetwork.virtual(1)) {
      SimulatedHost client = network.host("client");
      SimulatedHost server = network.host("server");
      network.cable(client, server);
      network.between(client, server).hold();
      assertThatThrownBy(
              () -> {
                TcpServerSocket listening = server.listen(7);
                client.stack().open(server.endpoint(7)).abort();
                listening.accept();
              })
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("nothing is left that could happen");
    }
  }

  @Test
  void ofThreeHostsWithACableForEachPairAllReachEachOtherAtAnyAddress() throws Exception {
    try (SimulatedNetwork network = SimulatedNetwork.virtual(1)) {
      SimulatedHost a = network.host("a");
      SimulatedHost b = network.host("b");
      SimulatedHost c = network.host("c");
      network.cable(a, b);
      network.cable(b, c);
      network.cable(a, c);
      for (SimulatedHost from : new SimulatedHost[] {a, b, c}) {
        for (SimulatedHost to : new SimulatedHost[] {a, b, c}) {
          if (from != to) {
            try (TcpServerSocket listening = to.listen(7);
                TcpSocket v4 = from.connect(to.endpoint(7));
                TcpSocket v6 = from.connect(to.endpointV6(7))) {
              assertThat(v4.remote()).isEqualTo(to.endpoint(7));
              assertThat(v6.remote()).isEqualTo(to.endpointV6(7));
              listening.accept().abort();
              listening.accept().abort();
            }
          }
        }
      }
    }
  }
}
