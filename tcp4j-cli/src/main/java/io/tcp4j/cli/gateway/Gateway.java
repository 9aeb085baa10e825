package io.tcp4j.cli.gateway;

import io.tcp4j.cli.host.Log;
import io.tcp4j.stack.ConnectionRequest;
import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.ListenOptions;
import io.tcp4j.stack.TcpDeferredListener;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpPrefix;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Carries TCP connections that come to any address of our stack on to where they were meant to go.
///
/// The destination is asked before the client is answered. Thread-safe.
final class Gateway implements AutoCloseable, Attempt.Outcome, Flow.Register {
  /// What a gateway may do.
  ///
  /// @param rewrites other addresses for some destinations
  /// @param ours addresses of our own, at which nobody is but us
  /// @param maxFlows most flows and attempts at a time
  /// @param connectTimeout how long a destination may take to answer
  record Settings(
      List<Rewrite> rewrites, List<IpPrefix> ours, int maxFlows, Duration connectTimeout) {}

  private final Settings settings;
  private final Log log;
  private final Tally tally = new Tally();
  private final Buffers buffers = new Buffers(Runtime.getRuntime().maxMemory() / 4);
  private final List<SocketLoop> loops = new ArrayList<>();
  private final List<TcpDeferredListener> listeners = new ArrayList<>();
  private final Set<Flow> flows = ConcurrentHashMap.newKeySet();
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger nextLoop = new AtomicInteger();
  private volatile boolean closing;

  /// Makes a gateway that carries nothing yet.
  ///
  /// @throws IOException if the machine has no more of what it needs
  Gateway(Settings settings, Log log) throws IOException {
    this.settings = settings;
    this.log = log;
    int count = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
    for (int i = 1; i <= count; i++) {
      loops.add(new SocketLoop("tcp4j-sockets-" + i));
    }
  }

  /// Carries connections to all addresses of a prefix from now on.
  ///
  /// @param destinations addresses that the stack takes
  /// @throws IOException if the stack has no such addresses
  void carry(IpStack stack, IpPrefix destinations) throws IOException {
    ListenOptions options =
        ListenOptions.at(destinations)
            .backlog(settings.maxFlows())
            .decisionTime(settings.connectTimeout());
    listeners.add(stack.listenDeferred(options, this::requested));
  }

  Tally tally() {
    return tally;
  }

  /// Bytes that wait for slow receivers.
  long waiting() {
    return buffers.taken();
  }

  /// How many flows there are.
  int flows() {
    return flows.size();
  }

  private void requested(ConnectionRequest request) {
    Endpoint to = Rewrite.apply(settings.rewrites(), request.destination());
    if (settings.ours().stream().anyMatch(ours -> ours.address().equals(to.address()))) {
      tally.refused.increment();
      detail(request, "refused: this is the gateway's own address");
      request.refuse();
    } else if (taken.incrementAndGet() > settings.maxFlows()) {
      leaveUnanswered(request, "too many flows");
    } else {
      attempt(request, to);
    }
  }

  private void attempt(ConnectionRequest request, Endpoint to) {
    SocketLoop loop = loops.get(Math.floorMod(nextLoop.getAndIncrement(), loops.size()));
    try {
      Attempt.begin(
          request, new InetSocketAddress(to.address().toInetAddress(), to.port()), loop, this);
    } catch (IOException e) {
      leaveUnanswered(request, String.valueOf(e.getMessage()));
    }
  }

  /// There is no room: as where the network loses the SYN, it comes again.
  private void leaveUnanswered(ConnectionRequest request, String why) {
    request.ignore();
    release();
    tally.beyondLimit.increment();
    detail(request, "left unanswered: " + why);
  }

  private void release() {
    taken.decrementAndGet();
  }

  @Override
  public void connected(ConnectionRequest request, TcpSocket client, KernelEnd destination) {
    Flow flow = new Flow(client, destination, buffers, this);
    flows.add(flow);
    tally.flows.increment();
    detail(request, "connected");
    flow.begin();
    if (closing) {
      flow.end(Flow.Outcome.STOPPED);
    }
  }

  @Override
  public void refused(ConnectionRequest request, Refusal refusal) {
    release();
    (refusal.reason() != null
            ? tally.unreachable
            : refusal.silent() ? tally.unanswered : tally.refused)
        .increment();
    detail(request, refusal.text());
  }

  @Override
  public void withdrawn(ConnectionRequest request) {
    release();
    tally.unanswered.increment();
    detail(request, "no answer");
  }

  @Override
  public void ended(Flow flow, Flow.Outcome outcome) {
    tally.sent.add(flow.sent());
    tally.received.add(flow.received());
    if (outcome == Flow.Outcome.CLIENT_RESET || outcome == Flow.Outcome.DESTINATION_RESET) {
      tally.reset.increment();
    }
    if (log.isVerbose()) {
      String how =
          switch (outcome) {
            case CLOSED -> "closed";
            case CLIENT_RESET -> "reset by the client";
            case DESTINATION_RESET -> "reset by the destination";
            case STOPPED -> "reset: the gateway stops";
          };
      log.detail(
          "%s to %s: %s, %s there, %s back"
              .formatted(
                  flow.client().remote(),
                  flow.client().local(),
                  how,
                  Tally.bytes(flow.sent()),
                  Tally.bytes(flow.received())));
    }
    flows.remove(flow);
    release();
  }

  private void detail(ConnectionRequest request, String what) {
    if (log.isVerbose()) {
      log.detail(request + ": " + what);
    }
  }

  /// Takes no more connections, and resets those that it carries, on both sides: who is in the
  /// middle of something must not take it for complete.
  @Override
  public void close() throws IOException {
    closing = true;
    listeners.forEach(TcpDeferredListener::close);
    flows.forEach(flow -> flow.end(Flow.Outcome.STOPPED));
    for (SocketLoop loop : loops) {
      loop.close();
    }
  }
}
