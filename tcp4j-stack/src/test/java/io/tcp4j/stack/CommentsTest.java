package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.Direction;
import io.tcp4j.link.MemoryLink;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.link.capture.CapturedPacket;
import io.tcp4j.link.capture.CapturingLink;
import io.tcp4j.link.capture.PcapngReader;
import io.tcp4j.link.capture.PcapngWriter;
import io.tcp4j.stack.log.SentBecause;
import io.tcp4j.wire.IpPrefix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A capture says of each of our segments why it was sent.
class CommentsTest {
  private final VirtualTime time = new VirtualTime();
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final MemoryLink.Pair cable = MemoryLink.pair("c", "s", 1500, time);

  @Test
  void eachSegmentOfOursHasItsReasonAndThePeersHaveNone() throws IOException {
    SentBecause reasons = new SentBecause();
    try (PcapngWriter writer = new PcapngWriter(file, "", "");
        IpStack client = IpStack.builder().scheduler(time).observer(reasons).build();
        IpStack server = IpStack.builder().scheduler(time).build()) {
      client.attach(
          new CapturingLink(cable.a(), writer, time, reasons), IpPrefix.parse("10.0.0.1/24"));
      server.attach(cable.b(), IpPrefix.parse("10.0.0.2/24"));
      TcpServerSocket listening = server.listen(at("10.0.0.2:7"));
      TcpSocket socket = client.open(at("10.0.0.2:7"));
      time.runFor(Duration.ofMillis(1));
      TcpSocket peer = listening.tryAccept();
      socket.tryWrite(new byte[4000], 0, 4000);
      time.runFor(Duration.ofMillis(1));
      peer.tryWrite(new byte[1], 0, 1);
      time.runFor(Duration.ofSeconds(1));
      socket.close();
      time.runFor(Duration.ofSeconds(1));
    }

    List<String> comments = new ArrayList<>();
    for (CapturedPacket packet : captured()) {
      if (packet.direction() == Direction.OUTBOUND) {
        comments.add(packet.comment());
      } else {
        assertThat(packet.comment()).isNull();
      }
    }
    assertThat(comments)
        .containsExactly(
            "active OPEN: ask for a connection (RFC 9293 §3.10.1), by OPEN",
            "acknowledge the SYN: the handshake is done (RFC 9293 §3.10.7.3), by a segment",
            "new data (RFC 9293 §3.10.2), by SEND",
            "new data (RFC 9293 §3.10.2), by SEND",
            "new data (RFC 9293 §3.10.2), by SEND",
            "nothing came for the ACK to ride on: it goes alone (RFC 9293 §3.8.6.3), by the delayed-ACK timer",
            "closed with received data unread: it is lost (RFC 1122 §4.2.2.13), by CLOSE");
  }

  private List<CapturedPacket> captured() throws IOException {
    try (PcapngReader reader = new PcapngReader(new ByteArrayInputStream(file.toByteArray()))) {
      List<CapturedPacket> all = new ArrayList<>();
      for (CapturedPacket packet = reader.next(); packet != null; packet = reader.next()) {
        all.add(packet);
      }
      return all;
    }
  }

  @Test
  void aSegmentThatIsSentAgainSaysWhyItWasSentAgain() throws IOException {
    SentBecause reasons = new SentBecause();
    List<String> comments = new ArrayList<>();
    try (IpStack client = IpStack.builder().scheduler(time).observer(reasons).build();
        PcapngWriter writer = new PcapngWriter(file, "", "")) {
      client.attach(
          new CapturingLink(cable.a(), writer, time, reasons), IpPrefix.parse("10.0.0.1/24"));
      client.open(at("10.0.0.2:7"));
      time.runFor(Duration.ofMillis(3500));
    }
    captured().forEach(packet -> comments.add(packet.comment()));

    assertThat(comments)
        .containsExactly(
            "active OPEN: ask for a connection (RFC 9293 §3.10.1), by OPEN",
            "no ACK came in time: send it again (RFC 6298 §5.4), by the retransmission timer",
            "no ACK came in time: send it again (RFC 6298 §5.4), by the retransmission timer");
  }
}
