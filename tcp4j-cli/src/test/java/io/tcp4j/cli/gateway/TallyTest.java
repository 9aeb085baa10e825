package io.tcp4j.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.00 kB",
    "9994, 9.99 kB",
    "9996, 10.0 kB",
    "99960, 100 kB",
    "999499, 999 kB",
    "999500, 1.00 MB",
    "100000000, 100 MB",
    "2345678901, 2.35 GB",
    "9223372036854775807, 9223372 TB"
  })
  void bytesAreSaidInThreeDigits(long bytes, String said) {
    assertThat(Tally.bytes(bytes)).isEqualTo(said);
  }
}
