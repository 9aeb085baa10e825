package io.tcp4j.testkit.network;

import io.tcp4j.nio.SocketHost;
import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.TcpSocket;
import java.io.InputStream;
import java.net.SocketException;

/// A simulated host, as programs with sockets of the JDK have it.
record ProgramsHost(SimulatedHost host) implements SocketHost {
  @Override
  public IpStack stack() throws SocketException {
    if (!host.isUp()) {
      throw new SocketException("Network is down");
    }
    return host.stack();
  }

  @Override
  public InputStream input(TcpSocket socket) {
    return host.input(socket);
  }
}
