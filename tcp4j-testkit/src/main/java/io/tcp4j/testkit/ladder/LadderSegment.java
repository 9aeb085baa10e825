package io.tcp4j.testkit.ladder;

import io.tcp4j.testkit.drawing.Wrap;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.TcpFlags;
import java.util.ArrayList;
import java.util.List;

/// One TCP segment as it was on the link.
///
/// @param number its place among all segments of the ladder, from 1
/// @param from the end that sent it
/// @param sentAt when it was put on the link, in nanoseconds of the run
/// @param arrivedAt when it arrived, or [#LOST], or [#UNDER_WAY]
/// @param flags the control bits, as in [TcpFlags]
/// @param sequence SEG.SEQ, relative to the sender's initial sequence number where that was seen
/// @param acknowledgment SEG.ACK, relative likewise; of no meaning without ACK
/// @param initial the sender's raw initial sequence number on its first SYN, -1 on any other
///     segment
/// @param length bytes of text
/// @param window SEG.WND as on the wire, unscaled
/// @param ecn the ECN codepoint of its packet, as in [Ecn], [Ecn#CE] if the network marked it
/// @param options the urgent pointer and the options worth showing, in the order of the wire, or an
///     empty string
/// @param reason why it was sent
public record LadderSegment(
    int number,
    Side from,
    long sentAt,
    long arrivedAt,
    int flags,
    long sequence,
    long acknowledgment,
    long initial,
    int length,
    int window,
    int ecn,
    String options,
    Reason reason) {
  /// The arrival time of a segment that never arrived.
  public static final long LOST = -1;

  /// The arrival time of a segment that has not arrived when the ladder ends.
  public static final long UNDER_WAY = Long.MAX_VALUE;

  /// Whether the segment was lost on its way.
  public boolean lost() {
    return arrivedAt == LOST;
  }

  /// Whether the segment had not arrived when the ladder ended.
  public boolean underWay() {
    return arrivedAt == UNDER_WAY;
  }

  /// Whether the flag of [TcpFlags] is set.
  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /// The control bits by name, as in `SYN,ACK`.
  public String flagNames() {
    return flags == 0 ? "no flags" : TcpFlags.toString(flags);
  }

  /// The numbers of the header, as in `seq 1 ack 1 len 512`; zero length and a window that is open
  /// go without saying.
  public String numbers() {
    return String.join(" ", numberParts());
  }

  /// The pieces of [#numbers], none of which makes sense when broken.
  List<String> numberParts() {
    List<String> parts = new ArrayList<>();
    parts.add("seq " + sequence);
    if (has(TcpFlags.ACK)) {
      parts.add("ack " + acknowledgment);
    }
    if (length > 0) {
      parts.add("len " + length);
    }
    if (window == 0 && !has(TcpFlags.RST)) {
      parts.add("wnd 0");
    }
    if (!options.isEmpty()) {
      parts.add(options);
    }
    if (ecn != Ecn.NOT_ECT) {
      parts.add(ecn == Ecn.CE ? "marked CE" : Ecn.toString(ecn));
    }
    return parts;
  }

  /// All that stands on its arrow, as in `SYN,ACK seq 0 ack 1 mss 1460`.
  public String label() {
    return flagNames() + " " + numbers();
  }

  /// Its number as others refer to it, as in `#3`.
  public String tag() {
    return tag(number);
  }

  /// The tag of the segment of this number.
  public static String tag(int number) {
    return "#" + number;
  }

  /// Why it was sent, and the raw number that the relative ones count from; to be broken into lines
  /// by [Wrap].
  String remarks() {
    return initial >= 0
        ? reason.text() + Wrap.SEPARATOR + Wrap.together("ISN " + initial)
        : reason.text();
  }

  /// The same, with more to be shown after its options.
  ///
  /// @param more an empty string for nothing
  public LadderSegment showing(String more) {
    return with(arrivedAt, ecn, (options + " " + more).strip());
  }

  LadderSegment withArrival(long at) {
    return with(at, ecn, options);
  }

  LadderSegment withMark() {
    return with(arrivedAt, Ecn.CE, options);
  }

  private LadderSegment with(long at, int codepoint, String shown) {
    return new LadderSegment(
        number,
        from,
        sentAt,
        at,
        flags,
        sequence,
        acknowledgment,
        initial,
        length,
        window,
        codepoint,
        shown,
        reason);
  }
}
