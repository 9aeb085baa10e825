package io.tcp4j.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.testkit.junit.Repeat;
import io.tcp4j.testkit.junit.SimulatedTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLSocket;

/// TLS whose chance is not the seed's.
class TlsShapeTest {
  private static final int PORT = 443;
  private static final int LENGTH = 3000;

  /// Two connections, of which the second resumes the session of the first, have the same shape
  /// whatever their keys.
  @SimulatedTest(seeds = 33, repeats = Repeat.SHAPE)
  void tlsWithSignaturesOfAFixedLengthHasTheSameShape(
      SimulatedNetwork network, SimulatedHost client, SimulatedHost server) throws Exception {
    Tls tls = Tls.load(ThreadLocalRandom.current().nextLong());
    ServerSocket listening = server.serverSocketFactory().createServerSocket(PORT);
    network.spawn("echo", () -> echo(tls, listening));

    for (int i = 0; i < 2; i++) {
      Socket tcp = client.socketFactory().createSocket();
      tcp.connect(new InetSocketAddress(server.address().toInetAddress(), PORT));
      try (SSLSocket socket = tls.client(tcp)) {
        socket.getOutputStream().write(new byte[LENGTH]);
        assertThat(socket.getInputStream().readNBytes(LENGTH)).hasSize(LENGTH);
      }
    }
  }

  private static void echo(Tls tls, ServerSocket listening) throws IOException {
    while (true) {
      try (SSLSocket socket = tls.server(listening.accept())) {
        socket.getInputStream().transferTo(socket.getOutputStream());
      }
    }
  }
}
