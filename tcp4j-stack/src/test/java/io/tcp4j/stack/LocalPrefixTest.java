package io.tcp4j.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tcp4j.link.VirtualTime;
import io.tcp4j.stack.counters.Counter;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import io.tcp4j.wire.UnreachableReason;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a host whose addresses are all there are takes for its own, and how it answers.
class LocalPrefixTest {
  private static final IcmpMessage.EchoRequest PING =
      new IcmpMessage.EchoRequest(7, 8, ByteSlice.of(new byte[9]));

  private final Wire wire = new Wire(1500);
  private final IpStack stack =
      IpStack.builder().scheduler(new VirtualTime()).random(new Random(1)).build();
  private final NetworkInterface tun =
      stack.attach(wire, IpPrefix.parse("10.0.0.1/24"), IpPrefix.parse("2001:db8::1/64"));

  private void takeEverything() {
    for (String prefix : new String[] {"0.0.0.0/0", "::/0"}) {
      stack.addRoute(IpPrefix.parse(prefix), tun);
      stack.addLocal(IpPrefix.parse(prefix), tun);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.9,198.51.100.7",
    "192.0.2.1,10.0.0.77",
    "10.0.0.9,10.0.0.1",
    "2001:db8::9,2001:db8:5::7"
  })
  void everyAddressAnswersInItsOwnName(String peer, String destination) {
    takeEverything();
    wire.arrive(Wire.icmp(peer, destination, PING));
    assertThat(wire.lastHeader().source()).hasToString(destination);
    assertThat(wire.lastIcmp()).isInstanceOf(IcmpMessage.EchoReply.class);

    wire.arrive(Wire.packet(peer, destination, IpProtocol.UDP, new byte[20]));
    assertThat(wire.lastHeader().source()).hasToString(destination);
    assertThat(wire.lastIcmp())
        .isInstanceOfSatisfying(
            IcmpMessage.DestinationUnreachable.class,
            error -> assertThat(error.reason()).isEqualTo(UnreachableReason.PORT));

    Segment syn = new Segment();
    syn.sourcePort = 1;
    syn.destinationPort = 2;
    syn.flags = TcpFlags.SYN;
    wire.arrive(Wire.tcp(peer, destination, syn));
    assertThat(wire.lastHeader().source()).hasToString(destination);
    assertThat(wire.lastSegment().flags).isEqualTo(TcpFlags.RST | TcpFlags.ACK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.255", "224.0.0.1", "255.255.255.255", "127.0.0.1", "0.0.0.0", "0.1.2.3"})
  void anAddressThatMeansSomethingElseKeepsItsMeaning(String destination) {
    takeEverything();
    wire.arrive(Wire.icmp("10.0.0.9", destination, PING));
    assertThat(wire.sent).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"::", "::1", "ff02::1"})
  void soDoesAnIpv6Address(String destination) {
    takeEverything();
    wire.arrive(Wire.icmp("2001:db8::9", destination, PING));
    assertThat(wire.sent).isEmpty();
  }

  @Test
  void otherAddressesThanThoseOfThePrefixesAreNotOurs() {
    stack.addLocal(IpPrefix.parse("198.51.100.0/24"), tun);
    stack.addLocal(IpPrefix.parse("203.0.113.128/25"), tun);
    wire.arrive(Wire.icmp("10.0.0.9", "198.51.101.1", PING));
    wire.arrive(Wire.icmp("10.0.0.9", "203.0.113.1", PING));
    assertThat(stack.counters().get(DropReason.IP_NOT_FOR_US)).isEqualTo(2);

    wire.arrive(Wire.icmp("10.0.0.9", "198.51.100.1", PING));
    wire.arrive(Wire.icmp("10.0.0.9", "203.0.113.129", PING));
    assertThat(stack.counters().get(Counter.ECHO_REPLIES_SENT)).isEqualTo(2);
  }

  @Test
  void onAnotherInterfaceThePrefixIsNotOurs() {
    takeEverything();
    Wire other = new Wire(1500);
    stack.attach(other, IpPrefix.parse("192.0.2.1/24"));
    other.arrive(Wire.icmp("192.0.2.9", "198.51.100.1", PING));
    assertThat(stack.counters().get(DropReason.IP_NOT_FOR_US)).isEqualTo(1);
    assertThat(other.sent).isEmpty();
  }

  /// Else nobody could be answered, or send anything, once every address is our own.
  @Test
  void aSourceInThePrefixIsAnotherHost() {
    takeEverything();
    wire.arrive(Wire.icmp("198.51.100.9", "198.51.100.1", PING));
    assertThat(wire.lastHeader().destination()).hasToString("198.51.100.9");
    wire.arrive(Wire.icmp("10.0.0.1", "198.51.100.1", PING));
    assertThat(stack.counters().get(DropReason.IP_BAD_SOURCE)).isEqualTo(1);
  }

  @Test
  void ipv6NeedsAnMtuOf1280() {
    NetworkInterface small = stack.attach(new Wire(1000), IpPrefix.parse("192.0.2.1/24"));
    stack.addLocal(IpPrefix.parse("0.0.0.0/0"), small);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stack.addLocal(IpPrefix.parse("::/0"), small))
        .withMessageContaining("1280");
  }
}
