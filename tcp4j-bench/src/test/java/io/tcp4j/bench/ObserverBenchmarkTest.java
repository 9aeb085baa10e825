package io.tcp4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObserverBenchmarkTest {
  @ParameterizedTest
  @EnumSource
  void aQuestionIsAnsweredWhoeverLooksOn(ObserverBenchmark.Watching watching) throws IOException {
    ObserverBenchmark benchmark = new ObserverBenchmark();
    benchmark.watching = watching;
    benchmark.open();
    assertThat(benchmark.pingPong()).isEqualTo(128);
    assertThat(benchmark.pingPong()).isEqualTo(128);
    benchmark.close();
  }
}
