package io.tcp4j.nio;

import io.tcp4j.stack.IpStack;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;

/// Sockets of the JDK over a stack, for programs and libraries that take a factory:
/// ```java
/// var client = new OkHttpClient.Builder().socketFactory(JdkSockets.factory(stack)).build();
/// ServerSocket server = JdkSockets.serverFactory(stack).createServerSocket(80);
/// ```
///
/// They are [java.net.Socket] and [java.net.ServerSocket] with a [java.net.SocketImpl] of tcp4j's:
/// states, exceptions and their messages are those of the JDK on Linux. One thread may read while
/// another writes; `close` wakes all who wait, with a [java.net.SocketException] "Socket closed";
/// an interrupt wakes virtual threads and closes their socket, and does nothing to platform
/// threads. TLS goes on top: `SSLSocketFactory.createSocket(socket, host, port, true)`.
///
/// ## Not as the JDK on Linux
/// - Once a connection was reset, each read says "Connection reset" and each write "Connection
///   reset by peer"; Linux says so once, and then "Broken pipe" of writing, or that the stream has
///   ended.
/// - `setOOBInline` is for before `connect`; afterwards it is a [java.net.SocketException].
/// - Buffer sizes are what was asked for; Linux doubles them.
/// - `setReuseAddress` is remembered and changes nothing: [IpStack.Builder#reuseAddress] says what
///   holds for the whole host.
/// - `bind` before `connect` checks the address and chooses a port, and does not reserve it: if
///   somebody else is faster, connect throws a [java.net.BindException].
/// - A socket that nobody refers to any more stays open until it is closed; the JDK's garbage
///   collector closes its own.
/// - Where the backlog of a server socket is full, connect still succeeds, as long as there are
///   fewer handshakes under way than the stack allows; on Linux it waits, and may time out.
/// - Where there is no route, connect throws a [java.net.NoRouteToHostException]; on Linux it is a
///   [java.net.SocketException], "Network is unreachable".
/// - To connect to `0.0.0.0` or `::` is to connect to the loopback address.
/// - IPv6 zones (`fe80::1%eth0`) are left out, and `SO_REUSEPORT` and `TCP_QUICKACK` are not
///   supported.
public final class JdkSockets {
  private JdkSockets() {}

  /// Returns a factory of sockets.
  ///
  /// @param stack their host
  public static SocketFactory factory(IpStack stack) {
    return factory(() -> stack);
  }

  /// Returns a factory of sockets.
  ///
  /// @param host their host
  public static SocketFactory factory(SocketHost host) {
    return new HostSocketFactory(host);
  }

  /// Returns a factory of server sockets. Bound to the wildcard address, be it `0.0.0.0` or `::`,
  /// they take connections of both families.
  ///
  /// @param stack their host
  public static ServerSocketFactory serverFactory(IpStack stack) {
    return serverFactory(() -> stack);
  }

  /// Returns a factory of server sockets.
  ///
  /// @param host their host
  public static ServerSocketFactory serverFactory(SocketHost host) {
    return new HostServerSocketFactory(host);
  }
}
