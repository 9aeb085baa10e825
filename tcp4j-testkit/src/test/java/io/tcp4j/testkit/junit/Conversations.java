package io.tcp4j.testkit.junit;

import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import io.tcp4j.testkit.time.Task;
import java.io.IOException;

/// Blocking code, as programs are written.
final class Conversations {
  static final int PORT = 7;

  private Conversations() {}

  /// Accepts one connection and sends back what comes until the client closes.
  static Task<Boolean> echoOnce(SimulatedNetwork network, SimulatedHost server) {
    return network.spawn(
        "echo",
        () -> {
          try (TcpServerSocket listening = server.listen(PORT);
              TcpSocket socket = listening.accept()) {
            socket.inputStream().transferTo(socket.outputStream());
          }
        });
  }

  /// Sends text and waits until it has come back.
  static byte[] exchange(SimulatedHost client, SimulatedHost server, int length)
      throws IOException {
    byte[] text = new byte[length];
    try (TcpSocket socket = client.connect(server.endpoint(PORT))) {
      socket.write(text, 0, text.length);
      return socket.inputStream().readNBytes(length);
    }
  }
}
