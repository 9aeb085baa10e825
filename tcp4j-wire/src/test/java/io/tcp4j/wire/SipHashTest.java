package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// SipHash-2-4 against another implementation.
class SipHashTest {
  /// `openssl mac -macopt hexkey:000102…0f -macopt size:8 SIPHASH` over the bytes 0 to 39.
  @Test
  void theHashOfFiveWordsIsThatOfTheirFortyBytes() {
    var hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
    assertThat(
            hash.hash(
                0x0706050403020100L,
                0x0f0e0d0c0b0a0908L,
                0x1716151413121110L,
                0x1f1e1d1c1b1a1918L,
                0x2726252423222120L))
        .isEqualTo(0x0e3ea96b5304a7d0L);
  }

  @Test
  void anotherKeyGivesAnotherHash() {
    assertThat(new SipHash(1, 2).hash(1, 2, 3, 4, 5))
        .isNotEqualTo(new SipHash(1, 3).hash(1, 2, 3, 4, 5));
  }
}
