package io.tcp4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What the examples show is so.
class ExamplesTest {
  @Test
  void aLineCrossesATunnelOfOnesOwnAndComesBack() throws Exception {
    assertThat(OwnLink.echo("there and back")).isEqualTo("there and back");
  }

  @Test
  void aConnectionInVirtualTimeEndsWithAMinuteOfTimeWait() throws Exception {
    assertThat(VirtualEcho.echo("hello")).isEqualTo("hello (60 s of virtual time)");
  }
}
