package io.tcp4j.cli.serve;

import io.tcp4j.cli.serve.http.HttpConnection;
import io.tcp4j.cli.serve.http.StaticFiles;
import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/// The file server on our sockets: the blocking way to use them, with a virtual thread for each
/// connection.
final class HttpServer {
  /// How long a client may be silent.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// How long, and how much, a client may go on talking to a server that has turned away from it.
  private static final Duration LINGER = Duration.ofSeconds(2);

  private static final int LINGER_BYTES = 1 << 20;

  private final StaticFiles files;
  private final InstantSource clock;
  private final OpenConnections connections;

  HttpServer(StaticFiles files, InstantSource clock, OpenConnections connections) {
    this.files = files;
    this.clock = clock;
    this.connections = connections;
  }

  /// Serves whoever connects, on threads of its own, until the server socket is closed.
  void serve(TcpServerSocket server) {
    Thread.ofVirtual().name("http " + server.local()).start(() -> acceptAll(server));
  }

  private void acceptAll(TcpServerSocket server) {
    try {
      while (true) {
        TcpSocket socket = server.accept();
        Thread.ofVirtual().name("http " + socket.remote()).start(() -> converse(socket));
      }
    } catch (IOException e) {
      return; // The server socket is closed.
    }
  }

  private void converse(TcpSocket socket) {
    connections.add(socket);
    socket.setHandler(connections);
    try (socket) {
      socket.setReadTimeout(PATIENCE);
      HttpConnection connection =
          new HttpConnection(socket.inputStream(), socket.outputStream(), files, clock);
      if (connection.run() == HttpConnection.End.LINGER) {
        linger(socket);
      }
    } catch (IOException e) {
      // The client has gone or been silent for too long, or a file failed under way. If it is the
      // server that ends, it has closed the socket in a better way already.
      if (!connections.isClosing()) {
        socket.abort();
      }
    }
  }

  private static void linger(TcpSocket socket) throws IOException {
    socket.shutdownOutput();
    socket.setReadTimeout(LINGER);
    byte[] buffer = new byte[8192];
    int left = LINGER_BYTES;
    int read = 0;
    while (read >= 0 && left > 0) {
      read = socket.read(buffer, 0, buffer.length);
      left -= read;
    }
  }
}
