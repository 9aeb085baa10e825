package io.tcp4j.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/// Makes server sockets of one host.
final class HostServerSocketFactory extends ServerSocketFactory {
  /// What the JDK takes where nothing is said.
  private static final int BACKLOG = 50;

  private final SocketHost host;

  HostServerSocketFactory(SocketHost host) {
    this.host = host;
  }

  @Override
  public ServerSocket createServerSocket() {
    return new HostServerSocket(host);
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return createServerSocket(port, BACKLOG, null);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) throws IOException {
    return createServerSocket(port, backlog, null);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, @Nullable InetAddress address)
      throws IOException {
    ServerSocket socket = createServerSocket();
    try {
      socket.bind(new InetSocketAddress(address, port), backlog);
      return socket;
    } catch (IOException | RuntimeException failed) {
      socket.close();
      throw failed;
    }
  }
}
