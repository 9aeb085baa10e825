package io.tcp4j.testkit.packetdrill.call;

import io.tcp4j.tcp.model.Ending;

/// The errors that calls report, with Linux's numbers.
public enum Errno {
  /// No such descriptor.
  EBADF(9),
  /// The call would have to wait.
  EAGAIN(11),
  /// An argument is not what it should be.
  EINVAL(22),
  /// Nobody reads any more.
  EPIPE(32),
  /// No such option.
  ENOPROTOOPT(92),
  /// The call does not suit the socket.
  EOPNOTSUPP(95),
  /// Somebody has the address.
  EADDRINUSE(98),
  /// The address is not this host's.
  EADDRNOTAVAIL(99),
  /// No route.
  ENETUNREACH(101),
  /// The peer sent a RST.
  ECONNRESET(104),
  /// The socket is connected already.
  EISCONN(106),
  /// The socket is not connected.
  ENOTCONN(107),
  /// No answer.
  ETIMEDOUT(110),
  /// The peer answered the SYN by a RST.
  ECONNREFUSED(111),
  /// An ICMP message said so.
  EHOSTUNREACH(113),
  /// The connection is being made.
  EALREADY(114),
  /// The connection is being made, from now on.
  EINPROGRESS(115);

  private final int number;

  Errno(int number) {
    this.number = number;
  }

  /// Linux's number.
  public int number() {
    return number;
  }

  /// What a socket reports after its connection ended so.
  static Errno of(Ending ending) {
    return switch (ending) {
      case RESET -> ECONNRESET;
      case REFUSED -> ECONNREFUSED;
      case TIMED_OUT -> ETIMEDOUT;
      case UNREACHABLE -> EHOSTUNREACH;
      case FIN, ABORTED, DATA_LOST, CLOSED_EARLY -> EPIPE;
    };
  }
}
