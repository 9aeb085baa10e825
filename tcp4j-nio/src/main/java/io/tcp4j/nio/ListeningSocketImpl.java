package io.tcp4j.nio;

import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.ListenOptions;
import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/// A [TcpServerSocket] behind a [java.net.ServerSocket].
final class ListeningSocketImpl extends HostSocketImpl {
  private static final Set<SocketOption<?>> OPTIONS =
      Set.of(
          StandardSocketOptions.SO_RCVBUF,
          StandardSocketOptions.SO_REUSEADDR,
          StandardSocketOptions.IP_TOS,
          ExtendedSocketOptions.TCP_KEEPIDLE,
          ExtendedSocketOptions.TCP_KEEPINTERVAL,
          ExtendedSocketOptions.TCP_KEEPCOUNT);

  // Guarded by this.
  private @Nullable Endpoint bound;
  private @Nullable TcpServerSocket listening;

  /// Linux lets server sockets of the JDK bind to ports that old connections use.
  ListeningSocketImpl(SocketHost host) {
    super(host, true);
  }

  @Override
  protected void bind(InetAddress to, int atPort) throws IOException {
    ensureOpen();
    synchronized (this) {
      bound = Addresses.bindTo(to, atPort);
    }
    address = to;
  }

  /// The JDK does this as part of binding: so here it is found out whether the address can be had.
  @Override
  protected synchronized void listen(int backlog) throws IOException {
    if (bound == null) {
      throw new SocketException("Not bound");
    }
    ListenOptions options = ListenOptions.at(bound).backlog(backlog).config(config());
    listening = stack().listen(options, null);
    listening.setInterruptible(false);
    localport = listening.local().port();
  }

  @Override
  synchronized @Nullable Endpoint boundTo() {
    return listening == null ? bound : listening.local();
  }

  private synchronized @Nullable TcpServerSocket listening() {
    return listening;
  }

  @Override
  protected void accept(SocketImpl into) throws IOException {
    IpStack by = stack();
    TcpServerSocket from = listening();
    if (from == null) {
      throw new SocketException("Not bound");
    }
    TcpSocket accepted;
    try {
      accepted = timeout() == 0 ? from.accept() : from.accept(Duration.ofMillis(timeout()));
    } catch (SocketException failed) {
      throw !isClosed() && Thread.currentThread().isInterrupted()
          ? new InterruptedIOException(failed.getMessage())
          : failed;
    }
    ((StreamSocketImpl) into).accepted(by, accepted);
  }

  @Override
  void closed() {
    TcpServerSocket present = listening();
    if (present != null) {
      present.close();
    }
  }

  // --- options ---

  @Override
  protected Set<SocketOption<?>> supportedOptions() {
    return OPTIONS;
  }

  @Override
  void reconfigure(UnaryOperator<TcpConfig.Builder> change) {
    TcpServerSocket present = listening();
    if (present != null) {
      present.configure(change.apply(config().toBuilder()).build());
    }
  }

  @Override
  void timeoutChanged(int millis) {}

  @Override
  int linger() {
    return -1;
  }

  @Override
  void linger(int seconds) {}

  // --- what only connections do ---

  @Override
  protected void connect(String name, int toPort) throws IOException {
    throw notConnected();
  }

  @Override
  protected void connect(InetAddress to, int toPort) throws IOException {
    throw notConnected();
  }

  @Override
  protected void connect(SocketAddress to, int millis) throws IOException {
    throw notConnected();
  }

  @Override
  protected InputStream getInputStream() throws IOException {
    throw notConnected();
  }

  @Override
  protected OutputStream getOutputStream() throws IOException {
    throw notConnected();
  }

  @Override
  protected int available() throws IOException {
    throw notConnected();
  }

  @Override
  protected void sendUrgentData(int octet) throws IOException {
    throw notConnected();
  }

  private static SocketException notConnected() {
    return new SocketException("Not connected");
  }
}
