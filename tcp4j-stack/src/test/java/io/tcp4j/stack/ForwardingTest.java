package io.tcp4j.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.Packet;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.rfc.Rfc;
import io.tcp4j.stack.counters.Counter;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.Bytes;
import io.tcp4j.wire.Checksum;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.UnreachableReason;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A router between two wires: 10.0.1.0/24 and 2001:db8:1::/64 on the near one, 10.0.2.0/24 and
/// 2001:db8:2::/64 on the far one.
class ForwardingTest {
  private final VirtualTime time = new VirtualTime();
  private final Wire near = new Wire(9000);
  private final Wire far = new Wire(1500);
  private final IpStack router = stack(true, near, far);

  private IpStack stack(boolean forwarding, Wire first, Wire second) {
    IpStack stack =
        IpStack.builder().scheduler(time).random(new Random(1)).forwarding(forwarding).build();
    stack.attach(first, IpPrefix.parse("10.0.1.1/24"), IpPrefix.parse("2001:db8:1::1/64"));
    stack.attach(second, IpPrefix.parse("10.0.2.1/24"), IpPrefix.parse("2001:db8:2::1/64"));
    return stack;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /// Some packet of a protocol of which the router knows nothing.
  private static byte[] packet(String source, String destination, int length) {
    return Wire.packet(source, destination, IpProtocol.UDP, random(length));
  }

  private void assertNothingLeft(DropReason reason) {
    assertThat(near.sent).isEmpty();
    assertThat(far.sent).isEmpty();
    assertThat(router.counters().get(reason)).isEqualTo(1);
    assertThat(router.counters().get(Counter.FORWARDED)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"10.0.1.2,10.0.2.2", "2001:db8:1::2,2001:db8:2::2"})
  @Rfc("1812 5.3.1")
  void aPacketForAnotherHostGoesOnWithOneHopLess(String source, String destination) {
    byte[] packet = packet(source, destination, 1000);
    near.arrive(packet.clone());

    assertThat(near.sent).isEmpty();
    byte[] sent = far.sent.getFirst();
    assertThat(far.lastHeader().hopLimit).isEqualTo(63); // and the checksum is good
    IpHeader ip = far.lastHeader();
    assertThat(Arrays.copyOfRange(sent, ip.payloadOffset, sent.length)).isEqualTo(random(1000));
    assertThat(ip.source()).hasToString(source);
    assertThat(router.counters().get(Counter.FORWARDED)).isEqualTo(1);
    assertThat(router.counters().get(Counter.REFUSED)).isZero();
  }

  @Test
  void theChecksumIsMendedForAllHopLimits() {
    for (int hops = 2; hops < 256; hops++) {
      IpHeader ip = Wire.header("10.0.1.2", "10.0.2.2", 200);
      ip.hopLimit = hops;
      ip.identification = hops * 257;
      near.arrive(Wire.packet(ip, new byte[1]));
      assertThat(far.lastHeader().hopLimit).isEqualTo(hops - 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"10.0.1.2,10.0.2.2", "2001:db8:1::2,2001:db8:2::2"})
  void aHostThatIsNoRouterForwardsNothing(String source, String destination) {
    Wire in = new Wire(1500);
    Wire out = new Wire(1500);
    IpStack host = stack(false, in, out);
    in.arrive(packet(source, destination, 10));

    assertThat(in.sent).isEmpty();
    assertThat(out.sent).isEmpty();
    assertThat(host.counters().get(DropReason.IP_NOT_FOR_US)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.1.2,10.0.2.2,10.0.1.1,1",
    "10.0.1.2,10.0.2.2,10.0.1.1,0",
    "2001:db8:1::2,2001:db8:2::2,2001:db8:1::1,1",
    "2001:db8:1::2,2001:db8:2::2,2001:db8:1::1,0"
  })
  @Rfc("1812 5.3.1")
  void whatHasNoHopsLeftIsDroppedAndItsSenderTold(
      String source, String destination, String own, int hops) {
    IpHeader ip = Wire.header(source, destination, IpProtocol.UDP);
    ip.hopLimit = hops;
    byte[] packet = Wire.packet(ip, random(20));
    near.arrive(packet.clone());

    assertThat(far.sent).isEmpty();
    assertThat(near.lastHeader().source()).hasToString(own);
    assertThat(near.lastHeader().destination()).hasToString(source);
    assertThat(near.lastIcmp())
        .isEqualTo(new IcmpMessage.TimeExceeded(false, ByteSlice.of(packet)));
    assertThat(router.counters().get(DropReason.IP_HOPS_USED_UP)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"10.0.1.2,192.0.2.1", "2001:db8:1::2,2001:db8:9::1"})
  @Rfc("1812 5.2.7.1")
  void whereThereIsNoRouteTheNetworkIsUnreachable(String source, String destination) {
    near.arrive(packet(source, destination, 20));

    assertThat(near.lastIcmp())
        .isInstanceOfSatisfying(
            IcmpMessage.DestinationUnreachable.class,
            error -> assertThat(error.reason()).isEqualTo(UnreachableReason.NET));
    assertThat(router.counters().get(DropReason.NO_ROUTE)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"10.0.1.2,10.0.1.77", "2001:db8:1::2,2001:db8:1::77"})
  void whatWouldGoBackWhereItCameFromIsUnreachable(String source, String destination) {
    near.arrive(packet(source, destination, 20));

    assertThat(near.sent).hasSize(1);
    assertThat(near.lastIcmp())
        .isInstanceOfSatisfying(
            IcmpMessage.DestinationUnreachable.class,
            error -> assertThat(error.reason()).isEqualTo(UnreachableReason.HOST));
  }

  @Test
  void whatIsTooBigAndMustNotBeCutIsReportedWithTheMtu() {
    IpHeader ip = Wire.header("10.0.1.2", "10.0.2.2", IpProtocol.UDP);
    ip.dontFragment = true;
    near.arrive(Wire.packet(ip, random(1481)));

    assertThat(far.sent).isEmpty();
    assertThat(near.lastIcmp())
        .isInstanceOfSatisfying(
            IcmpMessage.PacketTooBig.class, error -> assertThat(error.mtu()).isEqualTo(1500));
    ip.payloadLength = 0;
    near.arrive(Wire.packet(ip, random(1480)));
    assertThat(far.sent).hasSize(1);
  }

  @Test
  void whatIsTooBigOfIpv6IsReportedWithTheMtu() {
    near.arrive(packet("2001:db8:1::2", "2001:db8:2::2", 1461));

    assertThat(far.sent).isEmpty();
    assertThat(near.lastIcmp())
        .isInstanceOfSatisfying(
            IcmpMessage.PacketTooBig.class, error -> assertThat(error.mtu()).isEqualTo(1500));
    assertThat(router.counters().get(DropReason.PACKET_TOO_BIG)).isEqualTo(1);
  }

  @Test
  @Rfc("1812 4.2.2.7")
  void whatIsTooBigAndMayBeCutIsCut() {
    IpHeader ip = Wire.header("10.0.1.2", "10.0.2.2", IpProtocol.UDP);
    ip.identification = 4711;
    byte[] payload = random(4000);
    near.arrive(Wire.packet(ip, payload));

    assertThat(near.sent).isEmpty();
    assertThat(far.sent).extracting(b -> b.length).containsExactly(1500, 1500, 1060);
    assertThat(reassembled(far.sent)).isEqualTo(payload);
    assertThat(router.counters().get(Counter.FORWARDED)).isEqualTo(1);
  }

  @Test
  void aFragmentIsCutIntoFragmentsOfTheSameDatagram() {
    IpHeader ip = Wire.header("10.0.1.2", "10.0.2.2", IpProtocol.UDP);
    ip.identification = 4711;
    byte[] payload = random(6000);
    for (int at = 0; at < 6000; at += 3000) {
      ip.fragmentOffset = at;
      ip.moreFragments = at == 0;
      near.arrive(Wire.packet(ip, Arrays.copyOfRange(payload, at, at + 3000)));
    }
    assertThat(far.sent).hasSize(6);
    assertThat(reassembled(far.sent)).isEqualTo(payload);
  }

  private static byte[] reassembled(List<byte[]> fragments) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < fragments.size(); i++) {
      byte[] b = fragments.get(i);
      IpHeader ip = new IpHeader();
      assertThat(IpCodec.decode(b, 0, b.length, ip)).isNull();
      assertThat(ip.identification).isEqualTo(4711);
      assertThat(ip.fragmentOffset).isEqualTo(all.size());
      assertThat(ip.moreFragments).isEqualTo(i < fragments.size() - 1);
      assertThat(ip.hopLimit).isEqualTo(63);
      all.write(b, ip.payloadOffset, ip.payloadLength);
    }
    return all.toByteArray();
  }

  @Test
  void onlyOptionsThatSayTheyAreCopiedStandInLaterFragments() {
    byte[] plain = packet("10.0.1.2", "10.0.2.2", 3000);
    byte[] options = {1, (byte) 0x94, 4, 7, 7, 7, 3, 9, 0, 0, 0, 0}; // NOP, copied, not copied, end
    byte[] packet = new byte[plain.length + options.length];
    System.arraycopy(plain, 0, packet, 0, 20);
    System.arraycopy(options, 0, packet, 20, options.length);
    System.arraycopy(plain, 20, packet, 20 + options.length, 3000);
    packet[0] = 0x48;
    Bytes.put16(packet, 2, packet.length);
    Bytes.put16(packet, 10, 0);
    Bytes.put16(packet, 10, Checksum.complete(Checksum.sum(packet, 0, 32)));
    near.arrive(packet);

    List<Integer> headers = new ArrayList<>();
    for (byte[] b : far.sent) {
      IpHeader ip = new IpHeader();
      assertThat(IpCodec.decode(b, 0, b.length, ip)).isNull();
      headers.add(ip.headerLength);
    }
    assertThat(headers).containsExactly(32, 24, 24);
    assertThat(far.sent.get(1)).startsWith(0x46).containsSubsequence(0x94, 4, 7, 7);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,10.0.2.2",
    "0.0.0.0,10.0.2.2",
    "0.1.2.3,10.0.2.2",
    "169.254.1.1,10.0.2.2",
    "224.0.0.5,10.0.2.2",
    "240.0.0.1,10.0.2.2",
    "10.0.1.255,10.0.2.2",
    "10.0.2.1,10.0.2.2",
    "10.0.1.2,169.254.1.1",
    "10.0.1.2,240.0.0.1",
    "10.0.1.2,0.0.0.0",
    "fe80::1,2001:db8:2::2",
    "::,2001:db8:2::2",
    "ff02::1,2001:db8:2::2",
    "2001:db8:1::2,fe80::1",
    "2001:db8:1::2,::"
  })
  @Rfc("1812 5.3.7")
  void nothingCrossesThatHasNoMeaningBeyondItsLink(String source, String destination) {
    near.arrive(packet(source, destination, 20));

    assertNothingLeft(DropReason.IP_NOT_TO_FORWARD);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.1.2,10.0.2.255", "10.0.1.2,255.255.255.255", "10.0.1.2,224.0.0.5",
    "2001:db8:1::2,ff05::2", "10.0.1.2,127.0.0.1", "2001:db8:1::2,::1"
  })
  void whatIsForManyOrForNobodyOutsideIsNotForwarded(String source, String destination) {
    near.arrive(packet(source, destination, 20));

    assertThat(near.sent).isEmpty();
    assertThat(far.sent).isEmpty();
    assertThat(router.counters().get(Counter.FORWARDED)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"10.0.1.2,192.0.2.1", "2001:db8:1::2,2001:db8:9::1"})
  @Rfc("1812 4.3.2.7")
  void noErrorIsSentAboutAnErrorNorAboutALaterFragment(String source, String destination) {
    IcmpMessage error =
        new IcmpMessage.DestinationUnreachable(UnreachableReason.PORT, ByteSlice.of(random(40)));
    near.arrive(Wire.icmp(source, destination, error));
    IpHeader ip = Wire.header(source, destination, IpProtocol.UDP);
    ip.fragmentOffset = 800;
    near.arrive(Wire.packet(ip, random(20)));
    assertThat(near.sent).isEmpty();

    near.arrive(Wire.icmp(source, destination, new IcmpMessage.EchoRequest(1, 1, ByteSlice.EMPTY)));
    assertThat(near.sent).hasSize(1);
  }

  @Test
  void theExtensionHeadersOfOthersArePassedOnUnread() {
    // A hop-by-hop header of a length that no destination would accept.
    IpHeader ip = Wire.header("2001:db8:1::2", "2001:db8:2::2", 0);
    byte[] payload = new byte[16];
    payload[0] = IpProtocol.UDP;
    payload[1] = 100;
    near.arrive(Wire.packet(ip, payload));

    assertThat(far.sent).hasSize(1);
    assertThat(far.sent.getFirst()[7]).isEqualTo((byte) 63);
  }

  @Test
  void whatIsForTheRouterItselfIsAnsweredByIt() {
    near.arrive(
        Wire.icmp("10.0.1.2", "10.0.2.1", new IcmpMessage.EchoRequest(7, 8, ByteSlice.EMPTY)));

    assertThat(near.lastHeader().source()).isEqualTo(IpAddress.parse("10.0.2.1"));
    assertThat(near.lastIcmp()).isInstanceOf(IcmpMessage.EchoReply.class);
  }

  @Test
  void brokenPacketsAreCountedAndGoNowhere() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] b =
          packet(
              i % 2 == 0 ? "10.0.1.2" : "2001:db8:1::2",
              i % 2 == 0 ? "10.0.2.2" : "2001:db8:2::2",
              60);
      for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
        b[random.nextInt(40)] ^= (byte) (1 << random.nextInt(8));
      }
      near.arrive(Arrays.copyOf(b, random.nextInt(1, b.length + 1)));
    }
    long in = router.counters().get(Counter.IP_RECEIVED);
    assertThat(in + router.counters().get(Counter.REASSEMBLED))
        .isEqualTo(
            router.counters().get(Counter.FORWARDED)
                + router.counters().get(Counter.REFUSED)
                + router.counters().get(Counter.TCP_RECEIVED)
                + router.counters().get(Counter.ICMP_RECEIVED)
                + router.counters().get(Counter.FRAGMENTS_RECEIVED));
    assertThat(router.counters().get(Counter.FORWARDED)).isPositive();
  }

  @Test
  void aMergedSuperPacketLeavesInPiecesThatFit() {
    byte[] segment = Wire.packet("10.0.1.2", "10.0.2.2", IpProtocol.TCP, tcp(3000));
    Packet merged = new Packet().set(segment, 0, segment.length);
    merged.gsoSize = 1000;
    merged.transportOffset = 20;
    near.arrive(merged);

    assertThat(far.sent).extracting(b -> b.length).containsExactly(1040, 1040, 1040);
  }

  private static byte[] tcp(int text) {
    byte[] segment = random(20 + text);
    segment[12] = 0x50;
    return segment;
  }
}
