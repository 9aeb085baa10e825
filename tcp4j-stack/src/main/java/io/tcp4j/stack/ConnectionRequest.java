package io.tcp4j.stack;

import io.tcp4j.stack.counters.Counter;
import io.tcp4j.stack.counters.Counters;
import io.tcp4j.stack.tcp.Connection;
import io.tcp4j.stack.tcp.PendingSyn;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.UnreachableReason;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/// A connection that somebody asks for, at a listener of [IpStack#listenDeferred]: the SYN has
/// come, and nothing is answered yet.
///
/// One of [#accept], [#refuse], [#unreachable] and [#ignore] decides, at once or later, on any
/// thread. Until then the peer sees what it would see of a slow network: its SYN comes again, and
/// is absorbed. The request is *withdrawn* if the peer takes it back by a RST, if no decision comes
/// in [ListenOptions#decisionTime], or if the listener or the stack is closed; nothing is answered
/// then. Of decisions and withdrawal the first counts, and what comes later does no harm.
///
/// Thread-safe; no method blocks.
public final class ConnectionRequest {
  private final PendingSyn pending;
  private final Counters counters;

  ConnectionRequest(PendingSyn pending, Counters counters) {
    this.pending = pending;
    this.counters = counters;
  }

  /// Returns who asks.
  public Endpoint source() {
    return pending.tuple().remote();
  }

  /// Returns where the connection is meant to go: the destination of the SYN.
  public Endpoint destination() {
    return pending.tuple().local();
  }

  /// Returns a copy of the SYN as it came last, for its options (`mss`, `windowScale`,
  /// `sackPermitted`, `timestamps`), its flags, and what its packet had: `dscp`, `ecn` and
  /// `hopLimit`. Its text is not kept.
  public Segment syn() {
    Segment copy = new Segment();
    copy.copySyn(pending.syn());
    return copy;
  }

  /// Whether it is not decided yet, and not withdrawn.
  public boolean isPending() {
    return pending.undecided();
  }

  /// Has something run if the request is withdrawn: on the thread that withdraws it (the link's,
  /// the scheduler's, or that of whoever closes the listener), or at once on this one if it is
  /// already. Replaces what was to run before. It must not block; what it throws goes to the
  /// thread's uncaught-exception handler.
  ///
  /// @param action what, for example to stop asking elsewhere
  public void onWithdrawn(Runnable action) {
    pending.onWithdrawal(
        () -> {
          try {
            action.run();
          } catch (Throwable thrown) {
            fail(thrown);
          }
        });
  }

  private void fail(Throwable thrown) {
    counters.count(Counter.HANDLER_FAILURES);
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
  }

  /// The request's handler has thrown.
  void failed(Throwable thrown) {
    refuse();
    fail(thrown);
  }

  /// Accepts, as [#accept(TcpConfig, TcpHandler)], with the listener's configuration.
  ///
  /// @throws SocketException see there
  public TcpSocket accept() throws SocketException {
    return accept(null, null);
  }

  /// Accepts: the SYN is answered, and the handshake goes on. The socket can be used at once; bytes
  /// that are written before the handshake is done wait for it.
  ///
  /// @param config how the connection behaves; null for the listener's configuration
  /// @param handler whom to tell of events, [TcpHandler#onConnected] being the first; null for
  ///     nobody yet
  /// @return the connection; if its handshake fails, calls say so
  /// @throws SocketException "Connection request is over" if it is decided or withdrawn already
  public TcpSocket accept(@Nullable TcpConfig config, @Nullable TcpHandler handler)
      throws SocketException {
    Connection connection = pending.accept(config);
    if (connection == null) {
      throw new SocketException("Connection request is over");
    }
    TcpSocket socket = new TcpSocket(connection, counters);
    if (handler != null) {
      socket.setHandler(handler);
    }
    return socket;
  }

  /// Refuses: the peer gets a RST, as if nobody listened.
  ///
  /// @return whether this decided
  public boolean refuse() {
    return pending.refuse();
  }

  /// Reports that the destination cannot be reached: the peer gets an ICMP or ICMPv6 error from its
  /// address, unless too many are sent already.
  ///
  /// @param reason why; one that [UnreachableReason#existsIn] the request's IP version
  /// @return whether this decided
  /// @throws IllegalArgumentException if the version cannot say it; then nothing is decided
  public boolean unreachable(UnreachableReason reason) {
    int version = source().address().version();
    if (!reason.existsIn(version)) {
      throw new IllegalArgumentException(reason + " cannot be said in IPv" + version);
    }
    return pending.unreachable(reason);
  }

  /// Answers nothing, as if the network had lost the SYN. When it comes again, that is another
  /// request.
  ///
  /// @return whether this decided
  public boolean ignore() {
    return pending.ignore();
  }

  @Override
  public String toString() {
    return source() + " to " + destination();
  }
}
