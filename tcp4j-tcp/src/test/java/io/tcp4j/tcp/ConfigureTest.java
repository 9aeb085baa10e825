package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Settings that change while a connection is open; what each does is told beside what it is about.
class ConfigureTest {

  @ParameterizedTest
  @EnumSource(State.class)
  void changesInAnyState(State state) {
    if (state != State.CLOSED) {
      ScriptedPeer peer = ScriptedPeer.reach(state);
      if (peer.host.connection != null) {
        peer.configure(config -> config.nagle(false).dscp(1).userTimeout(Duration.ofHours(1)));
        assertThat(peer.connection().config().dscp()).isOne();
      }
      peer.in(state).expectNothing();
    }
  }

  @Test
  void whatTheHandshakeSettlesIsRefusedByName() {
    ScriptedPeer peer = new ScriptedPeer(TcpConfig.DEFAULT).established();
    TcpConfig before = peer.connection().config();
    List<UnaryOperator<TcpConfig.Builder>> settled =
        List.of(
            config -> config.largestReceiveBuffer(1 << 25),
            config -> config.maximumSegmentSize(100),
            config -> config.initialWindow(1),
            config -> config.quickAcks(1),
            config -> config.segmentsPerAck(1),
            config -> config.initialRto(Duration.ofSeconds(3)),
            config -> config.minRto(Duration.ofSeconds(1)),
            config -> config.maxRto(Duration.ofSeconds(3)),
            config -> config.windowScaling(false),
            config -> config.timestamps(false),
            config -> config.sack(false),
            config -> config.ecn(EcnMode.OFF),
            config -> config.urgentInline(false));
    for (UnaryOperator<TcpConfig.Builder> change : settled) {
      String name = change.apply(TcpConfig.builder()).build().toString();
      String setting = name.substring(name.indexOf('[') + 1, name.indexOf('='));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> peer.configure(change))
          .withMessageStartingWith(setting + " ")
          .withMessageEndingWith("is settled when a connection is opened");
    }
    assertThat(peer.connection().config()).isSameAs(before);
  }

  @Test
  void aRefusedChangeChangesNothingElse() {
    ScriptedPeer peer = new ScriptedPeer().established();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> peer.configure(config -> config.dscp(3).sack(true)));
    assertThat(peer.connection().config().dscp()).isZero();
  }
}
