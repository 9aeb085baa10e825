package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.VirtualTime;
import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.State;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import io.tcp4j.wire.TcpFlags;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Segments as bytes: their checksums, and the addresses of the packets that they are in.
class SegmentsOnTheWireTest {
  private final Wire wire = new Wire(1500);
  private final IpStack stack =
      IpStack.builder().scheduler(new VirtualTime()).random(new Random(1)).build();

  @BeforeEach
  void attach() {
    stack.attach(wire, IpPrefix.parse("10.0.0.1/24"), IpPrefix.parse("2001:db8::1/64"));
  }

  @AfterEach
  void close() {
    stack.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.2", "2001:db8::2"})
  @Rfc("9293 MUST-2")
  void everySegmentHasTheChecksumOfItsFamily(String peer) throws IOException {
    TcpSocket socket = connect(peer);
    socket.tryWrite(new byte[] {1, 2, 3, -4, -5}, 0, 5);
    socket.abort();
    assertThat(wire.sent).hasSize(4); // SYN, ACK, text, RST
    for (byte[] packet : wire.sent) {
      assertThat(onesComplementSum(packet)).isEqualTo(0xffff);
    }
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.2, 10.0.0.1", "2001:db8::2, 2001:db8::1"})
  @Rfc("9293 MUST-3")
  void aSegmentWithAWrongChecksumHasNoEffect(String peer, String own) throws IOException {
    TcpSocket socket = stack.open(where(peer));
    byte[] answer = answer(peer, own);
    byte[] wrong = answer.clone();
    wrong[wrong.length - 7] ^= 4;
    wire.arrive(wrong);
    assertThat(socket.state()).isEqualTo(State.SYN_SENT);
    assertThat(wire.sent).hasSize(1);
    assertThat(stack.counters().get(DropReason.TCP_BAD_CHECKSUM)).isEqualTo(1);
    wire.arrive(answer);
    assertThat(socket.state()).isEqualTo(State.ESTABLISHED);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.2,10.0.0.255",
    "10.0.0.2,255.255.255.255",
    "10.0.0.2,224.0.0.1",
    "2001:db8::2,ff02::1"
  })
  @Rfc("9293 MUST-57a")
  void aSynToManyIsDroppedWithoutAWord(String peer, String destination) throws IOException {
    assertNothingComesOfASyn(peer, destination);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.255,10.0.0.1",
    "255.255.255.255,10.0.0.1",
    "224.0.0.1,10.0.0.1",
    "0.0.0.0,10.0.0.1",
    "127.0.0.1,10.0.0.1",
    "10.0.0.1,10.0.0.1",
    "ff02::1,2001:db8::1",
    "::,2001:db8::1",
    "::1,2001:db8::1"
  })
  @Rfc("9293 MUST-63")
  void aSynFromWhereNoHostCanBeIsIgnored(String source, String own) throws IOException {
    assertNothingComesOfASyn(source, own);
  }

  @Test
  @Rfc("9293 SHLD-6")
  void theMssIsThatOfTheLinkByWhichASegmentLeaves() throws IOException {
    Wire narrow = new Wire(1280);
    stack.attach(narrow, IpPrefix.parse("192.0.2.1/24"));
    stack.open(where("10.0.0.2"));
    stack.open(where("192.0.2.2"));
    assertThat(last(wire).mss).isEqualTo(1460);
    assertThat(last(narrow).mss).isEqualTo(1240);
  }

  private void assertNothingComesOfASyn(String source, String destination) throws IOException {
    stack.listen(at("[::]:80"));
    Segment syn = new Segment();
    syn.sourcePort = 1;
    syn.destinationPort = 80;
    syn.flags = TcpFlags.SYN;
    wire.arrive(packet(source, destination, syn));
    assertThat(wire.sent).isEmpty();
    assertThat(stack.tableSize()).isZero();
  }

  private TcpSocket connect(String peer) throws IOException {
    TcpSocket socket = stack.open(where(peer));
    wire.arrive(answer(peer, wire.lastHeader().source().toString()));
    assertThat(socket.state()).isEqualTo(State.ESTABLISHED);
    return socket;
  }

  private static Endpoint where(String address) {
    return at(address.contains(":") ? "[" + address + "]:80" : address + ":80");
  }

  /// The SYN,ACK that answers the SYN that was sent last.
  private byte[] answer(String peer, String own) {
    Segment syn = last(wire);
    Segment answer = new Segment();
    answer.sourcePort = syn.destinationPort;
    answer.destinationPort = syn.sourcePort;
    answer.flags = TcpFlags.SYN | TcpFlags.ACK;
    answer.ack = syn.seq + 1;
    answer.wnd = 1_000;
    return packet(peer, own, answer);
  }

  private static Segment last(Wire wire) {
    IpHeader ip = wire.lastHeader();
    Segment segment = new Segment();
    assertThat(TcpCodec.decode(wire.sent.getLast(), ip.payloadOffset, ip.payloadLength, segment))
        .isNull();
    return segment;
  }

  private static byte[] packet(String source, String destination, Segment segment) {
    byte[] bytes = new byte[TcpCodec.headerLength(segment)];
    TcpCodec.encodeHeader(segment, bytes, 0);
    IpHeader ip = Wire.header(source, destination, IpProtocol.TCP);
    TcpCodec.putChecksum(
        bytes, 0, bytes.length, ip.sourceHigh, ip.sourceLow, ip.destinationHigh, ip.destinationLow);
    return Wire.packet(ip, bytes);
  }

  /// The sum over pseudo-header and segment, word by word as in the figures of RFC 9293 §3.1: all
  /// ones where the checksum is right.
  private static int onesComplementSum(byte[] packet) {
    IpHeader ip = new IpHeader();
    assertThat(IpCodec.decode(packet, 0, packet.length, ip)).isNull();
    int addresses = ip.version == 4 ? 12 : 8;
    long sum = (long) IpProtocol.TCP + ip.payloadLength;
    int end = ip.payloadOffset + ip.payloadLength;
    for (int i = addresses; i < end; i++) {
      boolean isAddress = i < addresses + (ip.version == 4 ? 8 : 32);
      if (isAddress || i >= ip.payloadOffset) {
        int place = isAddress ? i - addresses : i - ip.payloadOffset;
        sum += (long) (packet[i] & 0xff) << (place % 2 == 0 ? 8 : 0);
      }
    }
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (int) sum;
  }
}
