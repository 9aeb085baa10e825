package io.tcp4j.cli.serve;

import io.tcp4j.stack.TcpSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Carries a stream into a connection and the connection into a stream, each direction until its
/// own end.
final class Relay {
  private static final int BUFFER = 64 * 1024;

  private final TcpSocket socket;
  private volatile @Nullable IOException inputFailure;

  Relay(TcpSocket socket) {
    this.socket = socket;
  }

  /// Runs both directions to their ends.
  ///
  /// @param in is read by a thread of its own, which may stay in its `read` when the connection has
  ///     failed meanwhile
  /// @param out is closed when the peer has ended its half
  /// @throws IOException if a stream failed, not the connection: how that ended, it says itself
  void run(InputStream in, OutputStream out) throws IOException, InterruptedException {
    Thread sender = Thread.ofPlatform().name("tcp4j-input").daemon().start(() -> send(in));
    if (receive(out)) {
      sender.join();
    }
    if (inputFailure != null) {
      socket.abort();
      throw inputFailure;
    }
  }

  /// Returns whether the peer has ended its half; else the connection is broken.
  private boolean receive(OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    while (true) {
      int read;
      try {
        read = socket.read(buffer, 0, buffer.length);
      } catch (IOException e) {
        return false;
      }
      if (read < 0) {
        out.close();
        return true;
      }
      out.write(buffer, 0, read);
    }
  }

  private void send(InputStream in) {
    byte[] buffer = new byte[BUFFER];
    while (true) {
      int read;
      try {
        read = in.read(buffer, 0, buffer.length);
      } catch (IOException e) {
        inputFailure = e;
        socket.abort();
        return;
      }
      try {
        if (read < 0) {
          socket.shutdownOutput();
          return;
        }
        socket.write(buffer, 0, read);
      } catch (IOException e) {
        return; // The connection has ended; the receiving side finds that, too.
      }
    }
  }
}
