package io.tcp4j.nio;

import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.OpenOptions;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/// A [TcpSocket] behind a [java.net.Socket]: connected by it, or accepted.
final class StreamSocketImpl extends HostSocketImpl {
  private static final Set<SocketOption<?>> OPTIONS =
      Set.of(
          StandardSocketOptions.SO_RCVBUF,
          StandardSocketOptions.SO_SNDBUF,
          StandardSocketOptions.SO_REUSEADDR,
          StandardSocketOptions.SO_KEEPALIVE,
          StandardSocketOptions.SO_LINGER,
          StandardSocketOptions.IP_TOS,
          StandardSocketOptions.TCP_NODELAY,
          ExtendedSocketOptions.TCP_KEEPIDLE,
          ExtendedSocketOptions.TCP_KEEPINTERVAL,
          ExtendedSocketOptions.TCP_KEEPCOUNT);

  /// In seconds; the JDK takes no more.
  private static final int LONGEST_LINGER = 65_535;

  // Guarded by this.
  private @Nullable Endpoint bound;
  private @Nullable TcpSocket socket;
  private int linger = -1;

  StreamSocketImpl(SocketHost host) {
    super(host, false);
  }

  private synchronized @Nullable TcpSocket socket() {
    return socket;
  }

  private TcpSocket connected() throws SocketException {
    ensureOpen();
    TcpSocket present = socket();
    if (present == null) {
      throw new SocketException("Not connected");
    }
    return present;
  }

  // --- how it comes to be connected ---

  @Override
  protected void bind(InetAddress to, int atPort) throws IOException {
    Endpoint chosen = stack().bindable(Addresses.bindTo(to, atPort));
    synchronized (this) {
      if (bound != null) {
        throw new SocketException("Already bound");
      }
      bound = chosen;
    }
    address = to;
    localport = chosen.port();
  }

  @Override
  synchronized @Nullable Endpoint boundTo() {
    return socket == null ? bound : socket.local();
  }

  @Override
  protected void connect(String name, int toPort) throws IOException {
    connect(new InetSocketAddress(name, toPort), 0);
  }

  @Override
  protected void connect(InetAddress to, int toPort) throws IOException {
    connect(new InetSocketAddress(to, toPort), 0);
  }

  @Override
  protected void connect(SocketAddress to, int millis) throws IOException {
    if (!(to instanceof InetSocketAddress remote)) {
      throw new IOException("Unsupported address type");
    }
    if (remote.isUnresolved()) {
      throw new UnknownHostException(remote.getHostName());
    }
    try {
      Endpoint peer = Addresses.connectTo(remote);
      if (peer.port() == 0) {
        throw new ConnectException("Connection refused"); // what a host says of a port with nobody
      }
      TcpSocket opened = open(peer);
      address =
          remote.getAddress().isAnyLocalAddress()
              ? peer.address().toInetAddress()
              : remote.getAddress();
      port = remote.getPort();
      localport = opened.local().port();
      opened.awaitConnected(Duration.ofMillis(millis));
    } catch (IOException | RuntimeException failed) {
      close();
      throw failed;
    }
  }

  private synchronized TcpSocket open(Endpoint remote) throws IOException {
    IpStack stack = stack();
    if (socket != null) {
      throw new SocketException("Connection in progress");
    }
    OpenOptions options = OpenOptions.to(remote).config(config());
    TcpSocket opened =
        stack.open(
            bound == null ? options : options.from(Addresses.connectFrom(bound, remote)), null);
    adopt(opened);
    return opened;
  }

  @Override
  protected void listen(int backlog) throws IOException {
    throw new SocketException("Not a server socket");
  }

  @Override
  protected void accept(SocketImpl into) throws IOException {
    throw new SocketException("Not a server socket");
  }

  /// It has been accepted.
  void accepted(IpStack by, TcpSocket child) {
    createdBy(by, child.config());
    adopt(child);
    address = child.remote().address().toInetAddress();
    port = child.remote().port();
    localport = child.local().port();
  }

  private synchronized void adopt(TcpSocket opened) {
    opened.setReadTimeout(Duration.ofMillis(timeout()));
    opened.setLinger(time(linger));
    opened.setInterruptible(false);
    socket = opened;
  }

  // --- reading and writing ---

  @Override
  protected InputStream getInputStream() throws IOException {
    return new StreamInput(this, host.input(connected()));
  }

  @Override
  protected OutputStream getOutputStream() throws IOException {
    return new StreamOutput(this, connected());
  }

  /// Returns what to throw in the place of a failure: the JDK's socket wants to hear of an
  /// interrupt so that it can be closed as well. While it closes its output has ended already,
  /// which is nothing that a writer should hear.
  IOException reason(SocketException failure) {
    if (isClosed()) {
      return new SocketException("Socket closed");
    }
    TcpSocket present = socket();
    boolean interrupted = present != null && present.isClosed();
    return interrupted ? new InterruptedIOException(failure.getMessage()) : failure;
  }

  @Override
  protected int available() throws IOException {
    return connected().available();
  }

  @Override
  protected void shutdownInput() throws IOException {
    connected().shutdownInput();
  }

  @Override
  protected void shutdownOutput() throws IOException {
    TcpSocket present = connected();
    try {
      present.shutdownOutput();
    } catch (SocketException e) {
      ensureOpen(); // it was over already, which is nothing to complain of
    }
  }

  @Override
  protected boolean supportsUrgentData() {
    return true;
  }

  @Override
  protected void sendUrgentData(int octet) throws IOException {
    try {
      connected().writeUrgent(new byte[] {(byte) octet}, 0, 1);
    } catch (SocketException failed) {
      throw reason(failed);
    }
  }

  /// The JDK ends the output before it closes, unless that is to abort: where bytes were never
  /// read, so that TCP resets, the peer has got the end of the stream before.
  @Override
  void closed() {
    TcpSocket present = socket();
    if (present == null) {
      return;
    }
    if (linger() != 0) {
      try {
        present.shutdownOutput();
      } catch (IOException e) {
        // It was over already.
      }
    }
    present.close();
  }

  // --- options ---

  @Override
  protected Set<SocketOption<?>> supportedOptions() {
    return OPTIONS;
  }

  @Override
  void reconfigure(UnaryOperator<TcpConfig.Builder> change) {
    TcpSocket present = socket();
    if (present != null) {
      present.configure(change);
    }
  }

  @Override
  void timeoutChanged(int millis) {
    TcpSocket present = socket();
    if (present != null) {
      present.setReadTimeout(Duration.ofMillis(millis));
    }
  }

  @Override
  synchronized int linger() {
    return linger;
  }

  @Override
  synchronized void linger(int seconds) {
    linger = Math.clamp(seconds, -1, LONGEST_LINGER);
    if (socket != null) {
      socket.setLinger(time(linger));
    }
  }

  private static @Nullable Duration time(int linger) {
    return linger < 0 ? null : Duration.ofSeconds(linger);
  }
}
