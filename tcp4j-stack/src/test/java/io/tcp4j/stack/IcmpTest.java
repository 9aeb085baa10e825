package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.VirtualTime;
import io.tcp4j.rfc.Rfc;
import io.tcp4j.stack.counters.Counter;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.UnreachableReason;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IcmpTest {
  private static final int CHAOS = 16; // a protocol that nobody here speaks

  private final VirtualTime time = new VirtualTime();
  private final Wire wire = new Wire(1500);
  private final IpStack stack = IpStack.builder().scheduler(time).random(new Random(1)).build();

  IcmpTest() {
    stack.attach(wire, IpPrefix.parse("10.0.0.1/24"), IpPrefix.parse("2001:db8::1/64"));
  }

  private static IcmpMessage.EchoRequest ping(int length) {
    byte[] payload = new byte[length];
    new Random(length).nextBytes(payload);
    return new IcmpMessage.EchoRequest(7, 8, ByteSlice.of(payload));
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.2,10.0.0.1", "2001:db8::2,2001:db8::1"})
  @Rfc({"1122 3.2.2.6a", "4443 4.2"})
  void anEchoRequestIsAnsweredWithAllItHad(String peer, String own) {
    IcmpMessage.EchoRequest request = ping(100);
    wire.arrive(Wire.icmp(peer, own, request));

    assertThat(wire.lastHeader().source()).hasToString(own);
    assertThat(wire.lastHeader().destination()).hasToString(peer);
    assertThat(wire.lastIcmp()).isEqualTo(new IcmpMessage.EchoReply(7, 8, request.payload()));
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.2,10.0.0.255", "10.0.0.2,255.255.255.255", "10.0.0.2,224.0.0.1"})
  @Rfc("1122 3.2.2.6b")
  void anEchoRequestToManyIsNotAnswered(String peer, String destination) {
    wire.arrive(Wire.icmp(peer, destination, ping(10)));
    assertThat(wire.sent).isEmpty();
  }

  @Test
  @Rfc({"1122 3.2.2a", "1122 3.2.2.1"})
  void anUnknownProtocolIsReportedWithThePacket() {
    byte[] packet = Wire.packet("10.0.0.2", "10.0.0.1", CHAOS, new byte[40]);
    wire.arrive(packet);

    assertThat(wire.lastIcmp())
        .isInstanceOfSatisfying(
            IcmpMessage.DestinationUnreachable.class,
            error -> {
              assertThat(error.reason()).isEqualTo(UnreachableReason.PROTOCOL);
              assertThat(error.quoted().toByteArray()).isEqualTo(packet);
            });
  }

  @Test
  @Rfc("4443 3.4")
  void anUnknownProtocolInIpv6IsAParameterProblemThatPointsAtIt() {
    wire.arrive(Wire.packet("2001:db8::2", "2001:db8::1", CHAOS, new byte[40]));
    assertThat(wire.lastIcmp())
        .isInstanceOfSatisfying(
            IcmpMessage.ParameterProblem.class,
            error -> {
              assertThat(error.code()).isEqualTo(1);
              assertThat(error.pointer()).isEqualTo(6);
            });
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.2,10.0.0.1", "2001:db8::2,2001:db8::1"})
  @Rfc("1122 3.2.2.1")
  void aUdpPortIsUnreachable(String peer, String own) {
    wire.arrive(Wire.packet(peer, own, IpProtocol.UDP, new byte[20]));
    assertThat(wire.lastIcmp())
        .isInstanceOfSatisfying(
            IcmpMessage.DestinationUnreachable.class,
            error -> assertThat(error.reason()).isEqualTo(UnreachableReason.PORT));
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.2,10.0.0.255", "10.0.0.2,224.0.0.5", "2001:db8::2,ff02::1"})
  @Rfc({"1122 3.2.2c", "4443 2.4e"})
  void nothingIsReportedAboutPacketsToMany(String peer, String destination) {
    wire.arrive(Wire.packet(peer, destination, CHAOS, new byte[40]));
    assertThat(wire.sent).isEmpty();
    assertThat(stack.counters().get(DropReason.IP_UNKNOWN_PROTOCOL)).isEqualTo(1);
  }

  @Test
  @Rfc({"1122 3.2.2b", "4443 2.4e"})
  void nothingIsReportedAboutErrors() {
    byte[] unknown = Wire.packet("10.0.0.1", "10.0.0.2", CHAOS, new byte[40]);
    wire.arrive(
        Wire.icmp(
            "10.0.0.2",
            "10.0.0.1",
            new IcmpMessage.DestinationUnreachable(
                UnreachableReason.PROTOCOL, ByteSlice.of(unknown))));
    assertThat(wire.sent).isEmpty();
    assertThat(stack.counters().get(DropReason.ICMP_BAD_QUOTE)).isEqualTo(1);
  }

  @Test
  @Rfc("4443 2.4f")
  void errorsAreLimitedInRate() {
    for (int i = 0; i < 200; i++) {
      wire.arrive(Wire.packet("10.0.0.2", "10.0.0.1", CHAOS, new byte[40]));
    }
    int burst = wire.sent.size();
    assertThat(burst).isBetween(30, 80);
    assertThat(stack.counters().get(DropReason.ICMP_RATE_LIMITED)).isEqualTo(200 - burst);
    time.runFor(Duration.ofMillis(20));
    for (int i = 0; i < 200; i++) {
      wire.arrive(Wire.packet("10.0.0.2", "10.0.0.1", CHAOS, new byte[40]));
    }
    assertThat(wire.sent.size() - burst).isBetween(8, 40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "0.1.2.3", "10.0.0.255", "224.0.0.1", "10.0.0.1"})
  @Rfc("1122 3.2.1.3b")
  void aSourceThatNoHostMayUseIsRefused(String source) {
    wire.arrive(Wire.packet(source, "10.0.0.1", IpProtocol.UDP, new byte[20]));
    assertThat(wire.sent).isEmpty();
    assertThat(stack.counters().get(DropReason.IP_BAD_SOURCE)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.9", "192.0.2.1"})
  @Rfc("1122 3.2.1.3a")
  void whatIsForOthersIsRefusedWithoutAWord(String destination) {
    wire.arrive(Wire.packet("10.0.0.2", destination, IpProtocol.UDP, new byte[20]));
    assertThat(wire.sent).isEmpty();
    assertThat(stack.counters().get(DropReason.IP_NOT_FOR_US)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "PORT,REFUSED",
    "HOST,UNREACHABLE",
    "NET,UNREACHABLE",
    "ADMIN_PROHIBITED,UNREACHABLE"
  })
  @Rfc("9293 MUST-54")
  void anErrorAboutOurSynEndsTheAttempt(UnreachableReason reason, Ending ending)
      throws IOException {
    TcpSocket socket = stack.open(at("10.0.0.2:80"));
    byte[] syn = wire.sent.getLast();
    wire.arrive(
        Wire.icmp(
            "10.0.0.3",
            "10.0.0.1",
            new IcmpMessage.DestinationUnreachable(reason, ByteSlice.of(syn, 0, 28))));

    assertThat(socket.ending()).isEqualTo(ending);
    assertThat(stack.tableSize()).isZero();
  }

  @Test
  @Rfc("5927 4.1")
  void anErrorThatQuotesAnotherSequenceNumberIsIgnored() throws IOException {
    TcpSocket socket = stack.open(at("10.0.0.2:80"));
    byte[] syn = wire.sent.getLast().clone();
    syn[24] ^= 1;
    wire.arrive(
        Wire.icmp(
            "10.0.0.3",
            "10.0.0.1",
            new IcmpMessage.DestinationUnreachable(
                UnreachableReason.PORT, ByteSlice.of(syn, 0, 28))));

    assertThat(socket.state()).isEqualTo(State.SYN_SENT);
  }

  @Test
  @Rfc("9293 MUST-57b")
  void segmentsToManyAreDroppedWithoutAWord() throws IOException {
    stack.listen(at("0.0.0.0:80"));
    wire.arrive(Wire.packet("10.0.0.2", "10.0.0.255", IpProtocol.TCP, new byte[20]));
    wire.arrive(Wire.packet("10.0.0.2", "224.0.0.1", IpProtocol.TCP, new byte[20]));
    assertThat(wire.sent).isEmpty();
    assertThat(stack.counters().get(DropReason.TCP_BAD_ADDRESS)).isEqualTo(2);
    assertThat(stack.counters().get(Counter.REFUSED)).isEqualTo(2);
  }
}
