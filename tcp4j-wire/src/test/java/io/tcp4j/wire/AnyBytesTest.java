package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Decoders are given what an attacker may send: they must not throw, and what they say must follow
/// from the packet alone, not from what lies around it in the array.
class AnyBytesTest {
  private static final int ROUNDS = 100_000;

  @Test
  void randomBytesNeverThrow() {
    Random random = new Random(1);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] packet = new byte[random.nextInt(120)];
      random.nextBytes(packet);
      if (packet.length > 0 && round % 4 != 0) {
        packet[0] = (byte) (round % 2 == 0 ? 0x45 + random.nextInt(3) : 0x60);
      }
      EveryDecoder.check(packet, (byte) random.nextInt());
    }
  }

  @Test
  void mutatedPacketsNeverThrow() {
    Random random = new Random(2);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] packet = GoodPackets.packet(round % GoodPackets.COUNT);
      for (int i = random.nextInt(4); i >= 0; i--) {
        packet[random.nextInt(packet.length)] = (byte) interesting(random);
      }
      if (random.nextBoolean()) {
        EveryDecoder.repair(packet);
      }
      EveryDecoder.check(packet, (byte) random.nextInt());
    }
  }

  private static int interesting(Random random) {
    int[] values = {0, 1, 2, 7, 8, 0x2b, 0x2c, 0x3c, 0x7f, 0x80, 0xff, random.nextInt()};
    return values[random.nextInt(values.length)];
  }

  @Test
  void packetsCutAnywhereNeverThrow() {
    for (int kind = 0; kind < GoodPackets.COUNT; kind++) {
      byte[] whole = GoodPackets.packet(kind);
      for (int length = 0; length <= whole.length; length++) {
        byte[] packet = Arrays.copyOf(whole, length);
        EveryDecoder.check(packet, (byte) 0x55);
        if (length >= 20 && whole[0] >>> 4 == 4) {
          Bytes.put16(packet, 2, length);
          EveryDecoder.repair(packet);
        } else if (length >= 40) {
          Bytes.put16(packet, 4, length - 40);
        }
        EveryDecoder.check(packet, (byte) 0x01);
      }
    }
  }

  @Test
  void theSpoiltPacketsWereGood() {
    for (int kind = 0; kind < GoodPackets.COUNT; kind++) {
      byte[] b = GoodPackets.packet(kind);
      assertThat(IpCodec.decode(b, 0, b.length, new IpHeader())).as("kind %d", kind).isNull();
    }
  }
}
