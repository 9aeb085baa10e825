package io.tcp4j.nio;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/// A server socket of a host's. What is ours is [ListeningSocketImpl].
final class HostServerSocket extends ServerSocket {
  private final SocketHost host;

  HostServerSocket(SocketHost host) {
    super(new ListeningSocketImpl(host));
    this.host = host;
  }

  /// The JDK's own would ask a factory for the whole JVM what to accept into.
  @Override
  public Socket accept() throws IOException {
    if (isClosed()) {
      throw new SocketException("Socket is closed");
    }
    if (!isBound()) {
      throw new SocketException("Socket is not bound yet");
    }
    Socket accepted = new HostSocket(host);
    implAccept(accepted);
    return accepted;
  }
}
