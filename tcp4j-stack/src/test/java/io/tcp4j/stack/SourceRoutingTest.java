package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.link.VirtualTime;
import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Checksum;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.SourceRoute;
import io.tcp4j.wire.TcpCodec;
import io.tcp4j.wire.TcpFlags;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Source routes in packets (RFC 791 §3.1, RFC 1122 §3.2.1.8, RFC 9293 §3.9.2.1).
class SourceRoutingTest {
  private static final SourceRoute ROUTE =
      SourceRoute.loose(IpAddress.parse("10.0.0.7"), IpAddress.parse("10.5.0.1"));

  private final Wire wire = new Wire(1500);

  private IpStack stack(boolean on) throws IOException {
    IpStack stack =
        IpStack.builder()
            .scheduler(new VirtualTime())
            .random(new Random(1))
            .sourceRouting(on)
            .build();
    NetworkInterface out =
        stack.attach(wire, IpPrefix.parse("10.0.0.1/24"), IpPrefix.parse("2001:db8::1/64"));
    stack.addRoute(IpPrefix.parse("10.9.0.0/24"), out);
    stack.listen(at("0.0.0.0:80"));
    return stack;
  }

  private static TcpConfig by(SourceRoute route) {
    return TcpConfig.builder().sourceRoute(route).build();
  }

  /// A SYN whose packet has come along a route that is recorded in it.
  private static byte[] syn(IpAddress recorded) {
    return syn(recorded, 80);
  }

  private static byte[] syn(IpAddress recorded, int port) {
    Segment syn = new Segment();
    syn.sourcePort = 1234;
    syn.destinationPort = port;
    syn.flags = TcpFlags.SYN;
    syn.wnd = 1000;
    IpHeader ip = Wire.header("10.9.0.2", "10.0.0.1", IpProtocol.TCP);
    ip.sourceRoute = SourceRoute.loose(recorded);
    byte[] packet = Wire.tcp(ip, syn);
    // the gateway has passed it on: pointer, address and destination as it leaves them
    put(packet, 16, IpAddress.parse("10.0.0.1"));
    packet[22] = 8;
    put(packet, 23, recorded);
    mendChecksum(packet);
    return packet;
  }

  private static void mendChecksum(byte[] packet) {
    packet[10] = 0;
    packet[11] = 0;
    int checksum = Checksum.complete(Checksum.sum(packet, 0, 28));
    packet[10] = (byte) (checksum >>> 8);
    packet[11] = (byte) checksum;
  }

  private static void put(byte[] packet, int at, IpAddress address) {
    byte[] bytes = HexFormat.of().parseHex("%08x".formatted((int) address.low()));
    System.arraycopy(bytes, 0, packet, at, bytes.length);
  }

  @Test
  @Rfc({"9293 MUST-51", "791 3.1"})
  void anActiveOpenSendsByTheRouteThatTheUserGives() throws IOException {
    try (IpStack stack = stack(true)) {
      TcpSocket socket = stack.open(at("10.9.0.2:80"), null, by(ROUTE), null);
      IpHeader ip = wire.lastHeader();
      byte[] syn = wire.sent.getLast();
      assertThat(ip.destination()).isEqualTo(IpAddress.parse("10.0.0.7"));
      assertThat(HexFormat.of().formatHex(syn, 20, 32))
          .isEqualTo("830b04" + "0a050001" + "0a090002" + "00");
      assertThat(socket.remote()).isEqualTo(at("10.9.0.2:80"));
      ip.destination(IpAddress.parse("10.9.0.2")); // whom the checksum is for
      assertThat(TcpCodec.checksumOk(syn, ip)).isTrue();
      assertThat(wire.lastSegment().mss).isEqualTo(1460); // the option is no business of the peer's
    }
  }

  @Test
  @Rfc("9293 MUST-51")
  void onlyTheFirstStopNeedsARoute() throws IOException {
    try (IpStack stack = stack(true)) {
      assertThat(stack.open(at("192.0.2.9:80"), null, by(ROUTE), null).local().address())
          .isEqualTo(IpAddress.parse("10.0.0.1"));
      SourceRoute nowhere = SourceRoute.loose(IpAddress.parse("192.0.2.1"));
      assertThatThrownBy(() -> stack.open(at("10.9.0.2:80"), null, by(nowhere), null))
          .isInstanceOf(NoRouteToHostException.class);
    }
  }

  @Test
  @Rfc({"9293 MUST-53", "1122 3.2.1.8b"})
  void aPassiveOpenAnswersByTheReturnRoute() throws IOException {
    try (IpStack _ = stack(true)) {
      wire.arrive(syn(IpAddress.parse("10.0.0.8")));
      assertThat(wire.lastSegment().flags).isEqualTo(TcpFlags.SYN | TcpFlags.ACK);
      assertThat(wire.lastHeader().destination()).isEqualTo(IpAddress.parse("10.0.0.8"));
      assertThat(HexFormat.of().formatHex(wire.sent.getLast(), 20, 28))
          .isEqualTo("830704" + "0a090002" + "00");
    }
  }

  @Test
  void aResetGoesBackTheSameWay() throws IOException {
    try (IpStack _ = stack(true)) {
      wire.arrive(syn(IpAddress.parse("10.0.0.8"), 81));
      assertThat(wire.lastSegment().flags).isEqualTo(TcpFlags.RST | TcpFlags.ACK);
      assertThat(wire.lastHeader().destination()).isEqualTo(IpAddress.parse("10.0.0.8"));
    }
  }

  @Test
  @Rfc({"7126 4.3", "7126 4.4"})
  void whereItIsOffSourceRoutedPacketsAreDroppedAndCounted() throws IOException {
    try (IpStack stack = stack(false)) {
      byte[] loose = syn(IpAddress.parse("10.0.0.8"));
      wire.arrive(loose);
      byte[] strict = loose.clone();
      strict[20] = (byte) 137;
      mendChecksum(strict);
      wire.arrive(strict);
      assertThat(wire.sent).isEmpty();
      assertThat(stack.counters().get(DropReason.IP_SOURCE_ROUTED)).isEqualTo(2);
      assertThatThrownBy(() -> stack.open(at("10.9.0.2:80"), null, by(ROUTE), null))
          .isInstanceOf(SocketException.class)
          .hasMessage("Source routing is off");
    }
  }

  @Test
  void aPacketThatIsToBePassedOnIsDropped() throws IOException {
    try (IpStack stack = stack(true)) {
      byte[] unfinished = syn(IpAddress.parse("10.0.0.8"));
      unfinished[22] = 4;
      mendChecksum(unfinished);
      wire.arrive(unfinished);
      assertThat(wire.sent).isEmpty();
      assertThat(stack.counters().get(DropReason.IP_SOURCE_ROUTED)).isOne();
    }
  }

  @Test
  void ipv6HasNone() throws IOException {
    try (IpStack stack = stack(true)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> stack.open(at("[2001:db8::2]:80"), null, by(ROUTE), null))
          .withMessage("sourceRoute: IPv6 has none");
    }
  }
}
