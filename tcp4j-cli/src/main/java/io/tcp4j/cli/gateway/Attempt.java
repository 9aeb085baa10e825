package io.tcp4j.cli.gateway;

import io.tcp4j.stack.ConnectionRequest;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.TcpConfig;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;

/// An attempt to connect to a client's destination, on whose outcome the client's request waits.
final class Attempt implements SocketLoop.Watcher {
  /// Both ends have done what they can about small segments; and a peer that is gone is noticed in
  /// the end.
  private static final TcpConfig CONFIG =
      TcpConfig.DEFAULT.toBuilder().nagle(false).keepAlive(true).build();

  /// Is told what becomes of attempts; one of these, once.
  interface Outcome {
    /// Both connections are there. The flow has not begun.
    void connected(ConnectionRequest request, TcpSocket client, KernelEnd destination);

    /// The destination cannot be had, and the client has been told.
    void refused(ConnectionRequest request, Refusal refusal);

    /// The client has taken its request back, or was not answered in time.
    void withdrawn(ConnectionRequest request);
  }

  private final ConnectionRequest request;
  private final SocketChannel channel;
  private final SocketLoop loop;
  private final Outcome outcome;

  private Attempt(
      ConnectionRequest request, SocketChannel channel, SocketLoop loop, Outcome outcome) {
    this.request = request;
    this.channel = channel;
    this.loop = loop;
    this.outcome = outcome;
  }

  /// Begins an attempt.
  ///
  /// @param request who asks
  /// @param to where to connect to
  /// @param loop watches the socket
  /// @param outcome told what becomes of it, perhaps at once
  /// @throws IOException if the machine has no more sockets
  static void begin(ConnectionRequest request, SocketAddress to, SocketLoop loop, Outcome outcome)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    Attempt attempt = new Attempt(request, channel, loop, outcome);
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      boolean connected = channel.connect(to);
      SelectionKey key = loop.watch(channel, connected ? 0 : SelectionKey.OP_CONNECT, attempt);
      request.onWithdrawn(attempt::withdrawn);
      if (connected) {
        attempt.connected(key);
      }
    } catch (UnsupportedAddressTypeException _) {
      attempt.failed(new SocketException("This machine has no IPv6"));
    } catch (IOException e) {
      attempt.failed(e);
    }
  }

  @Override
  public void ready(SelectionKey key) {
    try {
      if (channel.finishConnect()) {
        key.interestOps(0);
        connected(key);
      }
    } catch (CancelledKeyException _) {
      // Withdrawn meanwhile.
    } catch (IOException e) {
      failed(e);
    }
  }

  private void connected(SelectionKey key) {
    KernelEnd destination = new KernelEnd(channel, key, loop);
    TcpSocket client;
    try {
      client = request.accept(CONFIG, null);
    } catch (SocketException _) {
      return; // Withdrawn meanwhile, which has closed the channel.
    }
    outcome.connected(request, client, destination);
  }

  private void failed(IOException failure) {
    close();
    Refusal refusal = Refusal.of(failure);
    if (refusal.mirror(request)) {
      outcome.refused(request, refusal);
    }
  }

  private void withdrawn() {
    close();
    outcome.withdrawn(request);
  }

  private void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // It never was connected.
    }
    loop.changed();
  }
}
