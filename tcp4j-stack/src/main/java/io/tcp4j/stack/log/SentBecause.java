package io.tcp4j.stack.log;

import io.tcp4j.link.Direction;
import io.tcp4j.link.Packet;
import io.tcp4j.link.capture.PacketCommenter;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import org.jspecify.annotations.Nullable;

/// Says in a capture of each of our segments why it was sent, as in `three duplicate ACKs: fast
/// retransmit (RFC 5681 §3.2), by a segment`. Wireshark shows it as the packet's comment.
///
/// ```java
/// SentBecause reasons = new SentBecause();
/// Link captured = new CapturingLink(link, writer, scheduler, reasons);
/// IpStack stack = IpStack.builder().scheduler(scheduler).observer(reasons).build();
/// stack.attach(captured, …);
/// ```
///
/// Thread-safe.
public final class SentBecause implements TcpObserver, PacketCommenter {
  private final Announcements<Reason> announcements = new Announcements<>();

  /// Makes one that knows nothing yet.
  public SentBecause() {}

  private record Reason(SendCause cause, Trigger trigger) {
    @Override
    public String toString() {
      return cause.text() + " (" + cause.rule() + "), by " + trigger;
    }
  }

  @Override
  public void segmentSent(FourTuple connection, Segment segment, SendCause cause, Trigger trigger) {
    announcements.announce(connection, segment, new Reason(cause, trigger));
  }

  @Override
  public @Nullable String comment(Direction direction, Packet packet) {
    IpHeader ip = new IpHeader();
    Segment segment = new Segment();
    if (IpCodec.decode(packet.array, packet.offset, packet.length, ip) != null
        || ip.protocol != IpProtocol.TCP
        || TcpCodec.decode(packet.array, ip.payloadOffset, ip.payloadLength, segment) != null) {
      return null;
    }
    Reason reason = announcements.about(ip, segment);
    return reason == null ? null : reason.toString();
  }
}
