package io.tcp4j.link.capture;

import io.tcp4j.link.Direction;
import io.tcp4j.link.Packet;
import io.tcp4j.link.Segmentation;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Writes packets in the pcapng format: one section, any number of interfaces without link-layer
/// headers, timestamps in nanoseconds, direction and comment with each packet.
///
/// What offload left open is completed in the file: partial checksums, and that of a merged
/// super-packet. A super-packet is written as the one long packet that it is, as captures on Linux
/// have it too.
///
/// Output is buffered until [#flush] or [#close]. Thread-safe. After an [IOException] the file is
/// of no use beyond that point, and all further calls but [#close] throw too.
public final class PcapngWriter implements Closeable, Flushable {
  /// More of a text is left out; so that in UTF-8 it fits any option.
  private static final int LONGEST_TEXT = 16_000;

  private static final int LONGEST_TEXT_BYTES = 3 * LONGEST_TEXT;

  /// What IP can express; a longer packet is cut off.
  private static final int LONGEST_PACKET = 65535;

  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();
  private final BlockBuilder block;
  private final Packet copy = new Packet();
  private int interfaces;
  private boolean broken;
  private boolean closed;

  /// Begins a capture.
  ///
  /// @param out where it goes; the writer closes it
  /// @param application what makes the capture, for people; empty to say nothing
  /// @param hardware what it is made on, for people; empty to say nothing
  /// @throws IOException from the stream
  public PcapngWriter(OutputStream out, String application, String hardware) throws IOException {
    this.out = out;
    block = new BlockBuilder(out);
    block.begin(Pcapng.SECTION_HEADER, 64 + 2 * LONGEST_TEXT_BYTES);
    block.int32(Pcapng.BYTE_ORDER_MAGIC);
    block.int16(1); // version 1.0
    block.int16(0);
    block.int64(-1); // length of the section: not known
    block.option(Pcapng.SHB_HARDWARE, bounded(hardware));
    block.option(Pcapng.SHB_APPLICATION, bounded(application));
    block.endOfOptions();
    block.end();
  }

  /// Adds an interface.
  ///
  /// @param name its name
  /// @return its number, for [#write]
  /// @throws IOException from the stream, or if the writer is closed
  public int addInterface(String name) throws IOException {
    lock.lock();
    try {
      begin(Pcapng.INTERFACE_DESCRIPTION, 64 + LONGEST_TEXT_BYTES);
      block.int16(Pcapng.LINKTYPE_RAW);
      block.int16(0); // reserved
      block.int32(0); // packets are captured in full
      block.option(Pcapng.IF_NAME, bounded(name));
      block.option(Pcapng.IF_TIMESTAMP_RESOLUTION, (byte) 9); // 10⁻⁹ s
      block.endOfOptions();
      block.end();
      return interfaces++;
    } finally {
      lock.unlock();
    }
  }

  /// Writes one packet.
  ///
  /// @param interfaceNumber from [#addInterface]
  /// @param epochNanos when, in nanoseconds since 1970
  /// @param direction which way
  /// @param packet what; it is copied and not changed
  /// @param comment for people, or null
  /// @throws IOException from the stream, or if the writer is closed
  /// @throws IndexOutOfBoundsException if the packet reaches beyond its array
  public void write(
      int interfaceNumber,
      long epochNanos,
      Direction direction,
      Packet packet,
      @Nullable String comment)
      throws IOException {
    lock.lock();
    try {
      if (interfaceNumber < 0 || interfaceNumber >= interfaces) {
        throw new IllegalArgumentException("interfaceNumber=" + interfaceNumber + " is unknown");
      }
      Objects.checkFromIndexSize(packet.offset, packet.length, packet.array.length);
      int captured = Math.min(packet.length, LONGEST_PACKET);
      begin(Pcapng.ENHANCED_PACKET, 64 + captured + LONGEST_TEXT_BYTES);
      block.int32(interfaceNumber);
      block.int32((int) (epochNanos >>> 32));
      block.int32((int) epochNanos);
      block.int32(captured);
      block.int32(packet.length);
      int at = block.padded(packet.array, packet.offset, captured);
      copy.set(block.array(), at, captured);
      copy.describeLike(packet);
      boolean unused = Segmentation.completeChecksum(copy); // what has none stays as it is
      if (comment != null) {
        block.option(Pcapng.OPT_COMMENT, bounded(comment));
      }
      block.optionInt32(
          Pcapng.EPB_FLAGS,
          switch (direction) {
            case INBOUND -> Pcapng.DIRECTION_INBOUND;
            case OUTBOUND -> Pcapng.DIRECTION_OUTBOUND;
          });
      block.endOfOptions();
      block.end();
    } finally {
      lock.unlock();
    }
  }

  /// Writes out what is buffered.
  ///
  /// @throws IOException from the stream, or if the writer is closed
  @Override
  public void flush() throws IOException {
    lock.lock();
    try {
      checkUsable();
      drain();
      out.flush();
    } finally {
      lock.unlock();
    }
  }

  /// Writes out what is buffered and closes the stream. Does nothing the second time.
  ///
  /// @throws IOException from the stream
  @Override
  public void close() throws IOException {
    lock.lock();
    try (OutputStream closing = closed ? OutputStream.nullOutputStream() : out) {
      if (!closed && !broken) {
        closed = true;
        drain();
        closing.flush();
      }
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private void checkUsable() throws IOException {
    if (closed) {
      throw new IOException("the capture is closed");
    }
    if (broken) {
      throw new IOException("the capture broke off earlier");
    }
  }

  private void begin(int type, int bytes) throws IOException {
    checkUsable();
    broken = true; // unless the next line returns
    block.begin(type, bytes);
    broken = false;
  }

  private void drain() throws IOException {
    broken = true;
    block.drain();
    broken = false;
  }

  private static String bounded(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
    return text.substring(0, splits ? LONGEST_TEXT - 1 : LONGEST_TEXT);
  }
}
