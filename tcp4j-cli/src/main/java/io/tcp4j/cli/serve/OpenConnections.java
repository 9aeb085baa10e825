package io.tcp4j.cli.serve;

import io.tcp4j.cli.host.Log;
import io.tcp4j.stack.TcpHandler;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.Ending;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The connections that services talk on: to tell of them, and to end them when the server does.
/// Thread-safe.
final class OpenConnections implements TcpHandler {
  private final Set<TcpSocket> sockets = ConcurrentHashMap.newKeySet();
  private final Log log;
  private volatile boolean closing;

  OpenConnections(Log log) {
    this.log = log;
  }

  /// Notes a connection that has been accepted.
  void add(TcpSocket socket) {
    sockets.add(socket);
    if (log.isVerbose()) {
      log.detail(socket.remote() + " connected to port " + socket.local().port());
    }
    if (closing) {
      socket.close();
    }
  }

  @Override
  public void onEnded(TcpSocket socket, Ending ending) {
    sockets.remove(socket);
    if (log.isVerbose()) {
      log.detail(socket.remote() + " to port " + socket.local().port() + ": " + ending);
    }
  }

  /// Whether all of them are being closed.
  boolean isClosing() {
    return closing;
  }

  /// Closes all of them, by FIN if everything was read, and waits until the peers have done so too.
  ///
  /// @param limit how long to wait for all of them together
  void closeAll(Duration limit) throws InterruptedException {
    closing = true;
    sockets.forEach(TcpSocket::close);
    long end = System.nanoTime() + limit.toNanos();
    for (TcpSocket socket : sockets) {
      long left = end - System.nanoTime();
      if (left <= 0 || socket.awaitEnd(Duration.ofNanos(left)) == null) {
        return;
      }
    }
  }
}
