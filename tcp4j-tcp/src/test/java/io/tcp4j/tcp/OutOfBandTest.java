package io.tcp4j.tcp;

import static io.tcp4j.tcp.model.Readiness.READABLE;
import static io.tcp4j.tcp.model.Readiness.URGENT;
import static io.tcp4j.tcp.model.Readiness.URGENT_DONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.UrgentPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The last urgent octet out of band, as BSD's sockets give it without SO_OOBINLINE.
class OutOfBandTest {
  private static final TcpConfig CONFIG = TcpConfig.builder().urgentInline(false).build();

  private final ScriptedPeer peer = new ScriptedPeer(CONFIG);

  @ParameterizedTest
  @EnumSource(UrgentPointer.class)
  void theOctetIsReadAheadOfTheTextBeforeIt(UrgentPointer pointer) {
    var peer = new ScriptedPeer(CONFIG.toBuilder().urgentPointer(pointer).build()).established();
    peer.inject("ACK,URG seq=1 ack=1 len=10 up=" + (4 - pointer.before())).told(URGENT);
    peer.urgent(4, false).readUrgent(3).noUrgentOctet().urgent(3, false).told();
    peer.readsOnly(3).told(URGENT_DONE).urgent(0, true).skipped(1).readsOnly(6);
    peer.urgent(0, false);
  }

  @Test
  void theOctetWaitsForAReaderWhoPassesItsPlace() {
    peer.established().inject("ACK,URG seq=1 ack=1 len=10 up=4");
    peer.readsOnly(3).urgent(1, true).told(URGENT).skipped(1).readsOnly(6);
    peer.told(URGENT_DONE).urgent(0, false).readUrgent(3).noUrgentOctet();
  }

  @Test
  void theOctetIsNoneOfTheBytesThatCanBeRead() {
    peer.established().inject("ACK,URG seq=1 ack=1 len=1 up=1");
    assertThat(peer.host.bits & READABLE).isZero();
    assertThat(peer.connection().available()).isZero();
    assertThat(peer.status().receiving().unread()).isOne();
    peer.urgent(1, true).readUrgent(0).told(URGENT, URGENT_DONE).urgent(0, true);
    assertThat(peer.status().receiving().unread()).isZero();
    peer.readsOnly(0).urgent(0, true);
  }

  @Test
  void theOctetIsToldOfAgainWhenItArrives() {
    peer.established().inject("ACK,URG seq=1 ack=1 len=2 up=4").told(URGENT).noUrgentOctet();
    peer.inject("ACK seq=3 ack=1 len=1").told();
    peer.inject("ACK seq=4 ack=1 len=3").told(URGENT).readUrgent(3);
    peer.inject("ACK seq=7 ack=1 len=3").told();
  }

  @Test
  void theOctetBeyondAGapWaitsForWhatIsBeforeIt() {
    peer.established().inject("ACK,URG seq=4 ack=1 len=3 up=1").told(URGENT).noUrgentOctet();
    peer.inject("ACK seq=1 ack=1 len=3").told(URGENT).readUrgent(3);
  }

  @Test
  void anOctetThatAnotherReplacesIsReadInTheStream() {
    peer.established().inject("ACK,URG seq=1 ack=1 len=1 up=1");
    peer.inject("ACK,URG seq=2 ack=1 len=1 up=1").readUrgent(1).noUrgentOctet().readsOnly(1);
  }

  @Test
  void anOctetThatWasPassedIsLostWhenAnotherReplacesIt() {
    peer.established().inject("ACK,URG seq=1 ack=1 len=4 up=4").readsOnly(3).readsOnly(0);
    peer.skipped(1).inject("ACK,URG seq=5 ack=1 len=3 up=4").noUrgentOctet();
    peer.inject("ACK seq=8 ack=1 len=1").readUrgent(7);
  }

  @Test
  void anOctetThatWasReadIsReadAgainInTheStreamOnceAnotherReplacesIt() {
    peer.established().inject("ACK,URG seq=1 ack=1 len=4 up=4").readUrgent(3);
    peer.inject("ACK,URG seq=5 ack=1 len=4 up=4").readsOnly(7).readUrgent(7);
  }

  @Test
  void closingAfterTheOctetWasReadLosesNothing() {
    peer.established().inject("ACK,URG seq=1 ack=1 len=1 up=1").skip().readUrgent(0);
    peer.close().expect("FIN,ACK seq=1 ack=2");
  }

  @Test
  void closingBeforeTheOctetWasReadLosesIt() {
    peer.established().inject("ACK,URG seq=1 ack=1 len=4 up=4").skip().readsOnly(3);
    peer.close().expect("RST,ACK seq=1 ack=5").gone();
    assertThat(peer.host.ended).isEqualTo(Ending.DATA_LOST);
    assertThat(peer.host.unreadAtEnd).isOne();
    peer.noUrgentOctet();
  }

  @Test
  void theOctetMayBeTheLastOfTheStream() {
    peer.established().inject("FIN,ACK,URG seq=1 ack=1 len=4 up=4").readsOnly(3);
    peer.readEnd().urgent(0, true).readUrgent(3).noUrgentOctet();
  }

  @Test
  @Rfc("6093 6")
  void urgentDataThatIsInlineHasNoOctetOutOfBand() {
    new ScriptedPeer().established().inject("ACK,URG seq=1 ack=1 len=1 up=1").noUrgentOctet();
  }

  @Test
  void aReadOfNothingPassesNothing() {
    peer.established().inject("ACK,URG seq=1 ack=1 len=1 up=1").read(0).urgent(1, true);
  }
}
