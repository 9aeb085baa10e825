package io.tcp4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void versionIsTheOneOfTheBuild() {
    assertThat(new Main.Version().getVersion()).hasSize(1);
    assertThat(new Main.Version().getVersion()[0]).matches("tcp4j [0-9]+[.][0-9]+[.][0-9]+.*");
  }
}
