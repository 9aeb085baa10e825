package io.tcp4j.wire;

import org.jspecify.annotations.Nullable;

/// The options of a TCP header (RFC 9293 §3.2; RFC 7323 §2 and §3; RFC 2018 §2 and §3).
///
/// Any option is accepted in any segment (MUST-5) and at any alignment (MUST-64); which of them
/// mean something where is for the engine to say. If one comes twice, the last counts.
///
/// Options are written in the order and with the padding that Linux uses, so that each starts where
/// its numbers are aligned, no End of Option List is needed (MUST-69) and every receiver has seen
/// the like.
final class TcpOptionCodec {
  private static final int END_OF_LIST = 0;
  private static final int NO_OPERATION = 1;
  private static final int MSS = 2;
  private static final int WINDOW_SCALE = 3;
  private static final int SACK_PERMITTED = 4;
  private static final int SACK = 5;
  private static final int TIMESTAMPS = 8;

  private static final int MSS_LENGTH = 4;
  private static final int WINDOW_SCALE_LENGTH = 3;
  private static final int SACK_PERMITTED_LENGTH = 2;
  private static final int TIMESTAMPS_LENGTH = 10;
  private static final int SACK_BLOCK_LENGTH = 8;

  /// The most bytes of options that a data offset of 15 leaves room for.
  private static final int LIMIT = 40;

  private TcpOptionCodec() {}

  /// Decodes the options from `from` to `end`, and sets nothing but option fields. A known option
  /// whose length is not its own is skipped like an unknown one.
  static @Nullable DropReason decode(byte[] b, int from, int end, Segment into) {
    int at = from;
    while (at < end) {
      int kind = Bytes.u8(b, at);
      if (kind == END_OF_LIST) {
        return null;
      }
      if (kind == NO_OPERATION) {
        at++;
        continue;
      }
      int length = at + 1 < end ? Bytes.u8(b, at + 1) : 0;
      if (length < 2 || length > end - at) {
        return DropReason.TCP_BAD_OPTION_LENGTH;
      }
      decodeOne(b, at, kind, length, into);
      at += length;
    }
    return null;
  }

  private static void decodeOne(byte[] b, int at, int kind, int length, Segment into) {
    if (kind == TIMESTAMPS && length == TIMESTAMPS_LENGTH) {
      into.timestamps = true;
      into.tsVal = Bytes.i32(b, at + 2);
      into.tsEcr = Bytes.i32(b, at + 6);
    } else if (kind == SACK && (length - 2) % SACK_BLOCK_LENGTH == 0) {
      decodeSack(b, at + 2, (length - 2) / SACK_BLOCK_LENGTH, into);
    } else if (kind == MSS && length == MSS_LENGTH) {
      into.mss = Bytes.u16(b, at + 2);
    } else if (kind == WINDOW_SCALE && length == WINDOW_SCALE_LENGTH) {
      into.windowScale = Bytes.u8(b, at + 2);
    } else if (kind == SACK_PERMITTED && length == SACK_PERMITTED_LENGTH) {
      into.sackPermitted = true;
    }
  }

  private static void decodeSack(byte[] b, int from, int blocks, Segment into) {
    // 40 bytes of options cannot hold five, so the limit of the arrays is never passed.
    into.sackBlocks = blocks;
    for (int i = 0; i < blocks; i++) {
      into.sackLeft[i] = Bytes.u32(b, from + i * SACK_BLOCK_LENGTH);
      into.sackRight[i] = Bytes.u32(b, from + i * SACK_BLOCK_LENGTH + 4);
    }
  }

  /// Returns the bytes that [#encode] will write, a multiple of 4 up to 40.
  static int length(Segment segment) {
    int length = lengthWithoutSack(segment);
    int blocks = sackBlocksThatFit(segment, length);
    return blocks == 0 ? length : length + 4 + blocks * SACK_BLOCK_LENGTH;
  }

  private static int lengthWithoutSack(Segment segment) {
    int length = 0;
    if (segment.mss >= 0) {
      length += 4;
    }
    if (segment.timestamps) {
      length += 12; // SACK-permitted goes into the two bytes in front
    } else if (segment.sackPermitted) {
      length += 4;
    }
    if (segment.windowScale >= 0) {
      length += 4;
    }
    return length;
  }

  private static int sackBlocksThatFit(Segment segment, int used) {
    return Math.min(segment.sackBlocks, (LIMIT - used - 4) / SACK_BLOCK_LENGTH);
  }

  /// Writes the options at `from` and returns their bytes.
  static int encode(Segment segment, byte[] b, int from) {
    int at = from;
    if (segment.mss >= 0) {
      Bytes.put32(b, at, MSS << 24 | MSS_LENGTH << 16 | (segment.mss & 0xffff));
      at += 4;
    }
    if (segment.timestamps || segment.sackPermitted) {
      int inFront =
          segment.sackPermitted
              ? SACK_PERMITTED << 8 | SACK_PERMITTED_LENGTH
              : NO_OPERATION << 8 | NO_OPERATION;
      if (segment.timestamps) {
        Bytes.put32(b, at, inFront << 16 | TIMESTAMPS << 8 | TIMESTAMPS_LENGTH);
        Bytes.put32(b, at + 4, segment.tsVal);
        Bytes.put32(b, at + 8, segment.tsEcr);
        at += 12;
      } else {
        Bytes.put32(b, at, NO_OPERATION << 24 | NO_OPERATION << 16 | inFront);
        at += 4;
      }
    }
    if (segment.windowScale >= 0) {
      int option = WINDOW_SCALE << 16 | WINDOW_SCALE_LENGTH << 8 | (segment.windowScale & 0xff);
      Bytes.put32(b, at, NO_OPERATION << 24 | option);
      at += 4;
    }
    return encodeSack(segment, b, at, sackBlocksThatFit(segment, at - from)) - from;
  }

  /// Writes the first `blocks` SACK blocks at `at` and returns where they end.
  private static int encodeSack(Segment segment, byte[] b, int at, int blocks) {
    if (blocks == 0) {
      return at;
    }
    int option = SACK << 8 | 2 + blocks * SACK_BLOCK_LENGTH;
    Bytes.put32(b, at, NO_OPERATION << 24 | NO_OPERATION << 16 | option);
    int to = at + 4;
    for (int i = 0; i < blocks; i++) {
      Bytes.put32(b, to, (int) segment.sackLeft[i]);
      Bytes.put32(b, to + 4, (int) segment.sackRight[i]);
      to += SACK_BLOCK_LENGTH;
    }
    return to;
  }
}
