package io.tcp4j.testkit.ladder;

import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.util.StringJoiner;

/// What stands in a segment's header behind the numbers and says something to a reader: the urgent
/// pointer, the options of the handshake, and SACK blocks. Timestamps, which all segments of a
/// connection carry, are left out.
final class Options {
  private Options() {}

  static String text(Side from, Segment segment, RelativeNumbers numbers) {
    StringJoiner text = new StringJoiner(" ");
    if (segment.has(TcpFlags.URG)) {
      text.add("up " + segment.up);
    }
    if (segment.mss >= 0) {
      text.add("mss " + segment.mss);
    }
    if (segment.windowScale >= 0) {
      text.add("ws " + segment.windowScale);
    }
    if (segment.sackPermitted) {
      text.add("sackOK");
    }
    for (int i = 0; i < segment.sackBlocks; i++) {
      long left = numbers.ofPeer(from, segment, segment.sackLeft[i]);
      long right = numbers.ofPeer(from, segment, segment.sackRight[i]);
      text.add("sack " + left + "-" + right);
    }
    return text.toString();
  }
}
