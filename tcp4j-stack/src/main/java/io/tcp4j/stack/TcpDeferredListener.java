package io.tcp4j.stack;

import io.tcp4j.stack.tcp.RequestListener;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;

/// Listens for connections about which the application decides one by one, as
/// [ConnectionRequest]s. Thread-safe.
public final class TcpDeferredListener implements AutoCloseable {
  private final RequestListener listener;

  TcpDeferredListener(RequestListener listener) {
    this.listener = listener;
  }

  /// Returns where it listens: of a prefix the first address, and port 0 for any.
  public Endpoint local() {
    return listener.local();
  }

  /// Has connections that are accepted from now on behave like this.
  ///
  /// @param config how
  public void configure(TcpConfig config) {
    listener.configure(config);
  }

  /// Returns how many requests are not decided, or accepted with their handshakes under way.
  public int waiting() {
    return listener.halfOpen();
  }

  /// Stops listening. Requests that are not decided are withdrawn, and nothing is answered;
  /// accepted connections go on.
  @Override
  public void close() {
    listener.close();
  }

  @Override
  public String toString() {
    return listener.toString();
  }
}
