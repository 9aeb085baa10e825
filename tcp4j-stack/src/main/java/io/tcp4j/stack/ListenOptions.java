package io.tcp4j.stack;

import io.tcp4j.stack.tcp.Scope;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpPrefix;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// For which connections to listen, and how: for [IpStack#listen(ListenOptions)] and
/// [IpStack#listenDeferred]. Immutable: each method that changes something returns another object.
///
/// Several may listen for one connection. The most specific gets it: the one with the longest
/// prefix (a single address is the longest, `0.0.0.0` and `::` are the shortest), and of those with
/// the same the one for a single port.
public final class ListenOptions {
  private static final int DEFAULT_BACKLOG = 128;
  private static final int DEFAULT_UNDECIDED = 1024;
  private static final Duration LONGEST_DECISION = Duration.ofDays(1);

  private final Scope scope;

  /// Whether the stack is to choose the port.
  private final boolean freePort;

  /// 0 unless told.
  private final int backlog;

  private final @Nullable TcpConfig config;
  private final Duration decisionTime;

  private ListenOptions(
      Scope scope,
      boolean freePort,
      int backlog,
      @Nullable TcpConfig config,
      Duration decisionTime) {
    this.scope = scope;
    this.freePort = freePort;
    this.backlog = backlog;
    this.config = config;
    this.decisionTime = decisionTime;
  }

  /// For connections to one address and port of this host.
  ///
  /// @param local the address and port. `0.0.0.0` means all IPv4 addresses of the host, `::` all of
  ///     both families; port 0 leaves the choice
  public static ListenOptions at(Endpoint local) {
    return of(Scope.of(local), local.port() == 0);
  }

  /// For connections to every address of a prefix, at every port. [TcpSocket#local] of a connection
  /// says where it was meant to go.
  ///
  /// @param destinations addresses of this host, usually by [IpStack#addLocal]; host bits are
  ///     ignored. `0.0.0.0/0` and `::/0` stand for all of one family that the host takes
  public static ListenOptions at(IpPrefix destinations) {
    return of(new Scope(destinations.network(), false, Scope.ANY_PORT, null), false);
  }

  /// For connections to every address of a prefix, at one port.
  ///
  /// @param destinations see [#at(IpPrefix)]
  /// @param port 1 to 65535
  /// @throws IllegalArgumentException if the port is not
  public static ListenOptions at(IpPrefix destinations, int port) {
    if (port < 1 || port > 0xffff) {
      throw new IllegalArgumentException("port " + port + " is not in 1..65535");
    }
    return of(new Scope(destinations.network(), false, port, null), false);
  }

  private static ListenOptions of(Scope scope, boolean freePort) {
    return new ListenOptions(scope, freePort, 0, null, Duration.ofMinutes(1));
  }

  /// Limits it to connections that come by one interface, and has them leave by it whatever the
  /// routes say (`SO_BINDTODEVICE` of Linux). Of two listeners for the same the one with an
  /// interface gets those that come by it.
  ///
  /// @param via an interface of the stack
  public ListenOptions by(NetworkInterface via) {
    return new ListenOptions(scope.by(via.device), freePort, backlog, config, decisionTime);
  }

  /// Limits what waits for the application: connections to be accepted, 128 unless told; with
  /// [IpStack#listenDeferred] requests without a decision and handshakes of accepted ones together,
  /// 1024 unless told. What goes beyond has to try again.
  ///
  /// @param backlog how many, at least 1
  /// @throws IllegalArgumentException if it is less
  public ListenOptions backlog(int backlog) {
    if (backlog < 1) {
      throw new IllegalArgumentException("backlog=" + backlog + " is not positive");
    }
    return new ListenOptions(scope, freePort, backlog, config, decisionTime);
  }

  /// Sets how the connections behave; as the stack's configuration has it unless told.
  ///
  /// @param config how
  public ListenOptions config(TcpConfig config) {
    return new ListenOptions(scope, freePort, backlog, config, decisionTime);
  }

  /// Limits how long a [ConnectionRequest] waits for a decision, after which it is withdrawn; one
  /// minute unless told.
  ///
  /// @param time 1 ms to a day
  /// @throws IllegalArgumentException if it is not
  public ListenOptions decisionTime(Duration time) {
    if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(LONGEST_DECISION) > 0) {
      throw new IllegalArgumentException(
          "decisionTime=" + time + " is not in PT0.001S.." + LONGEST_DECISION);
    }
    return new ListenOptions(scope, freePort, backlog, config, time);
  }

  Scope scope() {
    return scope;
  }

  /// Whether the stack is to choose the port.
  boolean freePort() {
    return freePort;
  }

  int acceptBacklog() {
    return backlog == 0 ? DEFAULT_BACKLOG : backlog;
  }

  int undecidedBacklog() {
    return backlog == 0 ? DEFAULT_UNDECIDED : backlog;
  }

  TcpConfig configOr(TcpConfig otherwise) {
    return config == null ? otherwise : config;
  }

  long decisionNanos() {
    return decisionTime.toNanos();
  }

  @Override
  public String toString() {
    return scope.toString();
  }
}
