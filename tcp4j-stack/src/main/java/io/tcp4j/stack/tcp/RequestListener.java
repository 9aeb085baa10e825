package io.tcp4j.stack.tcp;

import io.tcp4j.link.Packet;
import io.tcp4j.stack.counters.Counter;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Segment;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A passive OPEN whose user decides about each SYN, before anything is answered. Thread-safe.
///
/// A place of its quota is taken from the SYN until its connection is established, or it is decided
/// that there will be none: undecided requests and handshakes under way are limited together.
public final class RequestListener extends PassiveOpen {
  private final Consumer<PendingSyn> handler;
  private final long decisionNanos;
  private final Quota halfOpen = new Quota();
  private volatile boolean closed;

  RequestListener(
      TcpHost host,
      Scope scope,
      int backlog,
      TcpConfig config,
      long decisionNanos,
      Consumer<PendingSyn> handler) {
    super(host, scope, backlog, config);
    this.decisionNanos = decisionNanos;
    this.handler = handler;
  }

  /// The request is in the table before the user hears of it: the same SYN may come in on another
  /// device's thread, and the decision on any.
  @Override
  void segmentArrives(
      Segment syn,
      Packet packet,
      FourTuple tuple,
      @Nullable TimeWaitOwner predecessor,
      ReplyOutput replies,
      long now) {
    if (!engine.admits(syn, tuple, replies)) {
      return;
    }
    PendingSyn request = new PendingSyn(this, tuple, predecessor, syn, packet, now + decisionNanos);
    if (!host.connections.put(request, predecessor)) {
      leave();
      return;
    }
    if (closed) {
      request.withdraw();
      return;
    }
    host.timers.atLatest(request, now + decisionNanos);
    handler.accept(request);
  }

  @Override
  public boolean mayBegin(int synQueue) {
    if (!closed && halfOpen.take(backlog())) {
      return true;
    }
    host.counters.count(Counter.SYN_QUEUE_OVERFLOWS);
    return false;
  }

  /// What is answered and forgotten could not be shown to the user first.
  @Override
  public boolean acceptsMore() {
    return false;
  }

  /// The user has accepted it already.
  @Override
  public boolean mayComplete() {
    return true;
  }

  @Override
  public void leave() {
    halfOpen.give();
  }

  @Override
  public boolean closed() {
    return closed;
  }

  /// Those that are undecided are among them.
  @Override
  public int halfOpen() {
    return halfOpen.taken();
  }

  /// Its connections have been accepted before they are established.
  @Override
  public int queued() {
    return 0;
  }

  /// Stops listening, and withdraws the requests that are not decided: their SYNs stay unanswered.
  @Override
  public void close() {
    closed = true;
    host.listeners.remove(this);
    for (Peer peer : host.connections.all()) {
      if (peer instanceof PendingSyn request && request.listener() == this) {
        request.withdraw();
      }
    }
  }
}
