package io.tcp4j.link.capture;

import static io.tcp4j.link.CollectingReceiver.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.CollectingReceiver;
import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.link.MemoryLink;
import io.tcp4j.link.Packet;
import io.tcp4j.link.TcpPackets;
import io.tcp4j.link.VirtualTime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapturingLinkTest {
  private final VirtualTime time = new VirtualTime(Instant.ofEpochSecond(1000));
  private final MemoryLink.Pair pair =
      MemoryLink.pair("a", "b", 1500, time, LinkCapabilities.FULL, 10);
  private final CollectingReceiver atA = new CollectingReceiver();
  private final CollectingReceiver atB = new CollectingReceiver();

  @Test
  void bothEndsOfACableAreInterfacesOfOneCapture() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (PcapngWriter writer = new PcapngWriter(file, "", "")) {
      CapturingLink a =
          new CapturingLink(
              pair.a(), writer, time, (direction, packet) -> direction + " " + packet.gsoSize);
      CapturingLink b = new CapturingLink(pair.b(), writer, time);
      a.open(atA);
      b.open(atB);
      Packet superPacket = TcpPackets.partial(TcpPackets.v4(5000));
      superPacket.gsoSize = 1000;
      time.runFor(Duration.ofNanos(7));
      assertThat(a.transmit(superPacket)).isTrue();
      a.flush();
      time.runFor(Duration.ofNanos(1));
      assertThat(b.transmit(numbered(1, 60))).isTrue();
      b.flush();
      time.runUntilIdle();
      a.close();
      b.close();

      assertThat(atB.packets).containsExactly(superPacket.array);
      assertThat(atB.gsoSizes).containsExactly(1000);
      assertThat(atA.numbers()).containsExactly(1);
      assertThat(atA.batches).containsExactly(1);
      assertThat(a.failure()).isNull();
    }

    List<String> seen = new ArrayList<>();
    try (PcapngReader reader = new PcapngReader(new ByteArrayInputStream(file.toByteArray()))) {
      for (CapturedPacket p = reader.next(); p != null; p = reader.next()) {
        assertThat(p.bytes()).matches(TcpPackets::isCorrect);
        seen.add(
            "%s %s %d %d %s"
                .formatted(
                    p.interfaceName(),
                    p.direction(),
                    p.bytes().length,
                    p.epochNanos() - 1_000_000_000_000L,
                    p.comment()));
      }
    }
    assertThat(seen)
        .containsExactly(
            "a OUTBOUND 5040 7 OUTBOUND 1000",
            "b INBOUND 5040 7 null",
            "b OUTBOUND 60 8 null",
            "a INBOUND 60 8 INBOUND 0");
  }

  @Test
  void closingTheLinkFlushesTheCapture() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    PcapngWriter writer = new PcapngWriter(file, "", "");
    CapturingLink link = new CapturingLink(pair.a(), writer, time);
    link.open(atA);
    boolean unused = link.transmit(numbered(1, 60));
    assertThat(file.size()).isZero();

    link.close();

    assertThat(file.size()).isPositive();
    assertThat(pair.a().transmit(numbered(1, 60))).isFalse();
    writer.close();
  }

  @Test
  void whatIsNoPacketIsNotCaptured() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (PcapngWriter writer = new PcapngWriter(file, "", "")) {
      CapturingLink link = new CapturingLink(pair.a(), writer, time);
      link.open(atA);
      pair.b().open(atB);

      assertThat(link.transmit(new Packet().set(new byte[20], 10, 20))).isFalse();
      assertThat(link.transmit(numbered(1, 60))).isTrue();
      assertThat(link.failure()).isNull();
    }
    try (PcapngReader reader = new PcapngReader(new ByteArrayInputStream(file.toByteArray()))) {
      assertThat(reader.next().bytes()).hasSize(60);
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void aCaptureThatFailsLeavesTheLinkAlone() throws IOException {
    IOException full = new IOException("disk full");
    OutputStream disk =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw full;
          }
        };
    PcapngWriter writer = new PcapngWriter(disk, "", "");
    CapturingLink link = new CapturingLink(pair.a(), writer, time);
    link.open(atA);
    pair.b().open(atB);
    for (int i = 0; i < 400; i++) {
      assertThat(link.transmit(numbered(i, 1500))).isTrue();
      link.flush();
      time.runUntilIdle();
    }

    assertThat(link.failure()).isSameAs(full);
    assertThat(atB.packets).hasSize(400);
    link.close();
    writer.close();
  }
}
