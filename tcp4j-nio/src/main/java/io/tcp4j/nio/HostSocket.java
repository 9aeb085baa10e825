package io.tcp4j.nio;

import java.net.Socket;
import java.net.SocketException;

/// A socket of a host's. Everything in it is the JDK's; what is ours is [StreamSocketImpl].
final class HostSocket extends Socket {
  HostSocket(SocketHost host) throws SocketException {
    super(new StreamSocketImpl(host));
  }
}
