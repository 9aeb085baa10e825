package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.link.LinkDrop;
import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import io.tcp4j.wire.Endpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.NoRouteToHostException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {
  private final TwoStacks net = new TwoStacks();

  @AfterEach
  void close() {
    net.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:7", "127.9.9.9:7", "[::1]:7", "10.0.0.1:7", "[2001:db8::1]:7"})
  void aHostReachesItself(String where) throws IOException {
    TcpServerSocket listening = net.client.listen(at("[::]:7"));
    TcpSocket there = net.client.open(at(where));
    TcpSocket here = net.accept(listening);

    assertThat(here.local()).isEqualTo(at(where));
    net.transfer(there, here, 200_000);
    net.transfer(here, there, 200_000);
    assertThat(net.clientInterface.link().dropped(LinkDrop.QUEUE_FULL)).isZero();
  }

  @Test
  void aConnectionFromAnEndpointToItselfOpensSimultaneouslyAndEchoes() throws IOException {
    Endpoint self = at("10.0.0.1:4000");
    TcpSocket socket = net.client.open(self, self, null, null);
    net.until(() -> socket.state() == State.ESTABLISHED);

    net.transfer(socket, socket, 50_000);
    socket.shutdownOutput();
    net.until(() -> socket.ending() != null);
    assertThat(socket.ending()).isEqualTo(Ending.FIN);
    socket.close();
    net.time.runUntilIdle();
    net.assertNothingLeft();
  }

  @Test
  void theSameTwoEndpointsCannotBeUsedTwice() throws IOException {
    net.client.open(at("10.0.0.2:80"), at("10.0.0.1:4000"), null, null);
    assertThatThrownBy(() -> net.client.open(at("10.0.0.2:80"), at("10.0.0.1:4000"), null, null))
        .isInstanceOf(BindException.class)
        .hasMessage("Cannot assign requested address");
    net.client.open(at("10.0.0.2:81"), at("10.0.0.1:4000"), null, null);
  }

  @Test
  void withAllPortsInUseThereIsNoOtherConnectionToThatEndpoint() throws IOException {
    IpStack small = IpStack.builder().scheduler(net.time).localPorts(5000, 5009).build();
    small.listen(at("127.0.0.1:5003"));
    for (int i = 0; i < 9; i++) {
      assertThat(small.open(at("127.0.0.1:80")).local().port()).isNotEqualTo(5003);
    }
    assertThatThrownBy(() -> small.open(at("127.0.0.1:80")))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("all local ports are in use");
    assertThat(small.open(at("127.0.0.1:81")).local().port()).isBetween(5000, 5009);
    small.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1:80", "[2001:db9::1]:80"})
  void whereNoRouteLeadsThereIsNoConnection(String where) {
    assertThatThrownBy(() -> net.client.open(at(where)))
        .isInstanceOf(NoRouteToHostException.class)
        .hasMessage("No route to host");
  }

  @Test
  @Rfc("9293 MUST-43")
  void aForeignLocalAddressCannotBeUsed() {
    assertThatThrownBy(() -> net.client.open(at("10.0.0.2:80"), at("10.0.0.9:0"), null, null))
        .isInstanceOf(BindException.class)
        .hasMessage("Cannot assign requested address");
  }
}
