package io.tcp4j.cli.serve;

import io.tcp4j.stack.TcpHandler;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.Ending;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What a service says on one connection, as callbacks: whatever happens, it does all that is
/// possible then, on the thread that brought the news. So the order of events is of no importance,
/// and a connection on which nothing happens costs no thread and no buffer.
abstract class Conversation implements TcpHandler {
  private boolean over;
  private @Nullable OpenConnections register;

  /// Begins to talk, now that the connection is established.
  final void begin(TcpSocket socket, OpenConnections connections) {
    register = connections;
    connections.add(socket);
    socket.setHandler(this);
  }

  /// Reads and writes as far as that goes without waiting.
  ///
  /// @param buffer to be used for the duration of the call only
  /// @return whether all is said and the connection to be closed
  /// @throws IOException if the connection has failed
  abstract boolean converse(TcpSocket socket, byte[] buffer) throws IOException;

  @Override
  public final void onConnected(TcpSocket socket) {
    proceed(socket);
  }

  @Override
  public final void onReadable(TcpSocket socket) {
    proceed(socket);
  }

  @Override
  public final void onWritable(TcpSocket socket) {
    proceed(socket);
  }

  @Override
  public final void onEndOfStream(TcpSocket socket) {
    proceed(socket);
  }

  private void proceed(TcpSocket socket) {
    if (over) {
      return;
    }
    try {
      over = converse(socket, Buffers.ofThread());
      if (over) {
        socket.close();
      }
    } catch (IOException e) {
      over = true; // It has failed, and how, onEnded is told.
    }
  }

  @Override
  public final void onEnded(TcpSocket socket, Ending ending) {
    if (register != null) {
      register.onEnded(socket, ending);
    }
  }

  /// Throws away what has arrived.
  ///
  /// @return whether the peer has ended its half
  static boolean discard(TcpSocket socket, byte[] buffer) throws IOException {
    int read;
    do {
      read = socket.tryRead(buffer, 0, buffer.length);
    } while (read > 0);
    return read < 0;
  }
}
