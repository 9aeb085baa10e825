package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.TcpCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Options that lie about their length, on a living connection and on the SYN that would begin one
/// (RFC 9293 §3.1, MUST-7). The 12 octets of the Timestamps option that the client has sent are
/// replaced.
class LyingOptionsTest {
  private static final int IP_HEADER = 20;
  private static final int OPTIONS = IP_HEADER + 20;

  private final TwoStacks net =
      new TwoStacks(TcpConfig.builder().sack(false).windowScaling(false).build(), b -> b);
  private final List<byte[]> sent = new ArrayList<>();

  @AfterEach
  void close() {
    net.close();
  }

  /// The option, and whether the segment is good for anything.
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "080000000000000000000000, false, length 0",
    "080100000000000000000000, false, length 1",
    "080d00000000000000000000, false, one past the header",
    "08ff00000000000000000000, false, far past the header",
    "0101010101010101010101fd, false, no length at all",
    "fd00fd00fd00fd00fd00fd00, false, an unknown one of length 0",
    "08090000000000000a010101, true, timestamps of 9",
    "080b00000000000000000001, true, timestamps of 11",
    "080201010101010101010101, true, timestamps of 2",
    "020201010101010101010101, true, an MSS of 2",
    "020300010101010101010101, true, an MSS of 3",
    "0205ffffff01010101010101, true, an MSS of 5",
    "030200030400000101010101, true, scales of 2 and 4",
    "050201010101010101010101, true, no SACK block",
    "050900000000000000000101, true, 7/8 of a SACK block",
    "050b00000000000000000001, true, 9/8 of a SACK block",
    "000801ff0000000000000000, true, lies behind the end of the list"
  })
  @Rfc("9293 MUST-7")
  void noLieHarmsTheConnection(String option, boolean taken, String what) throws IOException {
    TwoStacks.Connected pair = net.connect(net.server.listen(at("10.0.0.2:7")));
    net.transfer(pair.client(), pair.server(), 10);
    net.time.runFor(Duration.ofSeconds(1));
    net.clientEnd.sent = sent;
    net.clientEnd.cut = true;
    pair.client().tryWrite(new byte[100], 0, 100);
    net.clientEnd.cut = false;
    net.clientEnd.send(with(option, sent.getLast()));
    net.time.runNext();

    assertThat(pair.server().available()).as(what).isEqualTo(taken ? 100 : 0);
    assertThat(net.server.counters().get(DropReason.TCP_BAD_OPTION_LENGTH))
        .isEqualTo(taken ? 0 : 1);
    net.until(() -> pair.server().available() == 100); // by the retransmission, if need be
    pair.server().tryRead(new byte[100], 0, 100);
    net.transfer(pair.client(), pair.server(), 5_000);
    net.transfer(pair.server(), pair.client(), 5_000);
    assertThat(pair.client().state()).isEqualTo(State.ESTABLISHED);
  }

  /// The options in place of those of a SYN, 16 octets.
  @ParameterizedTest
  @CsvSource({
    "08000000000000000000000000000000, false",
    "02000218080000000000000000000000, false",
    "020302030203020302030203020302ff, false",
    "02030208090000000000000005090000, false",
    "03020304000000050304010101010101, true"
  })
  @Rfc("9293 MUST-7")
  void noLieOnASynHarmsTheListener(String options, boolean answered) throws IOException {
    TcpServerSocket listening = net.server.listen(at("10.0.0.2:7"));
    net.clientEnd.sent = sent;
    net.clientEnd.cut = true;
    TcpSocket opening = net.client.open(listening.local());
    net.clientEnd.cut = false;
    net.clientEnd.send(with(options, sent.getFirst()));
    net.time.runNext();
    assertThat(net.server.tableSize()).isEqualTo(answered ? 1 : 0);
    net.until(() -> opening.state() == State.ESTABLISHED);
    TcpSocket accepted = net.accept(listening);
    net.transfer(opening, accepted, 5_000);
  }

  private static byte[] with(String options, byte[] packet) {
    byte[] changed = packet.clone();
    byte[] bytes = HexFormat.of().parseHex(options);
    int room = (changed[IP_HEADER + 12] >>> 4 & 0xf) * 4 - 20;
    assertThat(room).isEqualTo(bytes.length);
    System.arraycopy(bytes, 0, changed, OPTIONS, bytes.length);
    IpHeader ip = new IpHeader();
    assertThat(IpCodec.decode(changed, 0, changed.length, ip)).isNull();
    TcpCodec.putChecksum(
        changed,
        ip.payloadOffset,
        ip.payloadLength,
        ip.sourceHigh,
        ip.sourceLow,
        ip.destinationHigh,
        ip.destinationLow);
    return Arrays.copyOf(changed, changed.length);
  }
}
