package io.tcp4j.stack;

import io.tcp4j.stack.counters.Counters;
import io.tcp4j.stack.tcp.Connection;
import io.tcp4j.stack.tcp.Listener;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Listens for connections. Thread-safe.
///
/// Connections whose handshake is complete wait in a queue of `backlog` places for [#accept]; while
/// it is full, further handshakes are held up in their last step, and the peer tries again. A
/// socket that was made with a [TcpServerHandler] has nothing to accept: the handler takes each
/// connection at once.
public final class TcpServerSocket implements AutoCloseable {
  private final Listener listener;
  private final Counters counters;
  private volatile boolean interruptible = true;

  TcpServerSocket(Listener listener, Counters counters) {
    this.listener = listener;
    this.counters = counters;
  }

  /// Returns where it listens, with the port that was chosen if that was left open.
  public Endpoint local() {
    return listener.local();
  }

  /// Waits for a connection.
  ///
  /// @return the connection, established
  /// @throws SocketException if the socket is or gets closed, or the thread was interrupted, which
  ///     closes the socket
  public TcpSocket accept() throws IOException {
    return accept(Long.MAX_VALUE);
  }

  /// Waits for a connection.
  ///
  /// @param timeout how long at most
  /// @return the connection, established
  /// @throws SocketTimeoutException if none comes within that time
  /// @throws SocketException if the socket is or gets closed, or the thread was interrupted, which
  ///     closes the socket
  public TcpSocket accept(Duration timeout) throws IOException {
    return accept(timeout.toNanos());
  }

  private TcpSocket accept(long nanos) throws IOException {
    Connection connection = listener.accept(nanos, interruptible());
    if (connection != null) {
      return new TcpSocket(connection, counters);
    }
    if (listener.closed()) {
      throw SocketErrors.closed();
    }
    if (interruptible() && Thread.currentThread().isInterrupted()) {
      close();
      throw SocketErrors.interrupted();
    }
    throw new SocketTimeoutException("Accept timed out");
  }

  /// Takes a connection, without waiting.
  ///
  /// @return null if none waits
  /// @throws SocketException if the socket is closed
  public @Nullable TcpSocket tryAccept() throws IOException {
    if (listener.closed()) {
      throw SocketErrors.closed();
    }
    Connection connection = listener.tryAccept();
    return connection == null ? null : new TcpSocket(connection, counters);
  }

  private boolean interruptible() {
    return interruptible || Thread.currentThread().isVirtual();
  }

  /// Says whether an interrupt ends the wait of platform threads, too: see
  /// [TcpSocket#setInterruptible].
  ///
  /// @param platformThreads whether it does
  public void setInterruptible(boolean platformThreads) {
    interruptible = platformThreads;
  }

  /// Has connections that begin from now on behave like this.
  ///
  /// @param config how
  public void configure(TcpConfig config) {
    listener.configure(config);
  }

  /// Stops listening. Connections that nobody has accepted are reset; accepted ones go on.
  @Override
  public void close() {
    listener.close();
  }

  /// Returns how many connections it has that are not accepted, handshakes under way included.
  int waiting() {
    return listener.halfOpen() + listener.queued();
  }

  @Override
  public String toString() {
    return listener.toString();
  }
}
