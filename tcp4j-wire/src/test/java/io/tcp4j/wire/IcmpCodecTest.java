package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.wire.IcmpMessage.DestinationUnreachable;
import io.tcp4j.wire.IcmpMessage.EchoReply;
import io.tcp4j.wire.IcmpMessage.EchoRequest;
import io.tcp4j.wire.IcmpMessage.Malformed;
import io.tcp4j.wire.IcmpMessage.Other;
import io.tcp4j.wire.IcmpMessage.PacketTooBig;
import io.tcp4j.wire.IcmpMessage.ParameterProblem;
import io.tcp4j.wire.IcmpMessage.SourceQuench;
import io.tcp4j.wire.IcmpMessage.TimeExceeded;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IcmpCodecTest {
  private static final ByteSlice DATA = ByteSlice.of(Hex.bytes("4500001c00010000"));

  /// Messages of Linux 6.18 from a capture, whole packets.
  static Stream<Arguments> messagesOfLinux() {
    return Stream.of(
        arguments(
            """
            4500005410ab4000400115ea0a0900010a090002
            0800e29777cd0001
            169e026b00000000bcbd090000000000101112131415161718191a1b1c1d1e1f
            202122232425262728292a2b2c2d2e2f3031323334353637
            """,
            new EchoRequest(
                0x77cd,
                1,
                slice(
                    """
                    169e026b00000000bcbd090000000000101112131415161718191a1b1c1d1e1f
                    202122232425262728292a2b2c2d2e2f3031323334353637
                    """))),
        arguments(
            """
            600274ac00403a4020010db800000000000000000000000120010db8000000000000000000000002
            80003299441c0001
            23a1026b00000000ba7a0e0000000000101112131415161718191a1b1c1d1e1f
            202122232425262728292a2b2c2d2e2f3031323334353637
            """,
            new EchoRequest(
                0x441c,
                1,
                slice(
                    """
                    23a1026b00000000ba7a0e0000000000101112131415161718191a1b1c1d1e1f
                    202122232425262728292a2b2c2d2e2f3031323334353637
                    """))),
        arguments(
            """
            45c0003811d500004001541c0a0900010a090002
            0303f90300000000
            4500001c00010000401166bc0a0900020a09000103e8000900080000
            """,
            new DestinationUnreachable(
                UnreachableReason.PORT,
                3,
                slice("4500001c00010000401166bc0a0900020a09000103e8000900080000"))),
        arguments(
            """
            45c0003811df0000400154120a0900010a090002
            03026b6800000000
            4500001c0001000040fd65d00a0900020a0900016162636465666768
            """,
            new DestinationUnreachable(
                UnreachableReason.PROTOCOL,
                2,
                slice("4500001c0001000040fd65d00a0900020a0900016162636465666768"))),
        arguments(
            """
            60077efe00383a4020010db800000000000000000000000120010db8000000000000000000000002
            010431e500000000
            600000000008114020010db800000000000000000000000220010db8000000000000000000000001
            03e800090008a078
            """,
            new DestinationUnreachable(
                UnreachableReason.PORT,
                4,
                slice(
                    """
                    600000000008114020010db8000000000000000000000002
                    20010db800000000000000000000000103e800090008a078
                    """))),
        arguments(
            """
            60062bf100383a4020010db800000000000000000000000120010db8000000000000000000000002
            040155bd00000006
            600000000008fd4020010db800000000000000000000000220010db8000000000000000000000001
            6162636465666768
            """,
            new ParameterProblem(
                1,
                6,
                slice(
                    """
                    600000000008fd4020010db8000000000000000000000002
                    20010db80000000000000000000000016162636465666768
                    """))));
  }

  private static ByteSlice slice(String digits) {
    return ByteSlice.of(Hex.bytes(digits));
  }

  @ParameterizedTest
  @MethodSource("messagesOfLinux")
  void decodesAndRebuildsAMessageOfLinuxByteForByte(String digits, IcmpMessage expected) {
    byte[] b = Hex.bytes(digits);
    IpHeader ip = new IpHeader();
    assertThat(IpCodec.decode(b, 0, b.length, ip)).isNull();
    assertThat(ip.protocol).isEqualTo(IcmpCodec.protocol(ip.version));
    IcmpMessage message = IcmpCodec.decode(b, ip);
    assertThat(message).isEqualTo(expected);
    byte[] again = new byte[ip.payloadLength];
    assertThat(IcmpCodec.encodedLength(message, ip.version)).isEqualTo(again.length);
    assertThat(IcmpCodec.encode(message, ip, again, 0)).isEqualTo(again.length);
    assertThat(Hex.of(again, 0, again.length))
        .isEqualTo(Hex.of(b, ip.payloadOffset, ip.payloadLength));
  }

  static Stream<Arguments> messages() {
    return Stream.of(
            new EchoRequest(65_535, 65_535, ByteSlice.EMPTY),
            new EchoReply(0x1234, 0x5678, DATA),
            new DestinationUnreachable(UnreachableReason.ADMIN_PROHIBITED, 1, DATA),
            new PacketTooBig(1400, DATA),
            new PacketTooBig(0, DATA),
            new TimeExceeded(false, DATA),
            new TimeExceeded(true, DATA),
            new ParameterProblem(0, 255, DATA),
            new Other(200, 7, ByteSlice.of(Hex.bytes("00112233445566"))))
        .flatMap(message -> Stream.of(arguments(4, message), arguments(6, message)));
  }

  /// Encodes a message between two addresses of the version, at some offset.
  private static byte[] encode(IcmpMessage message, IpHeader ip, int version) {
    ip.version = version;
    ip.source(IpAddress.parse(version == 4 ? "192.0.2.1" : "2001:db8::1"));
    ip.destination(IpAddress.parse(version == 4 ? "192.0.2.2" : "2001:db8::2"));
    ip.payloadOffset = 3;
    byte[] b = new byte[3 + IcmpCodec.encodedLength(message, version)];
    Arrays.fill(b, (byte) 0x55);
    ip.payloadLength = IcmpCodec.encode(message, ip, b, 3);
    assertThat(ip.payloadLength).isEqualTo(b.length - 3);
    return b;
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatIsEncodedDecodesToTheSame(int version, IcmpMessage message) {
    IpHeader ip = new IpHeader();
    byte[] b = encode(message, ip, version);
    IcmpMessage expected =
        version == 4 && message instanceof DestinationUnreachable
            ? new DestinationUnreachable(UnreachableReason.HOST, 1, DATA)
            : message;
    assertThat(IcmpCodec.decode(b, ip)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "NET,                 0,  0",
    "HOST,                1,  3",
    "PROTOCOL,            2,",
    "PORT,                3,  4",
    "SOURCE_ROUTE_FAILED, 5,",
    "ADMIN_PROHIBITED,    13, 1",
    "BEYOND_SCOPE,        ,   2",
    "OTHER,               ,",
  })
  void choosesTheUsualCodeOfEachVersion(UnreachableReason reason, Integer v4, Integer v6) {
    choosesTheUsualCode(reason, 4, v4);
    choosesTheUsualCode(reason, 6, v6);
  }

  private static void choosesTheUsualCode(UnreachableReason reason, int version, Integer code) {
    IpHeader ip = new IpHeader();
    DestinationUnreachable message = new DestinationUnreachable(reason, DATA);
    if (code == null) {
      assertThatThrownBy(() -> encode(message, ip, version))
          .isInstanceOf(IllegalArgumentException.class);
    } else {
      byte[] b = encode(message, ip, version);
      assertThat(IcmpCodec.decode(b, ip)).isEqualTo(new DestinationUnreachable(reason, code, DATA));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "4, 0, NET",
    "4, 1, HOST",
    "4, 5, SOURCE_ROUTE_FAILED",
    "4, 6, NET",
    "4, 7, HOST",
    "4, 8, HOST",
    "4, 9, ADMIN_PROHIBITED",
    "4, 10, ADMIN_PROHIBITED",
    "4, 11, NET",
    "4, 12, HOST",
    "4, 13, ADMIN_PROHIBITED",
    "4, 14, ADMIN_PROHIBITED",
    "4, 15, ADMIN_PROHIBITED",
    "4, 16, OTHER",
    "4, 255, OTHER",
    "6, 0, NET",
    "6, 1, ADMIN_PROHIBITED",
    "6, 2, BEYOND_SCOPE",
    "6, 3, HOST",
    "6, 4, PORT",
    "6, 5, ADMIN_PROHIBITED",
    "6, 6, ADMIN_PROHIBITED",
    "6, 7, OTHER"
  })
  void knowsWhatACodeMeans(int version, int code, UnreachableReason reason) {
    IpHeader ip = new IpHeader();
    byte[] b = encode(new DestinationUnreachable(UnreachableReason.OTHER, code, DATA), ip, version);
    assertThat(IcmpCodec.decode(b, ip)).isEqualTo(new DestinationUnreachable(reason, code, DATA));
  }

  @Test
  void readsTheMtuWhereEachVersionHasIt() {
    byte[] v4 = withChecksum("0304 0000 1234 05d4");
    assertThat(Icmpv4Codec.decode(v4, 0, 8)).isEqualTo(new PacketTooBig(1492, ByteSlice.EMPTY));
    IpHeader ip = new IpHeader();
    assertThat(IcmpCodec.decode(encode(new PacketTooBig(70_000, DATA), ip, 4), ip))
        .isEqualTo(new PacketTooBig(65_535, DATA));
    byte[] v6 = encode(new PacketTooBig(0xffff_ffffL, DATA), ip, 6);
    assertThat(IcmpCodec.decode(v6, ip)).isEqualTo(new PacketTooBig(0xffff_ffffL, DATA));
  }

  @Test
  @Rfc("6633 3")
  void decodesSourceQuenchAndNeverSendsIt() {
    byte[] b = withChecksum("0400 0000 0000 0000 4500001c00010000");
    assertThat(Icmpv4Codec.decode(b, 0, b.length)).isEqualTo(new SourceQuench(DATA));
    for (int version : new int[] {4, 6}) {
      assertThatThrownBy(() -> encode(new SourceQuench(DATA), new IpHeader(), version))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static byte[] withChecksum(String digits) {
    byte[] b = Hex.bytes(digits);
    Bytes.put16(b, 2, Checksum.complete(Checksum.sum(b, 0, b.length)));
    return b;
  }

  @ParameterizedTest
  @CsvSource({"4, 548", "6, 1232"})
  @Rfc("4443 2.4c")
  void cutsTheQuoteToWhatTheVersionAllows(int version, int limit) {
    IpHeader ip = new IpHeader();
    byte[] b = encode(new TimeExceeded(false, ByteSlice.of(new byte[3000])), ip, version);
    assertThat(IcmpCodec.decode(b, ip))
        .isEqualTo(new TimeExceeded(false, ByteSlice.of(new byte[limit])));
  }

  @ParameterizedTest
  @CsvSource({"4", "6"})
  void refusesWhatIsTooShortOrDamaged(int version) {
    IpHeader ip = new IpHeader();
    byte[] b = encode(new EchoReply(1, 2, DATA), ip, version);
    for (int bit = 3 * 8; bit < b.length * 8; bit++) {
      b[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(IcmpCodec.decode(b, ip)).isEqualTo(new Malformed(DropReason.ICMP_BAD_CHECKSUM));
      b[bit / 8] ^= (byte) (1 << bit % 8);
    }
    for (ip.payloadLength = 0; ip.payloadLength < 8; ip.payloadLength++) {
      assertThat(IcmpCodec.decode(b, ip)).isEqualTo(new Malformed(DropReason.ICMP_TRUNCATED));
    }
  }

  @Test
  @Rfc("4443 2.3")
  void theChecksumOfVersion6CoversTheAddresses() {
    IpHeader ip = new IpHeader();
    byte[] b = encode(new EchoReply(1, 2, DATA), ip, 6);
    ip.destinationLow++;
    assertThat(IcmpCodec.decode(b, ip)).isEqualTo(new Malformed(DropReason.ICMP_BAD_CHECKSUM));
  }
}
