package io.tcp4j.wire;

/// SipHash-2-4 over 64-bit words: a keyed hash that somebody without the key can neither predict
/// nor steer.
///
/// Serves as the PRF of the initial sequence number (RFC 6528), of the port choice (RFC 6056) and
/// of hash tables that strangers fill. It allocates nothing and is safe for use by several threads.
public final class SipHash {
  /// Five words and the length; one step more makes the hash of them.
  private static final int MESSAGE_STEPS = 6;

  private final long key0;
  private final long key1;

  /// @param key0 first half of the secret key
  /// @param key1 second half of the secret key
  public SipHash(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  /// The hash of five 64-bit words: room for two 128-bit addresses and two ports.
  public long hash(long w0, long w1, long w2, long w3, long w4) {
    long v0 = key0 ^ 0x736f6d6570736575L;
    long v1 = key1 ^ 0x646f72616e646f6dL;
    long v2 = key0 ^ 0x6c7967656e657261L;
    long v3 = key1 ^ 0x7465646279746573L;
    for (int step = 0; step <= MESSAGE_STEPS; step++) {
      boolean last = step == MESSAGE_STEPS;
      long word =
          switch (step) {
            case 0 -> w0;
            case 1 -> w1;
            case 2 -> w2;
            case 3 -> w3;
            case 4 -> w4;
            default -> 40L << 56; // the length block: 40 bytes, nothing left over
          };
      if (last) {
        v2 ^= 0xff;
      } else {
        v3 ^= word;
      }
      for (int round = last ? 4 : 2; round > 0; round--) {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
      }
      if (!last) {
        v0 ^= word;
      }
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }
}
