package io.tcp4j.testkit.packetdrill.call;

import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A socket of a script: what it is before it has a connection, and how it reports errors after.
public final class Sock {
  /// How its connection is to behave, as far as that is set before there is one.
  TcpConfig config;

  boolean nonBlocking;
  boolean inputShut;
  boolean outputShut;
  boolean corked;
  @Nullable Duration linger;
  @Nullable Endpoint bound;
  @Nullable TcpServerSocket server;
  @Nullable TcpSocket connection;

  /// The connection failed, and a call has told so.
  private boolean failureTold;

  /// The peer had closed already, so a RST breaks the pipe (as Linux says).
  private boolean closedByPeer;

  private final Dialect dialect;

  Sock(TcpConfig config, Dialect dialect) {
    this.config = config;
    this.dialect = dialect;
  }

  /// Its connection, or null where it has none.
  public @Nullable TcpSocket connection() {
    return connection;
  }

  /// Whether it listens.
  public boolean listening() {
    return server != null;
  }

  TcpSocket connected() {
    TcpSocket socket = connection;
    if (socket == null) {
      throw new IllegalStateException("the socket has no connection");
    }
    return socket;
  }

  /// Looks at the connection before its state can change again.
  public void observe() {
    TcpSocket socket = connection;
    if (socket != null && socket.state() == State.CLOSE_WAIT) {
      closedByPeer = true;
    }
  }

  /// The error that waits to be told, or null.
  @Nullable Errno pendingError() {
    TcpSocket socket = connection;
    Ending ending = socket == null ? null : socket.ending();
    if (ending == null || !ending.failure() || failureTold) {
      return null;
    }
    return ending == Ending.RESET && closedByPeer ? dialect.resetAfterFin() : Errno.of(ending);
  }

  /// Tells the error that waits; after that there is none.
  @Nullable Errno takeError() {
    Errno error = pendingError();
    failureTold |= error != null;
    return error;
  }

  /// Whether the connection ended by a failure, told or not.
  boolean failed() {
    TcpSocket socket = connection;
    Ending ending = socket == null ? null : socket.ending();
    return ending != null && ending.failure();
  }

  /// Whether the peer will send no more, and all that it sent has been read.
  boolean atEnd() {
    TcpSocket socket = connection;
    if (socket == null || socket.available() > 0) {
      return false;
    }
    return switch (socket.state()) {
      case CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT, CLOSED -> true;
      case LISTEN, SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2 -> false;
    };
  }

  /// Whether the peer's SYN has come.
  boolean knowsPeer() {
    TcpSocket socket = connection;
    return socket != null && socket.state().compareTo(State.SYN_RECEIVED) >= 0;
  }

  /// Whether the handshake is done.
  boolean established() {
    TcpSocket socket = connection;
    return socket != null && socket.state().synchronizedState();
  }

  void close() {
    if (connection != null) {
      connection.setLinger(linger != null && linger.isZero() ? linger : null);
    }
    if (server != null) {
      server.close();
    }
    if (connection != null) {
      connection.close();
    }
  }
}
