package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChecksumTest {
  private static final int PROTOCOL = 6;

  /// RFC 1071 §4.1 word for word: 16 bits at a time, carry folded at the end.
  private static int naive(byte[] b, int offset, int length) {
    long sum = 0;
    for (int i = 0; i < length; i += 2) {
      int high = b[offset + i] & 0xff;
      int low = i + 1 < length ? b[offset + i + 1] & 0xff : 0;
      sum += high << 8 | low;
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (int) sum;
  }

  @Test
  @Rfc("1071 3")
  void sumsTheExampleOfRfc1071() {
    byte[] b = Hex.bytes("0001 f203 f4f5 f6f7");
    assertThat(Checksum.fold(Checksum.sum(b, 0, 8))).isEqualTo(0xddf2);
    assertThat(Checksum.complete(Checksum.sum(b, 0, 8))).isEqualTo(0x220d);
  }

  @Test
  @Rfc("1071 2")
  void agreesWithTheNaiveSumAtEveryShortLengthAndOffset() {
    byte[] b = new byte[128];
    new Random(1).nextBytes(b);
    for (int offset = 0; offset < 17; offset++) {
      for (int length = 0; length <= 100; length++) {
        assertThat(Checksum.fold(Checksum.sum(b, offset, length)))
            .as("offset %d, length %d", offset, length)
            .isEqualTo(naive(b, offset, length));
      }
    }
  }

  @Test
  void agreesWithTheNaiveSumOnLargeRandomData() {
    Random random = new Random(2);
    byte[] b = new byte[70_000];
    for (int round = 0; round < 300; round++) {
      random.nextBytes(b);
      int offset = random.nextInt(64);
      int length = round == 0 ? 65_535 : random.nextInt(65_536);
      assertThat(Checksum.fold(Checksum.sum(b, offset, length)))
          .isEqualTo(naive(b, offset, length));
    }
  }

  @Test
  void doesNotOverflowOnAllOnes() {
    byte[] b = new byte[65_535];
    Arrays.fill(b, (byte) 0xff);
    assertThat(Checksum.fold(Checksum.sum(b, 0, b.length))).isEqualTo(naive(b, 0, b.length));
    assertThat(Checksum.fold(-1L)).isEqualTo(0xffff);
    assertThat(Checksum.fold(0x0001_0000_ffff_ffffL)).as("a carry from the last carry").isOne();
    assertThat(Checksum.fold(Long.MAX_VALUE)).isEqualTo(naive(Hex.bytes("7fffffffffffffff"), 0, 8));
  }

  @Test
  @Rfc("1071 2")
  void piecesOfEvenLengthAddUp() {
    byte[] b = new byte[1001];
    new Random(3).nextBytes(b);
    for (int cut = 0; cut <= 1000; cut += 2) {
      long sum = Checksum.sum(b, 0, cut) + Checksum.sum(b, cut, b.length - cut);
      assertThat(Checksum.fold(sum)).isEqualTo(naive(b, 0, b.length));
    }
  }

  @Test
  void pseudoHeaderOverMappedAddressesIsThatOfIpv4() {
    Random random = new Random(4);
    byte[] pseudo = new byte[12];
    for (int round = 0; round < 10_000; round++) {
      random.nextBytes(pseudo);
      int length = random.nextInt(1, 65_536);
      Bytes.put16(pseudo, 8, PROTOCOL);
      Bytes.put16(pseudo, 10, length);
      IpAddress source = IpAddress.ofV4(Bytes.i32(pseudo, 0));
      IpAddress destination = IpAddress.ofV4(Bytes.i32(pseudo, 4));
      assertThat(Checksum.fold(pseudoHeader(source, destination, length)))
          .isEqualTo(naive(pseudo, 0, 12));
    }
  }

  @Test
  @Rfc("8200 8.1")
  void pseudoHeaderOfIpv6IsThatOfRfc8200() {
    Random random = new Random(5);
    byte[] pseudo = new byte[40];
    for (int round = 0; round < 10_000; round++) {
      random.nextBytes(pseudo);
      int length = random.nextInt(1, 70_000);
      Bytes.put32(pseudo, 32, length);
      Bytes.put32(pseudo, 36, PROTOCOL);
      IpAddress source = new IpAddress(Bytes.i64(pseudo, 0), Bytes.i64(pseudo, 8));
      IpAddress destination = new IpAddress(Bytes.i64(pseudo, 16), Bytes.i64(pseudo, 24));
      assertThat(Checksum.fold(pseudoHeader(source, destination, length)))
          .isEqualTo(naive(pseudo, 0, 40));
    }
  }

  private static long pseudoHeader(IpAddress source, IpAddress destination, int length) {
    return Checksum.pseudoHeader(
        source.high(), source.low(), destination.high(), destination.low(), PROTOCOL, length);
  }
}
