package io.tcp4j.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.Direction;
import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.link.MemoryLink;
import io.tcp4j.link.ObservingLink;
import io.tcp4j.link.Packet;
import io.tcp4j.link.SeedTree;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.link.impair.Delay;
import io.tcp4j.link.impair.ImpairedLink;
import io.tcp4j.link.impair.Mark;
import io.tcp4j.link.impair.PacketFilter;
import io.tcp4j.link.impair.Rule;
import io.tcp4j.stack.counters.Counters;
import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.TcpFlags;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// ECN (RFC 3168) from IP header to IP header, over a path with a router that marks.
class EcnTest {
  private final VirtualTime time = new VirtualTime();

  /// Codepoint and flags of each packet of the client, before the router.
  private final List<String> sent = new ArrayList<>();

  private IpStack stack(EcnMode mode, int seed) {
    return IpStack.builder()
        .scheduler(time)
        .random(new Random(seed))
        .tcpConfig(TcpConfig.builder().ecn(mode).build())
        .build();
  }

  private void note(Packet packet, int tcpHeader) {
    int flags = packet.array[packet.offset + tcpHeader + 13] & 0xff;
    boolean text = packet.length > tcpHeader + 60;
    sent.add(
        Ecn.toString(Ecn.of(packet.array, packet.offset))
            + (text ? " text " : " ")
            + TcpFlags.toString(flags & (TcpFlags.SYN | TcpFlags.ECE | TcpFlags.CWR)));
  }

  /// `longest` is the longest super-packet that the link takes.
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1/24, 10.0.0.2, 0",
    "10.0.0.1/24, 10.0.0.2, 65535",
    "2001:db8::1/64, 2001:db8::2, 0",
    "2001:db8::1/64, 2001:db8::2, 65535",
  })
  void aMarkBringsTheSendersWindowDownOnce(String near, String far, int longest)
      throws IOException {
    LinkCapabilities capabilities = new LinkCapabilities(longest > 0, longest);
    MemoryLink.Pair cable = MemoryLink.pair("c0", "s0", 1500, time, capabilities, 1024);
    List<Rule> router =
        List.of(
            new Mark(PacketFilter.numbers(12, 13, 14), 0, true), new Delay(Duration.ofMillis(5)));
    ImpairedLink link = new ImpairedLink(cable.a(), time, new SeedTree(1), router, List.of());
    IpPrefix own = IpPrefix.parse(near);
    IpStack client = stack(EcnMode.ACTIVE, 1);
    IpStack server = stack(EcnMode.PASSIVE, 2);
    int tcpHeader = own.isV4() ? 20 : 40;
    client.attach(observed(link, tcpHeader), own);
    server.attach(cable.b(), IpPrefix.parse(far + own.toString().substring(near.indexOf('/'))));
    try (client;
        server) {
      TcpServerSocket listening =
          server.listen(Endpoint.parse(own.isV4() ? far + ":7" : "[" + far + "]:7"));
      TcpSocket from = client.open(listening.local());
      TcpSocket to = null;
      byte[] text = new byte[300_000];
      int written = 0;
      int read = 0;
      while (read < text.length) {
        if (to == null) {
          to = listening.tryAccept();
        }
        written += from.tryWrite(text, written, text.length - written);
        read += to == null ? 0 : Math.max(0, to.tryRead(text, 0, text.length));
        assertThat(read == text.length || time.runNext()).isTrue();
      }
      assertThat(from.info().options().ecn()).isTrue();
      assertThat(to.info().options().ecn()).isTrue();
      assertThat(to.info().totals().ecnMarks()).isEqualTo(3);
      assertThat(from.info().totals().ecnReductions()).isEqualTo(1);
      assertThat(from.info().totals().retransmissions()).isZero();
      assertThat(link.counts(Direction.OUTBOUND, "mark").touched()).isEqualTo(3);
      Counters counters = client.counters();
      assertThat(counters.get(TcpCounter.ECN_AGREED)).isEqualTo(1);
      assertThat(counters.get(TcpCounter.ECN_REDUCTIONS)).isEqualTo(1);
      assertThat(server.counters().snapshot()).containsEntry("tcp.ecn-marks-in", 3L);
    }
    assertThat(sent.getFirst()).isEqualTo("Not-ECT SYN,ECE,CWR");
    assertThat(sent).filteredOn(p -> p.contains("text")).allMatch(p -> p.startsWith("ECT(0)"));
    assertThat(sent).filteredOn(p -> !p.contains("text")).allMatch(p -> p.startsWith("Not-ECT"));
    assertThat(sent).filteredOn(p -> p.equals("ECT(0) text CWR")).hasSize(1);
  }

  private ObservingLink observed(ImpairedLink link, int tcpHeader) {
    return new ObservingLink(link) {
      @Override
      protected void observe(Direction direction, Packet packet) {
        if (direction == Direction.OUTBOUND) {
          note(packet, tcpHeader);
        }
      }
    };
  }
}
