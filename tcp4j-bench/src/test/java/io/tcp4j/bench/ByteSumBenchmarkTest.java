package io.tcp4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteSumBenchmarkTest {
  @Test
  void sumsTheSameBytesInEveryRun() {
    assertThat(new ByteSumBenchmark().plainLoop()).isEqualTo(new ByteSumBenchmark().plainLoop());
  }
}
