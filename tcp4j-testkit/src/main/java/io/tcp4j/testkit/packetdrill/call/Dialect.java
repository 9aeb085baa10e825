package io.tcp4j.testkit.packetdrill.call;

import io.tcp4j.tcp.model.TcpConfig;

/// Whose kernel a script was written for, where the sockets interface of both differs.
public enum Dialect {
  /// Linux.
  LINUX,
  /// FreeBSD: a receive buffer is rounded up to whole segments once a connection knows their size.
  FREEBSD;

  /// The buffer that a socket gets when it asks for one: Linux doubles it for its own needs.
  int buffer(int bytes) {
    return this == LINUX ? 2 * bytes : bytes;
  }

  /// How the connection of a socket is to behave.
  TcpConfig configure(Sock sock, Kernel kernel) {
    if (this == LINUX) {
      return sock.config;
    }
    return sock.config.toBuilder()
        .receiveBuffer(wholeSegments(sock.config.receiveBuffer(), kernel))
        .build();
  }

  /// The receive buffer that a socket says it has, in bytes.
  int receiveBuffer(Sock sock, Kernel kernel) {
    int bytes = sock.config.receiveBuffer();
    return this == FREEBSD && sock.knowsPeer() ? wholeSegments(bytes, kernel) : bytes;
  }

  /// The error after a RST from a peer that had closed already.
  Errno resetAfterFin() {
    return this == LINUX ? Errno.EPIPE : Errno.ECONNRESET;
  }

  private static int wholeSegments(int bytes, Kernel kernel) {
    int mss = kernel.hosts.mtu() - (kernel.hosts.local().isV4() ? 40 : 60);
    return (bytes + mss - 1) / mss * mss;
  }
}
