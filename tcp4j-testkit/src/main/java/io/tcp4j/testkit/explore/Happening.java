package io.tcp4j.testkit.explore;

import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;

/// What can happen to a host, in the words of RFC 9293 §3.10: the columns of {@link Coverage}.
enum Happening {
  LISTEN("LISTEN"),
  OPEN("OPEN"),
  SEND("SEND"),
  RECEIVE("RECV"),
  CLOSE_OUTPUT("SHUT"),
  CLOSE("CLOSE"),
  ABORT("ABORT"),
  SYN("syn"),
  SYN_ACK("syn,ack"),
  ACK("ack"),
  TEXT("text"),
  FIN("fin"),
  RST("rst"),
  OLD_DUPLICATE("old"),
  TIMER("timer"),
  REBOOT("reboot");

  private final String text;

  Happening(String text) {
    this.text = text;
  }

  static Happening of(UserCall call) {
    return switch (call) {
      case LISTEN -> LISTEN;
      case OPEN -> OPEN;
      case SEND -> SEND;
      case RECEIVE -> RECEIVE;
      case CLOSE_OUTPUT -> CLOSE_OUTPUT;
      case CLOSE -> CLOSE;
      case ABORT -> ABORT;
    };
  }

  static Happening of(Segment segment) {
    if (segment.has(TcpFlags.RST)) {
      return RST;
    }
    if (segment.has(TcpFlags.SYN)) {
      return segment.has(TcpFlags.ACK) ? SYN_ACK : SYN;
    }
    if (segment.has(TcpFlags.FIN)) {
      return FIN;
    }
    return segment.textLength > 0 ? TEXT : ACK;
  }

  @Override
  public String toString() {
    return text;
  }
}
