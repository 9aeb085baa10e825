package io.tcp4j.testkit.network;

import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.testkit.time.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/// Blocking code, as programs are written, in a simulated network.
final class Echo {
  static final int PORT = 7;

  private Echo() {}

  /// Two hosts and a cable.
  record World(SimulatedNetwork network, SimulatedHost client, SimulatedHost server, Cable cable)
      implements AutoCloseable {
    static World of(long seed) {
      return of(SimulatedNetwork.virtual(seed));
    }

    static World of(SimulatedNetwork network) {
      SimulatedHost client = network.host("client");
      SimulatedHost server = network.host("server");
      return new World(network, client, server, network.cable(client, server));
    }

    @Override
    public void close() {
      network.close();
    }
  }

  /// Answers one connection after the other until the stack goes.
  static Task<Boolean> serve(SimulatedNetwork network, SimulatedHost server) throws IOException {
    TcpServerSocket listening = server.listen(PORT);
    return network.spawn(
        "echo",
        () -> {
          try (listening) {
            while (true) {
              answer(listening.accept());
            }
          } catch (IOException e) {
            return true; // the host has gone
          }
        });
  }

  private static void answer(TcpSocket socket) {
    byte[] buffer = new byte[4096];
    try (socket) {
      int n;
      while ((n = socket.read(buffer, 0, buffer.length)) > 0) {
        socket.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // the client has gone
    }
  }

  static byte[] text(int length) {
    byte[] text = new byte[length];
    new Random(length).nextBytes(text);
    return text;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// Sends a text and reads it back, in turns.
  static byte[] roundTrip(TcpSocket socket, byte[] text) throws IOException {
    socket.write(text, 0, text.length);
    return socket.inputStream().readNBytes(text.length);
  }
}
