package io.tcp4j.testkit.ladder;

import io.tcp4j.testkit.drawing.Paint;
import io.tcp4j.wire.TcpFlags;

/// The colour of a segment on a terminal: by the flag that says most about it.
final class SegmentPaint {
  private SegmentPaint() {}

  static Paint of(LadderSegment segment) {
    if (segment.lost() || segment.has(TcpFlags.RST)) {
      return Paint.RESET;
    }
    if (segment.has(TcpFlags.SYN)) {
      return Paint.OPEN;
    }
    if (segment.has(TcpFlags.FIN)) {
      return Paint.CLOSE;
    }
    return segment.length() > 0 ? Paint.DATA : Paint.PLAIN;
  }
}
