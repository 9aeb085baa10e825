package io.tcp4j.tcp.receive;

import io.tcp4j.tcp.buffer.PagedBuffer;
import io.tcp4j.tcp.model.PageSource;

/// The text that the peer sent, each byte at its sequence number: first what is in order and waits
/// for the user, then, with holes, what came early. Reassembly happens in place.
public final class ReceiveBuffer {
  private final PagedBuffer pages;
  private int capacity;
  private final ReassemblyRanges ranges = new ReassemblyRanges();
  private long read;
  private long end;

  /// @param source lends the pages
  /// @param capacity how many bytes may wait for the user
  public ReceiveBuffer(PageSource source, int capacity) {
    this.pages = new PagedBuffer(source);
    this.capacity = capacity;
  }

  /// The first byte of text will have this sequence number (IRS + 1).
  public void begin(long seq) {
    pages.reset(seq);
    ranges.clear();
    read = seq;
    end = seq;
  }

  /// Bytes that the user can read now.
  public int available() {
    return (int) (end - read);
  }

  /// One more than the last number that the user has read.
  public long consumed() {
    return read;
  }

  /// One more than the last number of the text in order.
  public long end() {
    return end;
  }

  /// The largest right edge that can be offered: what is read so far, and the capacity beyond.
  public long limit() {
    return read + capacity;
  }

  /// How many bytes there is room for, offered or not.
  public int free() {
    return Math.max(0, capacity - available());
  }

  /// How many bytes it can hold.
  public int capacity() {
    return capacity;
  }

  /// Which text beyond the first gap has come.
  public ReassemblyRanges ranges() {
    return ranges;
  }

  /// From now on it holds so many bytes. What is offered already is taken all the same.
  public void capacity(int bytes) {
    capacity = bytes;
  }

  /// Whether there is text beyond a gap.
  public boolean hasGap() {
    return ranges.count() > 0;
  }

  /// Puts text in its place. Text below {@link #end()} must have been trimmed off.
  ///
  /// @return false when memory ran out: what did not fit is as if it had been lost on the way
  public boolean write(long seq, byte[] from, int offset, int length) {
    int written = pages.write(seq, from, offset, length);
    if (written < length && seq == end && ranges.count() > 0) {
      // text in order comes first: what came early must not keep it out for ever
      ranges.cutFrom(seq + written);
      pages.releaseFrom(seq + written);
      written += pages.write(seq + written, from, offset + written, length - written);
    }
    if (written > 0) {
      long to = seq + written;
      if (seq == end) {
        end = ranges.count() == 0 ? to : ranges.advance(to);
      } else if (!ranges.add(seq, to)) {
        return false;
      }
    }
    return written == length;
  }

  /// Puts text in its place that is not to count as received before {@link #admit()}: a SYN brought
  /// it.
  ///
  /// @return false when memory ran out
  public boolean keep(long seq, byte[] from, int offset, int length) {
    int written = pages.write(seq, from, offset, length);
    return written > 0 && ranges.add(seq, seq + written) && written == length;
  }

  /// Receives the text that was kept.
  public void admit() {
    end = ranges.advance(end);
  }

  /// The stream ends at this number: what came from beyond it is dropped.
  public void endsAt(long seq) {
    ranges.cutFrom(seq);
    pages.releaseFrom(seq);
    release();
  }

  /// Moves text to the user.
  ///
  /// @return how many bytes, 0 where none wait
  public int read(byte[] to, int offset, int length) {
    int n = Math.min(length, available());
    if (n > 0) {
      pages.read(read, to, offset, n);
      read += n;
      release();
    }
    return n;
  }

  /// One octet of the text in order, which stays where it is.
  public int octet(long seq) {
    byte[] octet = new byte[1];
    pages.read(seq, octet, 0, 1);
    return octet[0] & 0xff;
  }

  /// Drops all text.
  public void flush() {
    ranges.clear();
    pages.discard();
    read = end;
  }

  private void release() {
    if (read == end && ranges.count() == 0) {
      pages.reset(end);
    } else {
      pages.releaseBelow(read);
    }
  }
}
