package io.tcp4j.testkit.network;

import io.tcp4j.nio.SocketHost;
import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.wire.IpAddress;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;

/// A simulated host, as programs with sockets of the JDK have it.
record ProgramsHost(SimulatedHost host) implements SocketHost {
  @Override
  public IpStack stack() throws SocketException {
    return host.stackOfPrograms();
  }

  @Override
  public InetAddress resolve(String name) throws UnknownHostException {
    List<InetAddress> all = host.network.resolve(name);
    return all.stream()
        .filter(address -> host.reaches(IpAddress.of(address)))
        .findFirst()
        .orElse(all.getFirst());
  }

  @Override
  public InputStream input(TcpSocket socket) {
    return host.input(socket);
  }
}
