package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The data path makes no objects.
class NoAllocationTest {
  private static final int ROUNDS = 100_000;

  private final IpHeader ip = new IpHeader();
  private final Segment seg = new Segment();
  private final byte[] out = new byte[2000];
  private byte[] in = {};

  private void decodeAndEncode() {
    for (int round = 0; round < ROUNDS; round++) {
      DropReason reason = IpCodec.decode(in, 0, in.length, ip);
      if (reason != null || !TcpCodec.checksumOk(in, ip)) {
        throw new AssertionError(reason);
      }
      reason = TcpCodec.decode(in, ip.payloadOffset, ip.payloadLength, seg);
      if (reason != null) {
        throw new AssertionError(reason);
      }
      int at = IpCodec.encode(ip, out, 0);
      int length = TcpCodec.encodeHeader(seg, out, at) + seg.textLength;
      TcpCodec.putChecksum(
          out, at, length, ip.sourceHigh, ip.sourceLow, ip.destinationHigh, ip.destinationLow);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4500003c00ca4000400625de0a0900010a090002"
            + "983e00501da2662800000000a002faf0b3be0000020405b40402080ae1598786000000000103030a",
        "600963ef0028064020010db800000000000000000000000120010db8000000000000000000000002"
            + "9e7e0050882c842f00000000a002fd20bd4d0000020405a00402080abe3bc8c7000000000103030a"
      })
  void decodingAndEncodingASegmentAllocatesNothing(String packet) {
    in = Hex.bytes(packet);
    assertThat(Allocation.bytesOf(this::decodeAndEncode)).isZero();
  }

  @Test
  void refusingAPacketAllocatesNothing() {
    in = Hex.bytes("4500003c00ca4000400625de0a0900010a090002");
    assertThat(
            Allocation.bytesOf(
                () -> {
                  for (int round = 0; round < ROUNDS; round++) {
                    if (IpCodec.decode(in, 0, in.length, ip) != DropReason.IP_TRUNCATED
                        || TcpCodec.decode(in, 0, 19, seg) != DropReason.TCP_TRUNCATED) {
                      throw new AssertionError();
                    }
                  }
                }))
        .isZero();
  }

  @Test
  void theCounterSeesASingleObject() {
    assertThat(Allocation.bytesOf(() -> in = new byte[100])).isBetween(100L, 200L);
  }
}
