package io.tcp4j.testkit.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.Trigger;
import org.junit.jupiter.api.Test;

class EventWordsTest {
  private final EventWords words = new EventWords();

  @Test
  void aCallNamesWhoMadeIt() {
    assertThat(words.of(Trigger.CLOSE, Side.LEFT, "client")).isEqualTo("CLOSE by the client");
  }

  @Test
  void aSegmentIsTheOneThatArrivedLastAtThatEnd() {
    words.arrived(Side.LEFT, 2, 0);
    words.arrived(Side.RIGHT, 3, 0);
    words.arrived(Side.LEFT, 4, 0);

    assertThat(words.of(Trigger.SEGMENT, Side.LEFT, "client")).isEqualTo("#4");
    assertThat(words.of(Trigger.SEGMENT, Side.RIGHT, "server")).isEqualTo("#3");
  }

  @Test
  void theDelayedAckTimerNamesTheFirstSegmentThatItPutOff() {
    words.arrived(Side.RIGHT, 4, 100);
    words.acknowledged(Side.RIGHT);
    words.arrived(Side.RIGHT, 5, 100);
    words.arrived(Side.RIGHT, 6, 100);
    words.arrived(Side.LEFT, 7, 0);

    assertThat(words.of(Trigger.DELAYED_ACK_TIMER, Side.RIGHT, "server"))
        .isEqualTo("the delayed-ACK timer, set on #5");
  }

  @Test
  void anAcknowledgmentAloneSetsNoTimer() {
    words.arrived(Side.LEFT, 2, 0);

    assertThat(words.of(Trigger.DELAYED_ACK_TIMER, Side.LEFT, "client"))
        .isEqualTo("the delayed-ACK timer");
  }

  @Test
  void otherTimersAndArrivalsStandForThemselves() {
    words.arrived(Side.LEFT, 2, 1);

    assertThat(words.of(Trigger.RETRANSMISSION_TIMER, Side.LEFT, "client"))
        .isEqualTo("the retransmission timer");
    assertThat(words.of(Trigger.ICMP_ERROR, Side.LEFT, "client")).isEqualTo("an ICMP error");
  }
}
