package io.tcp4j.tcp.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VocabularyTest {

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
