package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentTest {
  @Test
  void readsLikeALineOfACapture() {
    Segment seg = new Segment();
    seg.flags = TcpFlags.SYN | TcpFlags.ACK;
    seg.seq = 1;
    seg.ack = 2;
    seg.wnd = 65_535;
    seg.mss = 1460;
    seg.windowScale = 7;
    assertThat(seg).hasToString("SYN,ACK seq=1 ack=2 win=65535 len=0 <mss 1460,ws 7>");
  }

  @Test
  void showsEveryOptionAndTheUrgentPointer() {
    Segment seg = new Segment();
    seg.flags = TcpFlags.ACK | TcpFlags.URG;
    seg.up = 3;
    seg.textLength = 9;
    seg.sackPermitted = true;
    seg.timestamps = true;
    seg.tsVal = -1;
    seg.tsEcr = 5;
    seg.sackBlocks = 2;
    seg.sackLeft[0] = 10;
    seg.sackRight[0] = 20;
    seg.sackLeft[1] = 30;
    seg.sackRight[1] = 40;
    assertThat(seg)
        .hasToString(
            "ACK,URG seq=0 ack=0 win=0 up=3 len=9 <sackOK,ts 4294967295 5,sack 10-20 30-40>");
  }

  @Test
  void aBareResetHasNoAckAndNoOptions() {
    Segment seg = new Segment();
    seg.flags = TcpFlags.RST;
    seg.seq = 7;
    assertThat(seg).hasToString("RST seq=7 win=0 len=0");
  }

  @ParameterizedTest
  @CsvSource({
    "0, none",
    "1, FIN",
    "2, SYN",
    "24, 'PSH,ACK'",
    "255, 'FIN,SYN,RST,PSH,ACK,URG,ECE,CWR'"
  })
  void namesFlags(int flags, String names) {
    assertThat(TcpFlags.toString(flags)).isEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "16, 10, 10", "2, 0, 1", "1, 10, 11", "3, 10, 12", "4, 5, 5"})
  void lengthCountsSynAndFin(int flags, int text, long length) {
    Segment seg = new Segment();
    seg.seq = 100;
    seg.flags = flags;
    seg.textLength = text;
    assertThat(seg.length()).isEqualTo(length);
    assertThat(seg.end()).isEqualTo(100 + length);
  }

  @Test
  void hasAsksForAllOfTheBits() {
    Segment seg = new Segment();
    seg.flags = TcpFlags.SYN | TcpFlags.ACK;
    assertThat(seg.has(TcpFlags.SYN)).isTrue();
    assertThat(seg.has(TcpFlags.SYN | TcpFlags.ACK)).isTrue();
    assertThat(seg.has(TcpFlags.FIN)).isFalse();
    assertThat(seg.has(TcpFlags.FIN | TcpFlags.ACK)).isFalse();
  }

  @Test
  void clearLeavesWhatANewSegmentHas() {
    Segment seg = new Segment();
    byte[] b = Hex.bytes(TcpCodecTest.ALL_FIELDS);
    assertThat(TcpCodec.decode(b, 0, b.length, seg)).isNull();
    seg.gsoSize = 9;
    seg.clear();
    assertThat(seg)
        .usingRecursiveComparison()
        .ignoringFields("sackLeft", "sackRight")
        .isEqualTo(new Segment());
  }
}
