package io.tcp4j.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.VirtualTime;
import io.tcp4j.rfc.Rfc;
import io.tcp4j.stack.counters.Counter;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.IcmpCodec;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpPrefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FragmentationTest {
  private final VirtualTime time = new VirtualTime();
  private final Wire wire = new Wire(1500);
  private final IpStack stack = IpStack.builder().scheduler(time).random(new Random(1)).build();
  private String peer = "10.0.0.2";
  private String own = "10.0.0.1";

  FragmentationTest() {
    stack.attach(wire, IpPrefix.parse("10.0.0.1/24"), IpPrefix.parse("2001:db8::1/64"));
  }

  private void useIpv6() {
    peer = "2001:db8::2";
    own = "2001:db8::1";
  }

  /// A ping as the payload of an IP datagram.
  private byte[] ping(int length) {
    byte[] payload = new byte[length];
    new Random(length).nextBytes(payload);
    IcmpMessage message = new IcmpMessage.EchoRequest(7, 8, ByteSlice.of(payload));
    IpHeader ip = Wire.header(peer, own, 0);
    byte[] bytes = new byte[IcmpCodec.encodedLength(message, ip.version)];
    IcmpCodec.encode(message, ip, bytes, 0);
    return bytes;
  }

  private byte[] fragment(byte[] datagram, int id, int from, int to) {
    return fragment(Arrays.copyOfRange(datagram, from, to), id, from, to < datagram.length);
  }

  private byte[] fragment(byte[] bytes, int id, int offset, boolean more) {
    IpHeader ip = Wire.header(peer, own, 0);
    ip.protocol = IcmpCodec.protocol(ip.version);
    ip.identification = id;
    ip.fragmentOffset = offset;
    ip.moreFragments = more;
    return Wire.packet(ip, bytes);
  }

  private List<byte[]> fragments(byte[] datagram, int id, int size) {
    List<byte[]> all = new ArrayList<>();
    for (int at = 0; at < datagram.length; at += size) {
      all.add(fragment(datagram, id, at, Math.min(at + size, datagram.length)));
    }
    return all;
  }

  private long failed() {
    return stack.counters().get(Counter.REASSEMBLY_FAILED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLongPingIsAnsweredInFragmentsThatMakeTheSame(boolean ipv6) {
    if (ipv6) {
      useIpv6();
    }
    byte[] ping = ping(8000);
    fragments(ping, 99, 1400).forEach(wire::arrive);
    assertThat(wire.sent).hasSizeGreaterThan(5).allMatch(packet -> packet.length <= 1500);

    // What the stack sent goes into another one, which takes it for an answer of no use.
    Wire other = new Wire(1500);
    IpStack asking = IpStack.builder().scheduler(time).build();
    asking.attach(other, IpPrefix.parse(peer + (ipv6 ? "/64" : "/24")));
    wire.sent.forEach(other::arrive);
    assertThat(asking.counters().get(Counter.REASSEMBLED)).isEqualTo(1);
    assertThat(asking.counters().get(Counter.ICMP_RECEIVED)).isEqualTo(1);
    assertThat(asking.counters().get(DropReason.ICMP_BAD_CHECKSUM)).isZero();
  }

  @Test
  @Rfc({"1122 3.3.2a", "8200 4.5"})
  void fragmentsInAnyOrderAndTwiceMakeOneDatagram() {
    for (int seed = 0; seed < 50; seed++) {
      List<byte[]> fragments = fragments(ping(3000), seed, 504);
      fragments.addAll(fragments.subList(0, 3));
      Collections.shuffle(fragments.subList(0, 6), new Random(seed));
      fragments.subList(0, 6).forEach(wire::arrive);
      fragments.subList(6, 9).forEach(wire::arrive);
      // The copies begin a datagram of their own, which never gets whole.
      assertThat(stack.counters().get(Counter.ECHO_REPLIES_SENT)).isEqualTo(seed + 1);
    }
    assertThat(failed()).isZero();
    time.runFor(Duration.ofSeconds(61));
    assertThat(failed()).isEqualTo(50);
    assertThat(stack.reassemblyBytes()).isZero();
  }

  @Test
  @Rfc("5722 4")
  void anOverlapSpoilsTheWholeDatagram() {
    byte[] ping = ping(3000);
    wire.arrive(fragment(ping, 5, 0, 1000));
    wire.arrive(fragment(ping, 5, 992, 2000));
    wire.arrive(fragment(ping, 5, 1000, 2000));
    wire.arrive(fragment(ping, 5, 2000, 3008));

    assertThat(wire.sent).isEmpty();
    assertThat(stack.counters().get(DropReason.REASSEMBLY_OVERLAP)).isEqualTo(3);
    time.runFor(Duration.ofSeconds(61));
    assertThat(wire.sent).as("no word about what was spoilt").isEmpty();
  }

  @Test
  @Rfc("5722 4")
  void theSameFragmentTwiceSpoilsNothing() {
    byte[] ping = ping(2000);
    wire.arrive(fragment(ping, 5, 0, 1000));
    wire.arrive(fragment(ping, 5, 0, 1000));
    wire.arrive(fragment(ping, 5, 1000, 2008));
    assertThat(stack.counters().get(Counter.ECHO_REPLIES_SENT)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Rfc("1122 3.3.2b")
  void aMissingFragmentIsReportedWhenTheFirstIsThere(boolean ipv6) {
    if (ipv6) {
      useIpv6();
    }
    byte[] ping = ping(2000);
    wire.arrive(fragment(ping, 5, 0, 1000));
    time.runFor(Duration.ofSeconds(59));
    assertThat(wire.sent).isEmpty();
    time.runFor(Duration.ofSeconds(2));

    assertThat(wire.lastIcmp())
        .isInstanceOfSatisfying(
            IcmpMessage.TimeExceeded.class, error -> assertThat(error.inReassembly()).isTrue());
    assertThat(wire.lastHeader().destination()).hasToString(peer);
    assertThat(stack.reassemblyBytes()).isZero();
  }

  @Test
  @Rfc("1122 3.3.2b")
  void aMissingFirstFragmentIsNotReported() {
    wire.arrive(fragment(ping(2000), 5, 1000, 2008));
    time.runFor(Duration.ofSeconds(61));
    assertThat(wire.sent).isEmpty();
    assertThat(failed()).isEqualTo(1);
  }

  @Test
  void aFirstFragmentWithoutTheUpperHeaderSpoilsTheDatagram() {
    IpHeader ip = Wire.header(peer, own, 6);
    ip.identification = 3;
    ip.moreFragments = true;
    wire.arrive(Wire.packet(ip, new byte[8]));
    assertThat(stack.counters().get(DropReason.IP_BAD_FRAGMENT)).isEqualTo(1);
  }

  @Test
  void aSecondEndSpoilsTheDatagram() {
    wire.arrive(fragment(new byte[100], 5, 1000, false));
    wire.arrive(fragment(new byte[100], 5, 2000, false));
    assertThat(stack.counters().get(DropReason.IP_BAD_FRAGMENT)).isEqualTo(1);
  }

  @Test
  void aFloodOfFragmentsStaysWithinTheLimitsAndTheLatestStillGetThrough() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      wire.arrive(fragment(new byte[8 * (1 + random.nextInt(180))], i, 8 * i % 60_000, true));
      assertThat(stack.reassemblyBytes()).isLessThanOrEqualTo((1 << 20) + 2000);
    }
    assertThat(stack.counters().get(DropReason.REASSEMBLY_LIMIT)).isPositive();
    fragments(ping(3000), 70_000, 1000).forEach(wire::arrive);
    assertThat(stack.counters().get(Counter.ECHO_REPLIES_SENT)).isEqualTo(1);
    time.runFor(Duration.ofSeconds(61));
    assertThat(stack.reassemblyBytes()).isZero();
    assertThat(stack.deadlines()).isZero();
  }
}
