package io.tcp4j.tcp.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VocabularyTest {

  private static void refuses(String field, UnaryOperator<TcpConfig.Builder> change) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(TcpConfig.builder()).build())
        .withMessageContaining(field);
  }

  @Test
  void theLargestReceiveBufferIsTheReceiveBufferUnlessTold() {
    TcpConfig small = TcpConfig.DEFAULT.toBuilder().receiveBuffer(3_000).build();
    assertThat(small.largestReceiveBuffer()).isEqualTo(3_000);
    TcpConfig told = small.toBuilder().largestReceiveBuffer(9_000).build();
    assertThat(told.toBuilder().receiveBuffer(4_000).build().largestReceiveBuffer())
        .isEqualTo(9_000);
    assertThat(told.toBuilder().receiveBuffer(10_000).build().largestReceiveBuffer())
        .isEqualTo(10_000);
  }

  @Test
  void aConfigurationOutOfRangeIsRefusedByName() {
    refuses("sendBuffer", b -> b.sendBuffer(0));
    refuses("receiveBuffer", b -> b.receiveBuffer((1 << 30) + 1));
    refuses("maximumSegmentSize", b -> b.maximumSegmentSize(63));
    refuses("initialWindow", b -> b.initialWindow(0));
    refuses("delayedAck", b -> b.delayedAck(Duration.ofMillis(500))); // MUST-40
    refuses("initialRto", b -> b.initialRto(Duration.ZERO));
    refuses("minRto", b -> b.minRto(Duration.ofMinutes(2)));
    refuses("maxRto", b -> b.maxRto(Duration.ofMillis(999)));
    refuses("minRto", b -> b.minRto(Duration.ofSeconds(20)).maxRto(Duration.ofSeconds(10)));
    refuses("openTimeout", b -> b.openTimeout(Duration.ZERO));
    refuses("userTimeout", b -> b.userTimeout(Duration.ofDays(366)));
    refuses("msl", b -> b.msl(Duration.ofMinutes(11)));
    refuses("finWait2Timeout", b -> b.finWait2Timeout(Duration.ofSeconds(-1)));
    Duration minute = Duration.ofMinutes(1);
    refuses("idle", b -> b.keepAliveTimes(KeepAlive.of(Duration.ZERO, minute, 1)));
    refuses("interval", b -> b.keepAliveTimes(KeepAlive.of(minute, Duration.ofDays(366), 1)));
    refuses("probes", b -> b.keepAliveTimes(KeepAlive.of(minute, minute, 0)));
  }

  @Test
  void aBuilderMadeOfAConfigurationMakesTheSame() {
    TcpConfig odd =
        TcpConfig.builder()
            .sendBuffer(1)
            .receiveBuffer(2)
            .maximumSegmentSize(100)
            .nagle(false)
            .windowScaling(false)
            .initialWindow(3)
            .delayedAck(Duration.ofMillis(4))
            .initialRto(Duration.ofMillis(5))
            .minRto(Duration.ofMillis(6))
            .maxRto(Duration.ofSeconds(7))
            .openTimeout(Duration.ofSeconds(8))
            .userTimeout(Duration.ofSeconds(9))
            .msl(Duration.ofSeconds(10))
            .finWait2Timeout(Duration.ofSeconds(11))
            .keepAlive(true)
            .keepAliveTimes(KeepAlive.of(Duration.ofSeconds(12), Duration.ofSeconds(13), 14))
            .unreadAfterReset(UnreadAfterReset.KEEP)
            .urgentPointer(UrgentPointer.LAST_OCTET)
            .urgentInline(false)
            .largestReceiveBuffer(15)
            .quickAcks(16)
            .segmentsPerAck(17)
            .slowStartAfterIdle(false)
            .synWithFin(true)
            .timestamps(false)
            .missingTimestamps(false)
            .sack(false)
            .ecn(EcnMode.ACTIVE)
            .build();
    assertThat(odd.toBuilder().build()).isEqualTo(odd);
    assertThat(odd).isNotEqualTo(TcpConfig.DEFAULT);
  }

  @ParameterizedTest
  @EnumSource(CallError.class)
  void aCallErrorIsKnownByItsCode(CallError error) {
    assertThat(error.code()).isNegative();
    assertThat(CallError.of(error.code())).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "-100"})
  void noOtherResultIsAnError(int result) {
    assertThatIllegalArgumentException().isThrownBy(() -> CallError.of(result));
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  void eachEndingHasAnErrorForLaterCalls(Ending ending) {
    assertThat(CallError.after(ending)).isNotEqualTo(CallError.END_OF_STREAM);
    assertThat(ending.toString()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "CLOSED, false, false, false, false",
    "LISTEN, false, false, false, false",
    "SYN_SENT, false, true, false, false",
    "SYN_RECEIVED, false, true, false, false",
    "ESTABLISHED, true, true, true, true",
    "FIN_WAIT_1, true, false, true, true",
    "FIN_WAIT_2, true, false, false, true",
    "CLOSE_WAIT, true, true, true, false",
    "CLOSING, true, false, true, false",
    "LAST_ACK, true, false, true, false",
    "TIME_WAIT, true, false, false, false",
  })
  void whatEachStateAllows(
      State state, boolean isSynchronized, boolean send, boolean segmentize, boolean receive) {
    assertThat(state.synchronizedState()).isEqualTo(isSynchronized);
    assertThat(state.maySend()).isEqualTo(send);
    assertThat(state.maySegmentize()).isEqualTo(segmentize);
    assertThat(state.mayReceiveText()).isEqualTo(receive);
  }

  @Test
  void statesAreSpeltAsInTheRfc() {
    assertThat(State.SYN_RECEIVED).hasToString("SYN-RECEIVED");
    assertThat(State.FIN_WAIT_2).hasToString("FIN-WAIT-2");
  }

  @ParameterizedTest
  @EnumSource(SendCause.class)
  void eachCauseCitesItsRule(SendCause cause) {
    assertThat(cause.rule()).matches("RFC \\d+ §.*");
    assertThat(cause.text()).isNotBlank();
  }
}
