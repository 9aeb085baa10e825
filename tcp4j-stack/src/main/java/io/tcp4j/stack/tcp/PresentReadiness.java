package io.tcp4j.stack.tcp;

import io.tcp4j.tcp.TcpConnection;
import io.tcp4j.tcp.model.Readiness;

/// What is possible with a connection now, for somebody who has not followed its events.
final class PresentReadiness {
  private PresentReadiness() {}

  static int of(TcpConnection tcp) {
    int bits = tcp.readable() ? Readiness.READABLE : 0;
    if (tcp.urgentRemaining() > 0) {
      bits |= Readiness.URGENT;
    }
    if (tcp.ending() != null) {
      bits |= Readiness.CLOSED;
    }
    return bits
        | switch (tcp.state()) {
          case ESTABLISHED -> Readiness.CONNECTED | writable(tcp);
          case CLOSE_WAIT -> Readiness.CONNECTED | Readiness.END_OF_STREAM | writable(tcp);
          case FIN_WAIT_1, FIN_WAIT_2 -> Readiness.CONNECTED;
          case CLOSING, LAST_ACK, TIME_WAIT -> Readiness.CONNECTED | Readiness.END_OF_STREAM;
          case CLOSED, LISTEN, SYN_SENT, SYN_RECEIVED -> 0;
        };
  }

  private static int writable(TcpConnection tcp) {
    return tcp.writable() > 0 ? Readiness.WRITABLE : 0;
  }
}
