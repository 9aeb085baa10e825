package io.tcp4j.wire;

import java.util.Arrays;

/// The codecs, for a fuzzer that is led by coverage (Jazzer calls {@link #fuzzerTestOneInput}).
public final class CodecFuzzer {
  private CodecFuzzer() {}

  /// Decodes one packet.
  ///
  /// @param input the first byte names a good packet, the second a place in it from which on the
  ///     rest is mixed in, perhaps beyond its end; a first byte that names none leaves the rest raw
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < 2) {
      return;
    }
    int base = input[0] & 0x7f;
    byte[] packet = base < GoodPackets.COUNT ? GoodPackets.packet(base) : new byte[0];
    int from = packet.length == 0 ? 0 : Byte.toUnsignedInt(input[1]) % packet.length;
    packet = Arrays.copyOf(packet, Math.max(packet.length, from + input.length - 2));
    for (int i = 2; i < input.length; i++) {
      packet[from + i - 2] ^= input[i];
    }
    if (input[0] >= 0) {
      EveryDecoder.repair(packet);
    }
    EveryDecoder.check(packet, input[1]);
  }
}
