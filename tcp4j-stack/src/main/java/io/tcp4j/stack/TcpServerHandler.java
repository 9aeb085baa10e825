package io.tcp4j.stack;

/// Takes each connection that a [TcpServerSocket] accepts, at the moment its handshake is complete.
@FunctionalInterface
public interface TcpServerHandler {
  /// Takes a connection, usually by [TcpSocket#setHandler]. Runs on the link's thread under the
  /// rules of [TcpHandler].
  ///
  /// @param socket the connection, established
  void onAccepted(TcpSocket socket);
}
