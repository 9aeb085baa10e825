package io.tcp4j.tcp.receive;

/// Which window to offer (RFC 9293 §3.8.6): never shrinking (SHLD-14), and opening only in steps
/// that are worth a segment (silly-window avoidance, §3.8.6.2.2).
public final class ReceiveWindow {
  private static final int MAX_FIELD = 0xffff;
  private static final int MAX_SHIFT = 14;

  private ReceiveWindow() {}

  /// Rcv.Wind.Shift: the smallest shift by which a window field can say `capacity` (RFC 7323 §2.3).
  public static int shiftFor(int capacity) {
    int shift = 0;
    while (shift < MAX_SHIFT && ((long) MAX_FIELD << shift) < capacity) {
      shift++;
    }
    return shift;
  }

  /// The right edge to offer now: the old one, or a new one when it is far enough to the right.
  ///
  /// @param rcv the receive variables
  /// @param buffer the buffer behind them
  /// @param mss the size of the peer's full segments
  public static long rightEdge(ReceiveSequence rcv, ReceiveBuffer buffer, int mss) {
    long possible = Math.min(buffer.limit(), rcv.nxt + ((long) MAX_FIELD << rcv.windowShift));
    long step = Math.min(buffer.capacity() / 2, mss);
    return possible - rcv.rightEdge >= step ? possible : rcv.rightEdge;
  }

  /// The window field for the next segment; sets the right edge to what the peer will understand.
  ///
  /// A field counts in units of 2^shift. Where rounding down would shrink the window it is rounded
  /// up, as long as the buffer has the room: else a peer that sends little at a time, and so gets
  /// the edge rounded up again and again, would fill the memory of the host. What was offered once
  /// is accepted all the same (RFC 7323 §2.4).
  public static int advertise(ReceiveSequence rcv, ReceiveBuffer buffer, int mss) {
    long edge = rightEdge(rcv, buffer, mss);
    long wnd = Math.max(0, edge - rcv.nxt);
    long field = wnd >>> rcv.windowShift;
    if (rcv.nxt + (field << rcv.windowShift) < rcv.rightEdge
        && rcv.nxt + ((field + 1) << rcv.windowShift) <= buffer.limit()) {
      field++;
    }
    field = Math.min(field, MAX_FIELD);
    rcv.offer(rcv.nxt + (field << rcv.windowShift));
    return (int) field;
  }

  /// Whether the peer should be told of room that the user's reading made, with a segment of its
  /// own: when what it still may send has fallen below half of the window that it has known. A
  /// window larger than any before can wait for the next segment that goes anyway.
  public static boolean worthUpdate(ReceiveSequence rcv, ReceiveBuffer buffer, int mss) {
    long edge = rightEdge(rcv, buffer, mss);
    return edge > rcv.rightEdge && rcv.wnd() * 2 < Math.min(edge - rcv.nxt, rcv.maxWnd);
  }
}
