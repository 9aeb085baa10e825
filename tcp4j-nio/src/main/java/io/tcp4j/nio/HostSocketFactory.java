package io.tcp4j.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/// Makes sockets of one host.
final class HostSocketFactory extends SocketFactory {
  private final SocketHost host;

  HostSocketFactory(SocketHost host) {
    this.host = host;
  }

  @Override
  public Socket createSocket() throws IOException {
    return new HostSocket(host);
  }

  @Override
  public Socket createSocket(String name, int port) throws IOException {
    return connected(new InetSocketAddress(host.resolve(name), port), null);
  }

  @Override
  public Socket createSocket(InetAddress address, int port) throws IOException {
    return connected(new InetSocketAddress(address, port), null);
  }

  @Override
  public Socket createSocket(String name, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return createSocket(host.resolve(name), port, localAddress, localPort);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(address, port), new InetSocketAddress(localAddress, localPort));
  }

  private Socket connected(InetSocketAddress remote, @Nullable InetSocketAddress local)
      throws IOException {
    Socket socket = createSocket();
    try {
      if (local != null) {
        socket.bind(local);
      }
      socket.connect(remote);
      return socket;
    } catch (IOException | RuntimeException failed) {
      socket.close();
      throw failed;
    }
  }
}
