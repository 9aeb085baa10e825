package io.tcp4j.tcp.send;

import io.tcp4j.tcp.buffer.PagedBuffer;
import io.tcp4j.tcp.model.PageSource;
import io.tcp4j.tcp.model.TextSource;

/// The text that the user handed in, from the oldest unacknowledged byte on, each at its sequence
/// number.
public final class SendBuffer implements TextSource {
  private static final long NO_PUSH = Long.MAX_VALUE;

  private final PagedBuffer pages;
  private int capacity;
  private long start;
  private long end;
  private long push = NO_PUSH;
  private long lastPush;

  /// @param source lends the pages
  /// @param capacity how many bytes may wait
  public SendBuffer(PageSource source, int capacity) {
    this.pages = new PagedBuffer(source);
    this.capacity = capacity;
  }

  /// The first byte of text will have this sequence number (ISS + 1).
  public void begin(long seq) {
    pages.reset(seq);
    start = seq;
    end = seq;
    push = NO_PUSH;
  }

  /// The sequence number that the next byte from the user gets.
  public long end() {
    return end;
  }

  /// How many bytes the user may hand in now.
  public int free() {
    return (int) Math.max(0, capacity - (end - start));
  }

  /// Bytes that the buffer may hold.
  public int capacity() {
    return capacity;
  }

  /// From now on it may hold so many bytes; what it holds already stays.
  public void capacity(int bytes) {
    capacity = bytes;
  }

  /// Takes text from the user.
  ///
  /// @param pushed whether the end of this text is to be delivered at once
  /// @return how many bytes were taken, limited by the room here and by the host's budget
  public int append(byte[] from, int offset, int length, boolean pushed) {
    int taken = pages.write(end, from, offset, Math.min(length, free()));
    end += taken;
    if (taken > 0 && pushed) {
      lastPush = end;
      push = Math.min(push, end);
    }
    return taken;
  }

  /// Whether a new segment whose text goes up to `to` gets the PSH bit: it holds the end of a SEND
  /// (RFC 9293 §3.9.1.2, MUST-61).
  ///
  /// Of all SENDs whose ends wait here only the first and the last are minded: "the transmitter
  /// SHOULD collapse successive bits when it packetizes data" (SHLD-27).
  public boolean pushes(long to) {
    return to >= push;
  }

  /// New segments have been made of all text up to `to`.
  public void segmentized(long to) {
    if (to >= push) {
      push = to < lastPush ? lastPush : NO_PUSH;
    }
  }

  /// Text below this number is acknowledged and not needed any more.
  ///
  /// @return how many bytes of text that is
  public long acknowledge(long seq) {
    long before = start;
    start = Math.min(Math.max(start, seq), end);
    if (start == end) {
      pages.reset(end);
    } else {
      pages.releaseBelow(start);
    }
    return start - before;
  }

  @Override
  public void copy(long seq, byte[] destination, int offset, int length) {
    pages.read(seq, destination, offset, length);
  }

  /// Drops all text.
  ///
  /// @return how many bytes were dropped
  public long flush() {
    long dropped = end - start;
    pages.discard();
    push = NO_PUSH;
    start = end;
    return dropped;
  }
}
