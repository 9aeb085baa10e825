package io.tcp4j.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.nio.Maker.World;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What programs expect of [ServerSocket], of the JDK's first and then of ours.
@ParameterizedClass
@EnumSource(Maker.class)
@Timeout(60)
class ServerSocketContractTest {
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
  void aServerSocketKnowsWhereItListensUntilAfterClose() throws IOException {
    ServerSocket server = world.servers.createServerSocket();
    assertThat(server.getLocalPort()).isEqualTo(-1);
    assertThat(server.getInetAddress()).isNull();
    assertThat(server.getLocalSocketAddress()).isNull();
    assertThat(server.isBound()).isFalse();
    assertThatThrownBy(server::accept)
        .isInstanceOf(SocketException.class)
        .hasMessage("Socket is not bound yet");
    server.bind(new InetSocketAddress(Maker.HOST, 0));
    int port = server.getLocalPort();
    assertThat(port).isPositive();
    assertThat(server.getInetAddress()).isEqualTo(Maker.HOST);
    assertThatThrownBy(() -> server.bind(null))
        .isInstanceOf(SocketException.class)
        .hasMessage("Already bound");
    server.close();

    assertThat(server.getLocalPort()).isEqualTo(port);
    assertThat(server.getInetAddress()).isEqualTo(Maker.HOST);
    assertThat(server.isBound()).isTrue();
    assertThatThrownBy(server::accept)
        .isInstanceOf(SocketException.class)
        .hasMessage("Socket is closed");
  }

  @Test
  void aPortHasOneListenerAndIsFreeAgainWhenItCloses() throws IOException {
    int port = world.server.getLocalPort();
    assertThatThrownBy(() -> world.servers.createServerSocket(port, 5, Maker.HOST))
        .isInstanceOf(BindException.class)
        .hasMessage("Address already in use");
    world.server.close();

    world.servers.createServerSocket(port, 5, Maker.HOST).close();
  }

  @Test
  void anAddressOfAnotherHostCannotBeBound() throws IOException {
    InetAddress foreign = InetAddress.getByName("192.0.2.77");

    assertThatThrownBy(() -> world.servers.createServerSocket(0, 5, foreign))
        .isInstanceOf(BindException.class)
        .hasMessage("Cannot assign requested address");
  }

  @Test
  void theWildcardAddressTakesBothFamilies() throws IOException {
    try (ServerSocket wide = world.servers.createServerSocket(0)) {
      assertThat(wide.getInetAddress().isAnyLocalAddress()).isTrue();
      for (String host : new String[] {"127.0.0.1", "::1"}) {
        InetAddress address = InetAddress.getByName(host);
        try (Socket socket = world.sockets.createSocket(address, wide.getLocalPort());
            Socket accepted = wide.accept()) {
          assertThat(accepted.getLocalAddress()).isEqualTo(address);
          assertThat(accepted.getPort()).isEqualTo(socket.getLocalPort());
        }
      }
    }
  }

  @Test
  void acceptTimesOutAndTheServerStays() throws IOException {
    world.server.setSoTimeout(20);
    assertThatThrownBy(world.server::accept)
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("Accept timed out");
    world.server.setSoTimeout(0);

    world.pair().close();
  }

  @Test
  void closeWakesWhoAccepts() throws Exception {
    CountDownLatch firstAccept = new CountDownLatch(1);
    FutureTask<Socket> acceptor =
        Maker.start(
            () -> {
              world.server.accept().close();
              firstAccept.countDown();
              return world.server.accept();
            });
    world.sockets.createSocket(Maker.HOST, world.server.getLocalPort()).close();
    firstAccept.await();
    world.server.close();

    assertThatThrownBy(acceptor::get)
        .rootCause()
        .isInstanceOf(SocketException.class)
        .message()
        .isIn("Socket closed", "Socket is closed"); // the latter if it had not begun to wait
  }

  @Test
  void anInterruptClosesTheServerSocketOfAVirtualThread() throws Exception {
    var acceptor = new FutureTask<>(world.server::accept);
    Thread.ofVirtual().start(acceptor).interrupt();

    assertThatThrownBy(acceptor::get)
        .rootCause()
        .isInstanceOf(SocketException.class)
        .hasMessage("Closed by interrupt");
    assertThat(world.server.isClosed()).isTrue();
  }

  @Test
  void anInterruptDoesNotTouchAPlatformThreadThatAccepts() throws Exception {
    var acceptor = new FutureTask<>(world.server::accept);
    Thread.ofPlatform().start(acceptor).interrupt();
    Socket socket = world.sockets.createSocket(Maker.HOST, world.server.getLocalPort());

    assertThat(acceptor.get().getPort()).isEqualTo(socket.getLocalPort());
    assertThat(world.server.isClosed()).isFalse();
  }

  @Test
  void connectionsThatNobodyAcceptedAreReset() throws IOException {
    Socket socket = world.sockets.createSocket(Maker.HOST, world.server.getLocalPort());
    world.server.close();

    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset");
    socket.close();
  }
}
