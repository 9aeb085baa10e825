package io.tcp4j.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.nio.Maker.Pair;
import io.tcp4j.nio.Maker.World;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What programs expect of the options of sockets, of the JDK's first and then of ours.
@ParameterizedClass
@EnumSource(Maker.class)
@Timeout(60)
class SocketOptionsContractTest {
  @Parameter Maker maker;
  private World world;

  @BeforeEach
  void open() throws IOException {
    world = maker.open();
  }

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void aNewSocketHasTheJdksDefaults() throws IOException {
    try (Socket socket = world.sockets.createSocket()) {
      assertThat(socket.getTcpNoDelay()).isFalse();
      assertThat(socket.getKeepAlive()).isFalse();
      assertThat(socket.getOOBInline()).isFalse();
      assertThat(socket.getReuseAddress()).isFalse();
      assertThat(socket.getSoLinger()).isEqualTo(-1);
      assertThat(socket.getSoTimeout()).isZero();
      assertThat(socket.getTrafficClass()).isZero();
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(7200);
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(75);
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(9);
    }
    assertThat(world.server.getReuseAddress()).isTrue();
  }

  private static void setAll(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    socket.setReuseAddress(true);
    socket.setSoLinger(true, 70_000);
    socket.setSoTimeout(1234);
    socket.setTrafficClass(0x2f);
    socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 10);
    socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 5);
    socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 3);
  }

  private static void assertAllSet(Socket socket) throws IOException {
    assertThat(socket.getTcpNoDelay()).isTrue();
    assertThat(socket.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
    assertThat(socket.getKeepAlive()).isTrue();
    assertThat(socket.getReuseAddress()).isTrue();
    assertThat(socket.getSoLinger()).isEqualTo(65_535);
    assertThat(socket.getOption(StandardSocketOptions.SO_LINGER)).isEqualTo(65_535);
    assertThat(socket.getSoTimeout()).isEqualTo(1234);
    assertThat(socket.getTrafficClass()).isEqualTo(0x2c); // without the bits of ECN
    assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(10);
    assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(5);
    assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
    socket.setSoLinger(false, 0);
    assertThat(socket.getSoLinger()).isEqualTo(-1);
  }

  @Test
  void whatIsSetBeforeConnectingHoldsAfterwards() throws IOException {
    Socket socket = world.sockets.createSocket();
    setAll(socket);
    try (Pair pair = world.pair(socket)) {
      assertAllSet(pair.client());
    }
  }

  @Test
  void aConnectedAndAnAcceptedSocketCanBeSet() throws IOException {
    try (Pair pair = world.pair()) {
      setAll(pair.client());
      assertAllSet(pair.client());
      setAll(pair.server());
      assertAllSet(pair.server());
    }
  }

  @Test
  void buffersAreAtLeastAsLargeAsAskedFor() throws IOException {
    try (Socket socket = world.sockets.createSocket()) {
      socket.setSendBufferSize(50_000);
      socket.setReceiveBufferSize(60_000);

      assertThat(socket.getSendBufferSize()).isGreaterThanOrEqualTo(50_000);
      assertThat(socket.getReceiveBufferSize()).isGreaterThanOrEqualTo(60_000);
    }
    try (ServerSocket server = world.servers.createServerSocket()) {
      server.setReceiveBufferSize(70_000);
      assertThat(server.getReceiveBufferSize()).isGreaterThanOrEqualTo(70_000);
    }
  }

  @Test
  void buffersOfAConnectionChange() throws IOException {
    try (Pair pair = world.pair()) {
      pair.client().setSendBufferSize(50_000);
      pair.server().setReceiveBufferSize(60_000);

      assertThat(pair.client().getSendBufferSize()).isGreaterThanOrEqualTo(50_000);
      assertThat(pair.server().getReceiveBufferSize()).isGreaterThanOrEqualTo(60_000);
    }
  }

  @Test
  void lingerTimesAreNoLongerThanLinuxKnows() throws IOException {
    try (Socket socket = world.sockets.createSocket()) {
      socket.setOption(StandardSocketOptions.SO_LINGER, 70_000);
      assertThat(socket.getOption(StandardSocketOptions.SO_LINGER)).isEqualTo(65_535);
      socket.setOption(StandardSocketOptions.SO_LINGER, -5);
      assertThat(socket.getOption(StandardSocketOptions.SO_LINGER)).isEqualTo(-1);
    }
  }

  @Test
  void unknownOptionsAreUnsupportedAndWrongValuesAreToldOf() throws IOException {
    try (Socket socket = world.sockets.createSocket()) {
      assertThat(socket.supportedOptions())
          .contains(
              StandardSocketOptions.TCP_NODELAY,
              StandardSocketOptions.SO_KEEPALIVE,
              StandardSocketOptions.SO_LINGER,
              StandardSocketOptions.SO_SNDBUF,
              StandardSocketOptions.SO_RCVBUF,
              StandardSocketOptions.SO_REUSEADDR,
              StandardSocketOptions.IP_TOS)
          .doesNotContain(StandardSocketOptions.IP_MULTICAST_TTL);
      assertThatThrownBy(() -> socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage("'IP_MULTICAST_TTL' not supported");
      assertThatThrownBy(() -> socket.getOption(StandardSocketOptions.IP_MULTICAST_TTL))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(() -> socket.setOption(StandardSocketOptions.SO_RCVBUF, -1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> socket.setOption(StandardSocketOptions.SO_RCVBUF, null))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> socket.setOption(StandardSocketOptions.IP_TOS, 256))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 0))
          .isInstanceOfAny(SocketException.class, IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> world.server.setOption(StandardSocketOptions.TCP_NODELAY, true))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aClosedSocketHasNoOptions() throws IOException {
    Socket socket = world.sockets.createSocket();
    socket.setTcpNoDelay(true);
    socket.close();

    assertThatThrownBy(socket::getTcpNoDelay)
        .isInstanceOf(SocketException.class)
        .hasMessage("Socket is closed");
  }
}
