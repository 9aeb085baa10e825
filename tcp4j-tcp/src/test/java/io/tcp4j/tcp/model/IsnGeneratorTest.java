package io.tcp4j.tcp.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.wire.Endpoint;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// RFC 9293 §3.4.1 (MUST-8, MUST-9, SHLD-1) and RFC 6528.
class IsnGeneratorTest {
  private static final FourTuple TUPLE = tuple(1);
  private final IsnGenerator isn = new IsnGenerator(1, 2);

  private static FourTuple tuple(int port) {
    return new FourTuple(Endpoint.parse("10.0.0.1:" + port), Endpoint.parse("[2001:db8::2]:" + 80));
  }

  @Test
  @Rfc({"9293 MUST-8", "9293 SHLD-1", "6528 3"})
  void theClockTicksEachFourMicroseconds() {
    int first = isn.next(TUPLE, 0);
    assertThat(isn.next(TUPLE, 3_999)).isEqualTo(first);
    assertThat(isn.next(TUPLE, 4_000)).isEqualTo(first + 1);
    assertThat(isn.next(TUPLE, Duration.ofSeconds(1).toNanos())).isEqualTo(first + 250_000);
  }

  @Test
  @Rfc({"9293 SHLD-1", "6528 3"})
  void eachConnectionHasNumbersOfItsOwn() {
    Set<Integer> seen = new HashSet<>();
    for (int port = 1; port <= 1_000; port++) {
      seen.add(isn.next(tuple(port), 0));
    }
    seen.add(isn.next(TUPLE.reversed(), 0));
    assertThat(seen).hasSize(1_001);
  }

  @Test
  @Rfc({"9293 MUST-9", "6528 3"})
  void theSecretDecides() {
    assertThat(new IsnGenerator(1, 3).next(TUPLE, 0)).isNotEqualTo(isn.next(TUPLE, 0));
    assertThat(new IsnGenerator(2, 2).next(TUPLE, 0)).isNotEqualTo(isn.next(TUPLE, 0));
    assertThat(new IsnGenerator(1, 2).next(TUPLE, 0)).isEqualTo(isn.next(TUPLE, 0));
  }
}
