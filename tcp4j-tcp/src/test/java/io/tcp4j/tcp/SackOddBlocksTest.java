package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.wire.Segment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// SACK blocks at the edges of what they may say (RFC 2018 §5, RFC 2883 §4).
class SackOddBlocksTest {
  private final ScriptedPeer peer =
      new ScriptedPeer(TcpConfig.builder().timestamps(false).windowScaling(false).build());

  /// Ten segments of 1000 bytes are outstanding, of which the first is acknowledged.
  @BeforeEach
  void sendTen() {
    peer.established("<mss 1000,sackOK>").send(10_000).inject("ACK seq=1 ack=1001 <>").skip();
  }

  private TcpInfo.Sending sending() {
    return peer.status().sending();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1001-2001", "3001-3001", "4001-3001", "9001-10002", "1-1001"})
  void aBlockOfWhatIsAcknowledgedOrWasNeverSentOrIsEmptyReportsNothing(String block) {
    peer.inject("ACK seq=1 ack=1001 <sack " + block + ">");
    assertThat(sending().sacked()).isEqualTo(new TcpInfo.Amount(0, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2001-3001", "9001-10001"})
  void aBlockOfWhatIsOutstandingIsBelievedUpToTheLastThatWasSent(String block) {
    peer.inject("ACK seq=1 ack=1001 <sack " + block + ">");
    assertThat(sending().sacked().bytes()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "501-1001, 1",
    "501-1000, 1",
    "501-501, 0",
    "3001-3001, 0",
    "3001-4001 3001-4001, 1",
    "3001-4001 2001-4001, 1",
    "3001-4001 3001-5001, 1",
    "3001-4001 3002-5001, 0",
    "3001-4001 2001-4000, 0",
    "3001-4001 5001-6001, 0"
  })
  @Rfc("2883 4d")
  void textThatCameTwiceIsToldByAFirstBlockBelowTheAckOrInsideTheNext(String blocks, int twice) {
    peer.inject("ACK seq=1 ack=1001 <sack " + blocks + ">");
    assertThat(peer.status().totals().duplicatesReported()).isEqualTo(twice);
  }

  @Test
  void edgesBehindTheBlocksThatThereAreMeanNothing() {
    Segment segment = peer.segment("ACK seq=1 ack=1001 <sack 2001-3001>");
    segment.sackBlocks = 0;
    peer.host.arrives(segment, peer.now);
    assertThat(sending().sacked()).isEqualTo(new TcpInfo.Amount(0, 0));
  }

  @Test
  void aCopyThatIsReportedWithNewsDoesNotHideALoss() {
    peer.inject("ACK seq=1 ack=1001 <sack 501-1001 2001-3001>");
    peer.inject("ACK seq=1 ack=1001 <sack 501-1001 2001-4001>").skip();
    peer.inject("ACK seq=1 ack=1001 <sack 501-1001 2001-5001>");
    peer.expect("ACK seq=1001 ack=1 len=1000", SendCause.FAST_RETRANSMIT);
  }

  @Test
  void whatWasReportedBeforeItIsAcknowledgedDoesNotOpenTheWindowOnceMore() {
    long before = sending().congestionWindow();
    peer.inject("ACK seq=1 ack=1001 <sack 2001-3001>");
    peer.inject("ACK seq=1 ack=3001 <>");
    assertThat(sending().congestionWindow()).isEqualTo(before + 1_000);
  }
}
