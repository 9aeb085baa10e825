package io.tcp4j.link.capture;

import io.tcp4j.link.Direction;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the packets of a pcapng file: any byte order, any number of sections and interfaces, any
/// timestamp resolution. Of packets it knows the Enhanced Packet Block, which is what programs of
/// today write; other blocks are skipped. Trusts no length in the file. Not thread-safe.
public final class PcapngReader implements Closeable {
  private static final int LONGEST_BLOCK = 16 << 20;
  private static final int MOST_INTERFACES = 65536;
  private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);

  private record Interface(String name, int linkType, int resolution, long offsetSeconds) {}

  private final InputStream in;
  private final List<Interface> interfaces = new ArrayList<>();
  private ByteOrder order = ByteOrder.BIG_ENDIAN;
  private long position;
  private long blockStart;

  /// Reads from a stream.
  ///
  /// @param in the file; the reader closes it. Read in small pieces, so better buffered
  public PcapngReader(InputStream in) {
    this.in = in;
  }

  /// Returns the next packet, or null at the end of the file.
  ///
  /// @throws IOException from the stream, or if the file is cut off or not pcapng; the message says
  ///     at which byte the trouble is
  public @Nullable CapturedPacket next() throws IOException {
    while (true) {
      blockStart = position;
      byte[] start = in.readNBytes(2 * Integer.BYTES);
      if (start.length == 0) {
        return null;
      }
      ByteBuffer head = complete(start, 2 * Integer.BYTES);
      if (head.getInt(0) == Pcapng.SECTION_HEADER) {
        readSection(head);
        continue;
      }
      if (blockStart == 0) {
        throw malformed("no section header, so not a pcapng file");
      }
      ByteBuffer body = readBody(head.getInt(4), 0);
      switch (head.getInt(0)) {
        case Pcapng.INTERFACE_DESCRIPTION -> readInterface(body);
        case Pcapng.ENHANCED_PACKET -> {
          return readPacket(body);
        }
        default -> {
          // The format is made to be extended: what one does not know, one skips.
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /// Starts a section: it has its own byte order, and its own interfaces.
  private void readSection(ByteBuffer head) throws IOException {
    ByteBuffer magic = read(Integer.BYTES);
    order = ByteOrder.BIG_ENDIAN;
    if (magic.order(order).getInt(0) != Pcapng.BYTE_ORDER_MAGIC) {
      order = ByteOrder.LITTLE_ENDIAN;
    }
    if (magic.order(order).getInt(0) != Pcapng.BYTE_ORDER_MAGIC) {
      throw malformed("no byte-order magic, so not a pcapng file");
    }
    ByteBuffer body = readBody(head.order(order).getInt(4), Integer.BYTES);
    int major = unsigned(get(body, Short.BYTES).getShort());
    if (major != 1) {
      throw malformed("version " + major + " of the format is not known");
    }
    interfaces.clear();
  }

  private void readInterface(ByteBuffer body) throws IOException {
    if (interfaces.size() == MOST_INTERFACES) {
      throw malformed("more than " + MOST_INTERFACES + " interfaces");
    }
    int linkType = unsigned(get(body, Short.BYTES).getShort());
    get(body, Short.BYTES + Integer.BYTES); // reserved, longest capture
    String name = "";
    int resolution = 6; // 10⁻⁶ s unless said otherwise
    long offset = 0;
    for (Option option = nextOption(body); option != null; option = nextOption(body)) {
      switch (option.code()) {
        case Pcapng.IF_NAME -> name = option.text();
        case Pcapng.IF_TIMESTAMP_RESOLUTION -> resolution = get(option.value(), 1).get();
        case Pcapng.IF_TIMESTAMP_OFFSET -> offset = get(option.value(), Long.BYTES).getLong();
        default -> {
          // of no interest here
        }
      }
    }
    interfaces.add(new Interface(name, linkType, resolution, offset));
  }

  private CapturedPacket readPacket(ByteBuffer body) throws IOException {
    ByteBuffer fields = get(body, 5 * Integer.BYTES);
    int number = fields.getInt();
    if (number < 0 || number >= interfaces.size()) {
      throw malformed("interface " + Integer.toUnsignedString(number) + " was not described");
    }
    Interface from = interfaces.get(number);
    long ticks = (long) fields.getInt() << 32 | (fields.getInt() & 0xffff_ffffL);
    int captured = fields.getInt();
    int original = fields.getInt();
    ByteBuffer data = get(body, captured);
    byte[] bytes = new byte[captured];
    data.get(bytes);
    get(body, Math.min(Pcapng.padding(captured), body.remaining()));
    String comment = null;
    Direction direction = null;
    for (Option option = nextOption(body); option != null; option = nextOption(body)) {
      if (option.code() == Pcapng.OPT_COMMENT && comment == null) {
        comment = option.text();
      } else if (option.code() == Pcapng.EPB_FLAGS) {
        direction = direction(get(option.value(), Integer.BYTES).getInt());
      }
    }
    return new CapturedPacket(
        from.name, from.linkType, epochNanos(ticks, from), direction, bytes, original, comment);
  }

  private static @Nullable Direction direction(int flags) {
    return switch (flags & Pcapng.DIRECTION_MASK) {
      case Pcapng.DIRECTION_INBOUND -> Direction.INBOUND;
      case Pcapng.DIRECTION_OUTBOUND -> Direction.OUTBOUND;
      default -> null;
    };
  }

  /// Converts a timestamp. The resolution is a negative power of 10, or of 2 if its top bit is set.
  private long epochNanos(long ticks, Interface from) throws IOException {
    int exponent = from.resolution & 0x7f;
    boolean binary = (from.resolution & 0x80) != 0;
    BigInteger perSecond = binary ? BigInteger.TWO.pow(exponent) : BigInteger.TEN.pow(exponent);
    BigInteger unsigned = new BigInteger(Long.toUnsignedString(ticks));
    BigInteger nanos =
        unsigned
            .multiply(NANOS_PER_SECOND)
            .divide(perSecond)
            .add(BigInteger.valueOf(from.offsetSeconds).multiply(NANOS_PER_SECOND));
    if (nanos.bitLength() >= Long.SIZE) {
      throw malformed("a timestamp beyond the year 2262");
    }
    return nanos.longValue();
  }

  private record Option(int code, ByteBuffer value) {
    String text() {
      return StandardCharsets.UTF_8.decode(value).toString();
    }
  }

  /// Returns the next of the options that end a block, or null if there are no more.
  private @Nullable Option nextOption(ByteBuffer body) throws IOException {
    if (!body.hasRemaining()) {
      return null;
    }
    ByteBuffer head = get(body, Integer.BYTES);
    int code = unsigned(head.getShort());
    int length = unsigned(head.getShort());
    if (code == Pcapng.OPT_END) {
      return null;
    }
    ByteBuffer value = get(body, length);
    get(body, Pcapng.padding(length));
    return new Option(code, value);
  }

  /// Reads the rest of a block, and checks that the length behind it is the length before it.
  ///
  /// @param length that of the whole block
  /// @param alreadyRead how much of the body has been read
  private ByteBuffer readBody(int length, int alreadyRead) throws IOException {
    if (length < Pcapng.BLOCK_OVERHEAD + alreadyRead || length > LONGEST_BLOCK || length % 4 != 0) {
      throw malformed("a block of " + Integer.toUnsignedString(length) + " bytes");
    }
    ByteBuffer body = read(length - Pcapng.BLOCK_OVERHEAD - alreadyRead);
    int again = read(Integer.BYTES).getInt(0);
    if (again != length) {
      throw malformed("a block with two lengths, " + length + " and " + again);
    }
    return body;
  }

  private ByteBuffer read(int length) throws IOException {
    return complete(in.readNBytes(length), length);
  }

  private ByteBuffer complete(byte[] bytes, int length) throws IOException {
    position += bytes.length;
    if (bytes.length < length) {
      throw new EOFException("cut off in the block at byte " + blockStart);
    }
    return ByteBuffer.wrap(bytes).order(order);
  }

  /// Takes the next bytes of a block out of it.
  private ByteBuffer get(ByteBuffer body, int length) throws IOException {
    if (length < 0 || length > body.remaining()) {
      throw malformed("a block too short for what is in it");
    }
    ByteBuffer part = body.slice(body.position(), length).order(order);
    body.position(body.position() + length);
    return part;
  }

  private IOException malformed(String what) {
    return new IOException(what + ", in the block at byte " + blockStart);
  }

  private static int unsigned(short value) {
    return value & 0xffff;
  }
}
