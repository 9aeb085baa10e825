package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedSegmentTest {
  private static final String V4 = "4500003c00ca4000 4006 0000 0a0900010a090002";
  private static final String V6 =
      "600963ef 0028 06 40 20010db8000000000000000000000001 20010db8000000000000000000000002";
  private static final String EIGHT_BYTES = "983e0050 fda26628";

  private static QuotedSegment parse(String digits) {
    return QuotedSegment.parse(ByteSlice.of(Hex.bytes(digits)));
  }

  @ParameterizedTest
  @CsvSource({
    V4 + ", 10.9.0.1, 10.9.0.2",
    // options, and the total length in the wrong byte order
    "46003c0000ca4000 0106 ffff 0a0900010a090002 01010101, 10.9.0.1, 10.9.0.2",
    // shorter in all than the quote
    "4500000000ca4000 0106 ffff 0a0900010a090002, 10.9.0.1, 10.9.0.2",
    // a first fragment
    "4500003c00ca2000 0106 ffff 0a0900010a090002, 10.9.0.1, 10.9.0.2",
    V6 + ", 2001:db8::1, 2001:db8::2",
    "60000000 05b0 3c 40 20010db8000000000000000000000001 20010db8000000000000000000000002 "
        + "2c00 0104 00000000 0600 0001 00000001, 2001:db8::1, 2001:db8::2",
  })
  void findsTheConnectionFromEightBytesOfTcp(String header, String source, String destination) {
    for (String text : new String[] {"", "00", "00000000a002faf0"}) {
      QuotedSegment quoted = parse(header + EIGHT_BYTES + text);
      assertThat(quoted).isNotNull();
      assertThat(quoted.ip().source()).isEqualTo(IpAddress.parse(source));
      assertThat(quoted.ip().destination()).isEqualTo(IpAddress.parse(destination));
      assertThat(quoted.sourcePort()).isEqualTo(38_974);
      assertThat(quoted.destinationPort()).isEqualTo(80);
      assertThat(quoted.seq()).isEqualTo(0xfda2_6628L);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4500003c00ca4000 4011 0000 0a0900010a090002", // UDP
        "4500003c00ca0001 4006 0000 0a0900010a090002", // a later fragment
        "4400003c00ca4000 4006 0000 0a0900010a090002", // broken header length
        "5500003c00ca4000 4006 0000 0a0900010a090002", // version 5
        "60000000 0028 3a 40 20010db8000000000000000000000001 20010db8000000000000000000000002",
        "60000000 0028 06 40 00000000000000000000ffff0a090001 20010db8000000000000000000000002",
      })
  void findsNothingInOtherPackets(String header) {
    assertThat(parse(header + EIGHT_BYTES)).isNull();
  }

  @Test
  void needsTheHeaderAndEightBytes() {
    for (String header : new String[] {V4, V6}) {
      ByteSlice whole = ByteSlice.of(Hex.bytes(header + EIGHT_BYTES));
      for (int length = 0; length < whole.length(); length++) {
        assertThat(QuotedSegment.parse(whole.first(length))).isNull();
      }
    }
  }
}
