package io.tcp4j.tcp.send;

import io.tcp4j.tcp.buffer.PagedBuffer;
import io.tcp4j.tcp.model.PageSource;
import io.tcp4j.tcp.model.TextSource;

/// The text that the user handed in, from the oldest unacknowledged byte on, each at its sequence
/// number.
public final class SendBuffer implements TextSource {
  private final PagedBuffer pages;
  private final int capacity;
  private long start;
  private long end;

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
  }

  /// The sequence number that the next byte from the user gets.
  public long end() {
    return end;
  }

  /// How many bytes the user may hand in now.
  public int free() {
    return (int) (capacity - (end - start));
  }

  /// Bytes that the buffer may hold.
  public int capacity() {
    return capacity;
  }

  /// Takes text from the user.
  ///
  /// @return how many bytes were taken, limited by the room here and by the host's budget
  public int append(byte[] from, int offset, int length) {
    int taken = pages.write(end, from, offset, Math.min(length, free()));
    end += taken;
    return taken;
  }

  /// Text below this number is acknowledged and not needed any more.
  public void acknowledge(long seq) {
    start = Math.min(Math.max(start, seq), end);
    if (start == end) {
      pages.reset(end);
    } else {
      pages.releaseBelow(start);
    }
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
    start = end;
    return dropped;
  }
}
