package io.tcp4j.tcp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Table 6 of RFC 9293 §3.4, at all edges: RCV.NXT is 1000.
class SegmentAcceptabilityTest {

  @ParameterizedTest(name = "SEQ {0} LEN {1} WND {2}: {3}")
  @CsvSource({
    // SEG.LEN = 0, RCV.WND = 0: SEG.SEQ = RCV.NXT
    "999,  0, 0, false",
    "1000, 0, 0, true",
    "1001, 0, 0, false",
    // SEG.LEN = 0, RCV.WND > 0: RCV.NXT =< SEG.SEQ < RCV.NXT+RCV.WND
    "999,  0, 100, false",
    "1000, 0, 100, true",
    "1099, 0, 100, true",
    "1100, 0, 100, false",
    "1000, 0, 1, true",
    "1001, 0, 1, false",
    // SEG.LEN > 0, RCV.WND = 0: not acceptable
    "999,  1, 0, false",
    "999,  2, 0, false",
    "1000, 1, 0, false",
    "1001, 1, 0, false",
    // SEG.LEN > 0, RCV.WND > 0: the first octet or the last is in the window
    "999,  1, 100, false",
    "999,  2, 100, true",
    "900,  100, 100, false",
    "900,  101, 100, true",
    "900,  200, 100, true",
    "1000, 1, 100, true",
    "1000, 100, 100, true",
    "1000, 200, 100, true",
    "1099, 1, 100, true",
    "1099, 50, 100, true",
    "1100, 1, 100, false",
    "1100, 100, 100, false",
    // longer than the window on both sides: neither end lies in it
    "999,  102, 100, false",
    "999,  101, 100, true",
  })
  @Rfc("9293 E-10")
  void followsTheTable(long seq, long length, long wnd, boolean acceptable) {
    assertThat(SegmentAcceptability.acceptable(seq, length, 1000, wnd)).isEqualTo(acceptable);
  }
}
