package io.tcp4j.stack;

import io.tcp4j.stack.counters.Counter;
import io.tcp4j.stack.counters.Counters;
import io.tcp4j.stack.tcp.SerialEvents;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.IcmpError;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.tcp.model.Trouble;
import java.io.IOException;

/// Turns readiness bits into calls of a [TcpHandler].
final class HandlerEvents extends SerialEvents {
  private static final int TROUBLE = Readiness.ICMP_ERROR | Readiness.RETRANSMITTING;

  private final TcpSocket socket;
  private final Counters counters;
  private volatile TcpHandler handler;

  // Used by one thread at a time.
  private boolean connectedTold;
  private boolean endTold;
  private boolean urgentTold;

  HandlerEvents(TcpSocket socket, Counters counters, TcpHandler handler) {
    this.socket = socket;
    this.counters = counters;
    this.handler = handler;
  }

  void handler(TcpHandler newHandler) {
    handler = newHandler;
  }

  @Override
  protected void handle(int bits) {
    try {
      tell(handler, bits);
    } catch (Throwable thrown) {
      fail(socket, counters, thrown);
    }
  }

  private void tell(TcpHandler to, int bits) throws IOException {
    if ((bits & Readiness.CONNECTED) != 0 && !connectedTold && !socket.isClosed()) {
      connectedTold = true;
      to.onConnected(socket);
    }
    if ((bits & TROUBLE) != 0 && !socket.isClosed()) {
      trouble(to, bits);
    }
    if ((bits & Readiness.URGENT) != 0 && !socket.isClosed()) {
      urgentTold = true;
      to.onUrgent(socket);
    }
    if ((bits & Readiness.READABLE) != 0 && !socket.isClosed()) {
      to.onReadable(socket);
    }
    // an end after which more has come is none; that will end, too
    if ((bits & Readiness.URGENT_DONE) != 0
        && urgentTold
        && !socket.isClosed()
        && socket.urgentRemaining() == 0) {
      urgentTold = false;
      to.onUrgentEnd(socket);
    }
    if ((bits & Readiness.WRITABLE) != 0 && !socket.isClosed()) {
      to.onWritable(socket);
    }
    if ((bits & Readiness.END_OF_STREAM) != 0 && !socket.isClosed()) {
      to.onEndOfStream(socket);
    }
    Ending ending = (bits & (Readiness.CLOSED | Readiness.TIME_WAIT)) == 0 ? null : socket.ending();
    if (ending != null && !endTold) {
      endTold = true;
      to.onEnded(socket, ending);
    }
  }

  /// What an ACK has done away with meanwhile is none any more.
  private void trouble(TcpHandler to, int bits) throws IOException {
    TcpInfo info = socket.info();
    IcmpError error = info.softError();
    if ((bits & Readiness.ICMP_ERROR) != 0 && error != null) {
      to.onTrouble(socket, new Trouble.IcmpErrorArrived(error));
    }
    int timeouts = info.sending().timeouts();
    if ((bits & Readiness.RETRANSMITTING) != 0 && timeouts > 0 && !socket.isClosed()) {
      to.onTrouble(socket, new Trouble.ExcessiveRetransmission(timeouts));
    }
  }

  /// A handler has thrown: its connection cannot go on, everybody else's can.
  static void fail(TcpSocket socket, Counters counters, Throwable thrown) {
    counters.count(Counter.HANDLER_FAILURES);
    socket.abort();
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
  }
}
