package io.tcp4j.testkit.packetdrill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClocksTest {
  private final Clocks clocks = new Clocks();

  @Test
  void theFirstTimestampTiesTheScriptsClockToTheWires() {
    clocks.sent(100, 0xffff_ffffL);

    assertThat(clocks.toWire(101)).isZero();
    assertThat(clocks.toScript(0)).isEqualTo(101);
  }

  @Test
  void anEchoIsOfWhatWasSentWhereTheScriptHasThatValue() {
    clocks.sent(100, 5_000);
    clocks.sent(200, 5_070);

    assertThat(clocks.echo(100)).isEqualTo(5_000);
    assertThat(clocks.echo(200)).isEqualTo(5_070);
  }

  @Test
  void anEchoOfWhatWasNeverSentIsCountedFromTheFirst() {
    clocks.sent(100, 5_000);

    assertThat(clocks.echo(99)).isEqualTo(4_999);
  }

  @Test
  void beforeTheFirstTimestampAnEchoIsTheScriptsOwn() {
    assertThat(clocks.echo(7)).isEqualTo(7);
  }
}
