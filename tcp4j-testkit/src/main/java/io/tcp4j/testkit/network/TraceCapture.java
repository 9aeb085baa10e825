package io.tcp4j.testkit.network;

import io.tcp4j.link.Direction;
import io.tcp4j.link.Packet;
import io.tcp4j.link.capture.PcapngWriter;
import io.tcp4j.tcp.model.SendCause;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes the packets of a run for Wireshark: an interface for each cable, and each packet with its
/// cause and its fate as a comment.
final class TraceCapture {
  private TraceCapture() {}

  /// Writes them.
  ///
  /// @param packets in their order
  /// @param epoch nanoseconds from 1970 to the beginning of the run
  /// @param out where to; it is closed
  /// @throws IOException from there
  static void write(List<TracedPacket> packets, long epoch, OutputStream out) throws IOException {
    Map<String, Integer> interfaces = new HashMap<>();
    Packet packet = new Packet();
    try (PcapngWriter writer = new PcapngWriter(out, "tcp4j", "simulated network")) {
      for (TracedPacket traced : packets) {
        TraceEvent.Sent sent = traced.sent();
        Integer number = interfaces.get(sent.cable());
        if (number == null) {
          number = writer.addInterface(sent.cable());
          interfaces.put(sent.cable(), number);
        }
        byte[] bytes = sent.bytes().array();
        packet.set(bytes, 0, bytes.length);
        writer.write(number, epoch + sent.at(), Direction.OUTBOUND, packet, comment(traced));
      }
    }
  }

  private static String comment(TracedPacket packet) {
    TraceEvent.Sent sent = packet.sent();
    SendCause cause = sent.cause();
    String made = sent.madeBy() == null ? "" : ": made by " + sent.madeBy();
    String why = cause == null ? made : ": " + cause.text() + " on " + sent.trigger();
    String fate = packet.droppedBy() == null ? "" : "; dropped by " + packet.droppedBy();
    return sent.from() + " to " + sent.to() + why + fate;
  }
}
