package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SkeletonTest {
  @Test
  void testsOfThePackageRunInsideItsModule() {
    assertThat(Skeleton.moduleName()).isEqualTo("io.tcp4j.tcp");
  }
}
