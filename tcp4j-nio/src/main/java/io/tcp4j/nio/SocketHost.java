package io.tcp4j.nio;

import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.TcpSocket;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;

/// The host that sockets of the JDK are on: a stack, and whatever stands between it and the
/// programs. Thread-safe.
public interface SocketHost {
  /// Returns the stack that a new socket is of. A host that has crashed and come back has another
  /// one; sockets stay with theirs.
  ///
  /// @throws SocketException if there is none, since the host is down
  IpStack stack() throws SocketException;

  /// Returns the address that a name stands for, where a factory is given a name; the machine's
  /// own resolver is asked unless told.
  ///
  /// @param name of a host, or an address as text
  /// @throws UnknownHostException if it stands for none
  default InetAddress resolve(String name) throws UnknownHostException {
    return InetAddress.getByName(name);
  }

  /// Returns what a program on this host reads a socket by.
  ///
  /// @param socket a connection of this host's
  default InputStream input(TcpSocket socket) {
    return socket.inputStream();
  }
}
