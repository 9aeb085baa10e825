package io.tcp4j.stack.tcp;

import io.tcp4j.link.Packet;
import io.tcp4j.tcp.TcpListener;
import io.tcp4j.tcp.model.AcceptGate;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.Segment;
import org.jspecify.annotations.Nullable;

/// A passive OPEN (RFC 9293 §3.10.1): what a segment for which there is no connection can find in
/// the [ListenerTable]. Thread-safe.
public abstract sealed class PassiveOpen implements AcceptGate permits Listener, RequestListener {
  final TcpHost host;
  final TcpListener engine;
  private final Scope scope;
  private final int backlog;

  PassiveOpen(TcpHost host, Scope scope, int backlog, TcpConfig config) {
    this.host = host;
    this.scope = scope;
    this.backlog = backlog;
    engine = new TcpListener(config, host.services, this);
  }

  /// Which connections it is for.
  public final Scope scope() {
    return scope;
  }

  /// Returns how many connections may wait for its user at most.
  public final int backlog() {
    return backlog;
  }

  /// Returns how many handshakes are under way.
  public abstract int halfOpen();

  /// Returns how many connections wait to be accepted.
  public abstract int queued();

  /// Returns where it listens, of a prefix its first address; port 0 means any.
  public final Endpoint local() {
    return scope.local();
  }

  /// Connections that begin from now on behave so.
  public final void configure(TcpConfig config) {
    engine.configure(config);
  }

  /// A segment has come for which there is no connection, or a SYN for which one in TIME-WAIT makes
  /// way.
  ///
  /// @param segment what arrived; may be changed
  /// @param packet what holds it, borrowed
  /// @param tuple its sockets, seen from here
  /// @param predecessor the one in TIME-WAIT; null if there is none
  /// @param replies the way back, for answers at once; to be flushed by the caller
  /// @param now time in nanoseconds
  abstract void segmentArrives(
      Segment segment,
      Packet packet,
      FourTuple tuple,
      @Nullable TimeWaitOwner predecessor,
      ReplyOutput replies,
      long now);

  /// Whether it was closed.
  public abstract boolean closed();

  /// Stops listening, and ends what nobody has accepted.
  public abstract void close();

  @Override
  public final String toString() {
    return "LISTEN " + scope;
  }
}
