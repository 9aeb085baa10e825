package io.tcp4j.tcp;

import static io.tcp4j.tcp.model.State.ESTABLISHED;
import static io.tcp4j.tcp.model.State.FIN_WAIT_1;
import static io.tcp4j.tcp.model.State.FIN_WAIT_2;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.SendLimit;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.TcpFlags;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The sender and the peer's window: probes of a closed one, one that shrinks, silly ones, and what
/// the options of the SYNs say (RFC 9293 §3.7.1, §3.7.4, §3.8.6; RFC 7323 §2).
class WindowTest {
  private static final FourTuple IPV6 =
      new FourTuple(Endpoint.parse("[2001:db8::1]:1"), Endpoint.parse("[2001:db8::2]:2"));

  private final ScriptedPeer peer = new ScriptedPeer();

  private static ScriptedPeer withoutNagle() {
    return new ScriptedPeer(TcpConfig.builder().nagle(false).build());
  }

  // --- zero-window probes

  @Test
  @Rfc({"9293 MUST-36", "9293 SHLD-29", "9293 SHLD-30"})
  void aClosedWindowIsProbedAfterOneRtoAndThenEverMoreRarely() {
    peer.window = 0;
    peer.established().send(1_000).expectNothing();
    for (int i = 0; i < 9; i++) {
      assertThat(peer.nextTimer()).isEqualTo(Math.min(200L << i, 120_000)); // SHLD-29, SHLD-30
      peer.expect("ACK seq=1 ack=1 len=1", SendCause.WINDOW_PROBE).expectNothing();
      peer.inject("ACK seq=1 ack=1 win=0");
    }
    assertThat(peer.host.counters.of(TcpCounter.WINDOW_PROBES)).isEqualTo(9);
  }

  @Test
  @Rfc("9293 MUST-37")
  void aPeerThatAnswersProbesIsProbedForEver() {
    peer.window = 0;
    peer.established().send(1_000);
    long end = peer.now + Duration.ofDays(2).toNanos();
    while (peer.now < end) {
      peer.nextTimer();
      peer.skip().inject("ACK seq=1 ack=1 win=0").in(ESTABLISHED); // MUST-37
    }
    // an answer to a probe is no duplicate ACK, though it looks like one
    assertThat(peer.host.counters.of(TcpCounter.FAST_RECOVERIES)).isZero();
    assertThat(peer.status().sending().congestionWindow()).isEqualTo(14_600);
  }

  @Test
  void aProbeThatWasSentTwiceSaysNothingAboutTheRoundTripTime() {
    peer.window = 0;
    peer.open().elapseMillis(10).inject("SYN,ACK seq=0 ack=1").send(1_000);
    peer.nextTimer();
    peer.nextTimer();
    peer.elapseMillis(500).inject("ACK seq=1 ack=2 win=0");
    assertThat(peer.status().roundTrip().smoothed()).isEqualTo(10_000_000); // Karn
  }

  @Test
  void aPeerThatAnswersNoProbeIsGivenUp() {
    peer.window = 0;
    peer.established().send(1_000).elapse(Duration.ofMinutes(14)).in(ESTABLISHED);
    peer.elapse(Duration.ofMinutes(2)).gone();
    assertThat(peer.host.ended).isEqualTo(Ending.TIMED_OUT);
  }

  @Test
  void aWindowThatOpensSendsAtOnce() {
    peer.window = 0;
    peer.established().send(1_000).elapseMillis(100);
    peer.inject("ACK seq=1 ack=1 win=5000").expect("PSH,ACK seq=1 ack=1 len=1000", SendCause.DATA);
  }

  @Test
  void aProbeThatWasNotKeptGoesAgainWhenTheWindowOpens() {
    peer.window = 0;
    peer.established().send(1_000).nextTimer();
    peer.expect("ACK seq=1 ack=1 len=1").inject("ACK seq=1 ack=1 win=0").expectNothing();
    peer.inject("ACK seq=1 ack=1 win=5000");
    peer.expect("ACK seq=1 ack=1 len=1", SendCause.WINDOW_OPENED);
    peer.expect("PSH,ACK seq=2 ack=1 len=999", SendCause.DATA).expectNothing();
    peer.inject("ACK seq=1 ack=1001");
    assertThat(peer.host.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aProbeThatWasKeptCountsAsSent() {
    peer.window = 0;
    peer.established().send(1_000).nextTimer();
    peer.expect("ACK seq=1 ack=1 len=1").inject("ACK seq=1 ack=2 win=0").expectNothing();
    assertThat(peer.nextTimer()).isEqualTo(400);
    peer.expect("ACK seq=2 ack=1 len=1");
    peer.inject("ACK seq=1 ack=3 win=5000").expect("PSH,ACK seq=3 ack=1 len=998");
  }

  @Test
  void aFinWaitsForTheWindowAndIsTheProbe() {
    peer.window = 0;
    peer.established().shutdownOutput().in(FIN_WAIT_1).expectNothing();
    peer.nextTimer();
    peer.expect("FIN,ACK seq=1 ack=1").inject("ACK seq=1 ack=1 win=0");
    peer.nextTimer();
    peer.expect("FIN,ACK seq=1 ack=1").inject("ACK seq=1 ack=2 win=0").in(FIN_WAIT_2);
  }

  @Test
  void theIntervalStartsAnewWhenTheWindowHasBeenOpen() {
    peer.window = 0;
    peer.established().send(10_000);
    for (int i = 0; i < 4; i++) {
      peer.nextTimer();
      peer.inject("ACK seq=1 ack=1 win=0");
    }
    peer.skip().inject("ACK seq=1 ack=1 win=2000");
    peer.inject("ACK seq=1 ack=1462 win=0").skip(); // the byte of the probe and a full segment
    assertThat(peer.nextTimer()).isEqualTo(200);
    peer.expect("ACK seq=1462 ack=1 len=1", SendCause.WINDOW_PROBE);
  }

  // --- a window that shrinks (MUST-34, MUST-35, SHLD-15 to 17)

  @Test
  @Rfc({"9293 MUST-34", "9293 SHLD-15", "9293 SHLD-16"})
  void aShrunkenWindowStopsNewDataButNotTheRepairOfOld() {
    peer.established("<mss 1000>").send(8_000).skip();
    peer.inject("ACK seq=1 ack=1 win=3000"); // SND.UNA + SND.WND < SND.NXT
    peer.send(5_000).expectNothing();
    peer.nextTimer();
    peer.expect("ACK seq=1 ack=1 len=1000", SendCause.RETRANSMISSION_TIMEOUT).expectNothing();
    peer.inject("ACK seq=1 ack=1001 win=2000");
    peer.expect("ACK seq=1001 ack=1 len=1000").expect("ACK seq=2001 ack=1 len=1000");
    peer.expectNothing(); // what lies beyond is not sent
  }

  @Test
  @Rfc("9293 MUST-35")
  void aWindowShrunkToZeroIsProbedWithTheOldestByte() {
    peer.established("<mss 1000>").send(8_000).skip();
    peer.inject("ACK seq=1 ack=1 win=0");
    peer.nextTimer();
    peer.expect("ACK seq=1 ack=1 len=1", SendCause.WINDOW_PROBE).expectNothing();
    peer.inject("ACK seq=1 ack=1 win=0").elapse(Duration.ofMinutes(1)).skip();
    assertThat(peer.host.counters.of(TcpCounter.RETRANSMISSION_TIMEOUTS)).isZero();
    peer.inject("ACK seq=1 ack=1 win=8000");
    peer.expect("ACK seq=1 ack=1 len=1", SendCause.WINDOW_OPENED);
  }

  @Test
  @Rfc("9293 SHLD-17")
  void dataPastTheEdgeDoesNotTimeOut() {
    peer.established("<mss 1000>").send(8_000).skip();
    peer.inject("ACK seq=1 ack=1 win=0");
    long end = peer.now + Duration.ofHours(1).toNanos();
    while (peer.now < end) {
      peer.nextTimer();
      peer.skip().inject("ACK seq=1 ack=1 win=0").in(ESTABLISHED); // SHLD-17
    }
    peer.inject("ACK seq=1 ack=1 win=8000").skip().inject("ACK seq=1 ack=8001 win=8000");
    assertThat(peer.status().sending().unacknowledged().bytes()).isZero();
  }

  @Test
  @Rfc("9293 E-15")
  void onlyANewerSegmentSetsTheWindow() {
    peer.established("<mss 1000>").inject("ACK seq=1 ack=1 len=10 win=9000");
    peer.inject("ACK seq=1 ack=1 win=100"); // left of WL1: trimmed away or old
    assertThat(peer.status().sending().window()).isEqualTo(9_000);
    peer.inject("ACK seq=11 ack=1 win=100");
    assertThat(peer.status().sending().window()).isEqualTo(100);
  }

  @Test
  @Rfc("9293 E-15")
  void aSegmentThatWasOvertakenDoesNotSetTheWindow() {
    peer.established("<mss 1000>").inject("ACK seq=101 ack=1 len=10 win=9000");
    peer.inject("ACK seq=1 ack=1 len=100 win=100").read(110);
    assertThat(peer.status().sending().window()).isEqualTo(9_000);
  }

  @Test
  void whatIsSentAgainTellsTheWindowOfNow() {
    peer.established("<mss 1000>").send(2_000).skip();
    peer.inject("ACK seq=101 ack=1 win=3000").skip(); // overtakes text, or that was lost
    peer.inject("ACK seq=1 ack=1001 len=100 win=0"); // old text, but no old news
    assertThat(peer.status().sending().window()).isZero();
    peer.inject("ACK seq=101 ack=1001 win=500");
    assertThat(peer.status().sending().window()).isEqualTo(500);
  }

  @Test
  @Rfc("9293 E-15")
  void anAckOlderThanSndUnaDoesNotSetTheWindow() {
    peer.established("<mss 1000>").send(2_000).skip().inject("ACK seq=1 ack=2001 win=5000");
    peer.inject("ACK seq=5 ack=1001 win=10");
    assertThat(peer.status().sending().window()).isEqualTo(5_000);
  }

  @Test
  @Rfc("9293 SHLD-16")
  void whatIsSentAgainEndsAtTheEdgeOfAShrunkenWindow() {
    peer.established("<mss 1000>").send(8_000).skip().inject("ACK seq=1 ack=1 win=2500");
    peer.nextTimer();
    peer.expect("ACK seq=1 ack=1 len=1000").inject("ACK seq=1 ack=1001 win=1500");
    peer.expect("ACK seq=1001 ack=1 len=1000").expect("ACK seq=2001 ack=1 len=500");
    peer.expectNothing(); // SHLD-16
  }

  // --- silly windows (MUST-38)

  @Test
  @Rfc("9293 MUST-38")
  void aWindowOfLessThanASegmentIsLeftAloneUntilTheOverrideTimeout() {
    peer.established("<mss 1000>").inject("ACK seq=1 ack=1 win=10000").send(10_000).skip();
    peer.inject("ACK seq=1 ack=10001 win=400").send(5_000).expectNothing();
    assertThat(peer.status().sending().limit()).isEqualTo(SendLimit.SILLY_WINDOW);
    peer.nextTimer();
    peer.expect("ACK seq=10001 ack=1 len=400");
  }

  @Test
  @Rfc("9293 MUST-38")
  void halfTheLargestWindowIsWorthASegment() {
    peer.window = 600;
    peer.established("<mss 1000>").send(5_000).expect("ACK seq=1 ack=1 len=600").expectNothing();
    peer.inject("ACK seq=1 ack=601 win=300").expect("ACK seq=601 ack=1 len=300");
    peer.inject("ACK seq=1 ack=901 win=299").expectNothing();
  }

  @Test
  void withoutNagleHalfTheLargestWindowIsWorthASegmentAtAnyTime() {
    ScriptedPeer one = withoutNagle();
    one.window = 800;
    one.established("<mss 1000>").send(5_000).expect("ACK seq=1 ack=1 len=800");
    one.inject("ACK seq=1 ack=401 win=800").expect("ACK seq=801 ack=1 len=400").expectNothing();
    one.inject("ACK seq=1 ack=601 win=800").expectNothing(); // a quarter is not
  }

  @Test
  void withNagleItHasToBeIdle() {
    peer.window = 800;
    peer.established("<mss 1000>").send(5_000).expect("ACK seq=1 ack=1 len=800");
    peer.inject("ACK seq=1 ack=401 win=800").expectNothing();
    peer.inject("ACK seq=1 ack=801 win=800").expect("ACK seq=801 ack=1 len=800");
  }

  @Test
  void allThatIsThereMayGoHoweverSmallTheWindow() {
    peer.established("<mss 1000>").inject("ACK seq=1 ack=1 win=50").send(50);
    peer.expect("PSH,ACK seq=1 ack=1 len=50");
  }

  // --- Nagle (MUST-17, SHLD-7)

  @Test
  @Rfc("9293 SHLD-7")
  void aSmallSegmentWaitsForTheSmallOneBefore() {
    peer.established("<mss 1000>").send(10).expect("PSH,ACK seq=1 ack=1 len=10");
    peer.send(20).send(30).expectNothing();
    assertThat(peer.status().sending().limit()).isEqualTo(SendLimit.NAGLE);
    peer.inject("ACK seq=1 ack=11").expect("PSH,ACK seq=11 ack=1 len=50");
  }

  @Test
  void aFullSegmentDoesNotWait() {
    peer.established("<mss 1000>").send(10).send(1_500).expect("PSH,ACK seq=1 ack=1 len=10");
    peer.expect("ACK seq=11 ack=1 len=1000").expectNothing();
    peer.inject("ACK seq=1 ack=1011").expect("PSH,ACK seq=1011 ack=1 len=500");
  }

  @Test
  void theTailOfALargeWriteDoesNotWaitForFullSegments() {
    peer.established("<mss 1000>").send(2_500);
    peer.expect("ACK seq=1 ack=1 len=1000").expect("ACK seq=1001 ack=1 len=1000");
    peer.expect("PSH,ACK seq=2001 ack=1 len=500").expectNothing();
  }

  @Test
  @Rfc("9293 MUST-17")
  void withoutNagleEverySmallSegmentGoesAtOnce() {
    ScriptedPeer one = withoutNagle();
    one.established().send(10).send(20).send(30);
    one.expect("PSH,ACK seq=1 ack=1 len=10").expect("PSH,ACK seq=11 ack=1 len=20");
    one.expect("PSH,ACK seq=31 ack=1 len=30");
  }

  @Test
  @Rfc("9293 MUST-17")
  void nagleCanBeSwitchedOffOnTheWay() {
    peer.established().send(10).send(20).expect("PSH,ACK seq=1 ack=1 len=10").expectNothing();
    peer.configure(config -> config.nagle(false));
    peer.expect("PSH,ACK seq=11 ack=1 len=20");
  }

  @Test
  void aFinDoesNotWait() {
    peer.established().send(10).send(20).skip().shutdownOutput();
    peer.expect("FIN,PSH,ACK seq=11 ack=1 len=20");
  }

  // --- MSS (MUST-14 to 16, MUST-67)

  @ParameterizedTest(name = "MTU less IP header {0}, peer {1}: {2} at a time")
  @CsvSource({
    "1480, <mss 1460>, 1460",
    "1480, <mss 8960>, 1460",
    "1480, <mss 500>, 500",
    "1480, <ws 0>, 536",
    "556, <mss 1460>, 536",
    "400, <mss 1460>, 380",
    "1480, <mss 0>, 48",
    "1480, <mss 1>, 48",
  })
  @Rfc({"9293 MUST-4", "9293 MUST-14", "9293 MUST-15a", "9293 MUST-16", "9293 MUST-67"})
  void theSendMssIsTheSmallestOfBothSides(int messageSize, String options, int mss) {
    peer.host.maximumMessageSize = messageSize;
    peer.open().expect("SYN seq=0 <mss " + (messageSize - 20) + ",ws 5>");
    peer.inject("SYN,ACK seq=0 ack=1 " + options).expect("ACK seq=1 ack=1");
    peer.send(5_000).expect("ACK seq=1 ack=1 len=" + mss);
  }

  @Test
  @Rfc("9293 MUST-16")
  void theOptionsTakeTheirRoomFromTheText() {
    var stamped = new ScriptedPeer(ScriptedPeer.plain().timestamps(true).build());
    stamped.established("<mss 1000,ts 1 0>").send(5_000);
    stamped.expect("ACK seq=1 ack=1 len=988").expect("ACK seq=989 ack=1 len=988");
  }

  @ParameterizedTest(name = "MTU less IP header {0}")
  @ValueSource(ints = {1_240, 1_440, 8_960})
  @Rfc({"9293 SHLD-5b", "9293 MAY-3"})
  void theSynsOfIpv6CarryTheMssWhateverItIs(int messageSize) {
    String offer = " <mss " + (messageSize - 20) + ",ws 5>";
    var active = new ScriptedPeer(ScriptedPeer.PLAIN, IPV6, 0);
    active.host.maximumMessageSize = messageSize;
    active.open().expect("SYN seq=0" + offer);
    var passive = new ScriptedPeer(ScriptedPeer.PLAIN, IPV6, 0);
    passive.host.maximumMessageSize = messageSize;
    passive.listen().inject("SYN seq=0 <mss 1000,ws 0>").expect("SYN,ACK seq=0 ack=1" + offer);
  }

  @ParameterizedTest(name = "MTU less IP header {0}")
  @ValueSource(ints = {556, 1_480, 8_980})
  @Rfc({"9293 SHLD-5a", "9293 MAY-3"})
  void theSynsOfIpv4CarryTheMssWhateverItIs(int messageSize) {
    String offer = " <mss " + (messageSize - 20) + ",ws 5>";
    peer.host.maximumMessageSize = messageSize;
    peer.open().expect("SYN seq=0" + offer);
    var passive = new ScriptedPeer();
    passive.host.maximumMessageSize = messageSize;
    passive.listen().inject("SYN seq=0 <mss 1000,ws 0>").expect("SYN,ACK seq=0 ack=1" + offer);
  }

  @Test
  @Rfc("9293 MUST-65")
  void onlySynsCarryTheMss() {
    TwoEngines net = new TwoEngines().connect();
    net.ab.drop(1, f -> f.text() > 0);
    net.a.send(50_000, net.now);
    net.a.after(net.now);
    net.runFor(Duration.ofSeconds(5));
    net.a.connection.close(net.now);
    net.a.after(net.now);
    net.runFor(Duration.ofSeconds(5));
    assertThat(net.ab.log).hasSizeGreaterThan(30);
    for (List<TwoEngines.Flight> log : List.of(net.ab.log, net.ba.log)) {
      assertThat(log).allMatch(f -> f.has(TcpFlags.SYN) == f.segment().mss >= 0);
    }
  }

  @Test
  @Rfc("9293 MUST-15b")
  void withoutAnMssOptionIpv6Assumes1220() {
    var one = new ScriptedPeer(ScriptedPeer.PLAIN, IPV6, 0);
    one.established("<>").send(5_000).expect("ACK seq=1 ack=1 len=1220");
  }

  @Test
  void theConfigurationBoundsTheMss() {
    var one = new ScriptedPeer(ScriptedPeer.plain().maximumSegmentSize(700).build());
    one.open().expect("SYN seq=0 <mss 700,ws 5>").inject("SYN,ACK seq=0 ack=1 <mss 1460>").skip();
    one.send(5_000).expect("ACK seq=1 ack=1 len=700");
  }

  // --- super-segments

  @Test
  void aLinkThatCutsGetsAsMuchAsTheWindowAllows() {
    peer.host.superSegmentLimit = 4_500;
    peer.established("<mss 1000>").send(9_500);
    peer.expect("PSH,ACK seq=1 ack=1 len=4000").expect("PSH,ACK seq=4001 ack=1 len=3000");
    peer.expect("PSH,ACK seq=7001 ack=1 len=2500").expectNothing();
  }

  // --- window scaling (RFC 7323 §2)

  @ParameterizedTest(name = "a buffer of {0} needs a shift of {1}")
  @CsvSource({
    "1, 0",
    "65535, 0",
    "65536, 1",
    "131070, 1",
    "131071, 2",
    "1048576, 5",
    "1073741824, 14",
  })
  @Rfc("7323 2.3b")
  void theShiftIsTheSmallestThatCanSayTheBuffer(int buffer, int shift) {
    var one = new ScriptedPeer(ScriptedPeer.plain().receiveBuffer(buffer).build());
    one.open();
    one.expect("SYN seq=0 win=" + Math.min(buffer, 65_535) + " <mss 1460,ws " + shift + ">");
  }

  @Test
  @Rfc({"9293 REC-1", "7323 2.2b"})
  void theWindowOfASynIsNotScaled() {
    peer.open().skip().inject("SYN,ACK seq=0 ack=1 win=1000 <mss 1000,ws 7>").skip();
    assertThat(peer.status().sending().window()).isEqualTo(1_000);
    peer.inject("ACK seq=1 ack=1 win=1000");
    assertThat(peer.status().sending().window()).isEqualTo(128_000);
  }

  @Test
  @Rfc("9293 REC-1")
  void theLargestWindowIsKeptWhole() {
    peer.established("<mss 1000,ws 14>").inject("ACK seq=1 ack=1 win=65535");
    assertThat(peer.status().sending().window()).isEqualTo(65_535L << 14);
  }

  @Test
  @Rfc("7323 2.3a")
  void aShiftAboveFourteenCountsAsFourteen() {
    peer.established("<mss 1000,ws 255>").inject("ACK seq=1 ack=1 win=1");
    assertThat(peer.status().sending().window()).isEqualTo(16_384);
  }

  @Test
  @Rfc("7323 2.2a")
  void noSideScalesUnlessBothOffer() {
    peer.established("<mss 1000>").inject("ACK seq=1 ack=1 win=1000 len=1500");
    assertThat(peer.status().sending().window()).isEqualTo(1_000);
    peer.nextTimer();
    peer.expect("ACK seq=1 ack=1501 win=65535"); // not 1 MiB >> 5
    var off = new ScriptedPeer(ScriptedPeer.plain().windowScaling(false).build());
    off.open().expect("SYN seq=0 <mss 1460>");
    off.inject("SYN,ACK seq=0 ack=1 <mss 1000,ws 7>").inject("ACK seq=1 ack=1 win=1000");
    assertThat(off.status().sending().window()).isEqualTo(1_000);
  }

  @Test
  @Rfc("7323 2.2a")
  void aSynAckOffersScalingOnlyIfTheSynDid() {
    peer.listen().inject("SYN seq=0 <mss 1000>").expect("SYN,ACK seq=0 ack=1 <mss 1460>");
    var one = new ScriptedPeer();
    one.listen().inject("SYN seq=0 <mss 1000,ws 0>");
    one.expect("SYN,ACK seq=0 ack=1 <mss 1460,ws 5>");
  }

  // --- after idle (RFC 5681 §4.1)

  @Test
  @Rfc("5681 4.1")
  void afterIdleTheCongestionWindowStartsAgain() {
    peer.window = 65_535;
    peer.established("<mss 1000>").send(60_000).skip();
    for (int ack = 5_001; ack <= 60_001; ack += 5_000) {
      peer.inject("ACK seq=1 ack=" + ack).skip();
    }
    long grown = peer.status().sending().congestionWindow();
    assertThat(grown).isGreaterThan(30_000);
    peer.elapseMillis(100).send(1_000);
    assertThat(peer.status().sending().congestionWindow()).isEqualTo(grown);
    peer.inject("ACK seq=1 ack=61001").elapseMillis(1_000).send(1_000);
    assertThat(peer.status().sending().congestionWindow()).isEqualTo(10_000);
  }

  @Test
  void readingTheFirstTextSendsNoWindowUpdateThoughTheBufferIsLargerThanTheSynCouldSay() {
    var fresh = new ScriptedPeer();
    fresh.established().inject("PSH,ACK seq=1 ack=1 len=100").read(100).expectNothing();
    fresh.send(10).expect("PSH,ACK seq=1 ack=101 len=10");
  }
}
