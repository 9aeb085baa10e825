package io.tcp4j.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What a stack can be made of.
class BuilderTest {
  private static void refused(UnaryOperator<IpStack.Builder> change, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(IpStack.builder()).build())
        .withMessage(message);
  }

  @Test
  void whatIsOutOfRangeIsRefusedByNameValueAndRange() {
    refused(b -> b.memoryBudget(4095), "memoryBudget 4095 is not in 4096..9223372036854775807");
    refused(b -> b.memoryBudget(-1), "memoryBudget -1 is not in 4096..9223372036854775807");
    refused(b -> b.localPorts(0, 10), "first local port 0 is not in 1..65535");
    refused(b -> b.localPorts(65_536, 65_536), "first local port 65536 is not in 1..65535");
    refused(b -> b.localPorts(10, 9), "last local port 9 is not in 10..65535");
    refused(b -> b.localPorts(10, 65_536), "last local port 65536 is not in 10..65535");
    refused(b -> b.maxOrphans(-1), "maxOrphans -1 is not in 0..2147483647");
    refused(b -> b.maxHalfOpen(0), "maxHalfOpen 0 is not in 1..2147483647");
  }

  @Test
  void theBoundsThemselvesAreAllowed() {
    try (IpStack stack =
        IpStack.builder()
            .memoryBudget(4096)
            .localPorts(65_535, 65_535)
            .maxOrphans(0)
            .maxHalfOpen(1)
            .build()) {
      assertThat(stack.memoryUsed()).isZero();
    }
  }
}
