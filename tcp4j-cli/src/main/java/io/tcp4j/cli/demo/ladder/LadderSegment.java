package io.tcp4j.cli.demo.ladder;

import io.tcp4j.wire.TcpFlags;

/// One TCP segment as it was on the link.
///
/// @param number its place among all segments of the ladder, from 1
/// @param from the end that sent it
/// @param sentAt when it was put on the link, in nanoseconds of the run
/// @param arrivedAt when it arrived, or [#LOST]
/// @param flags the control bits, as in [TcpFlags]
/// @param sequence SEG.SEQ, relative to the sender's initial sequence number where that was seen
/// @param acknowledgment SEG.ACK, relative likewise; of no meaning without ACK
/// @param initial the sender's raw initial sequence number on its first SYN, -1 on any other
///     segment
/// @param length bytes of text
/// @param window SEG.WND as on the wire, unscaled
/// @param options the options worth showing, in the order of the wire, or an empty string
/// @param why in plain words why it was sent
/// @param rule the RFC and section that ask for it
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
    String options,
    String why,
    String rule) {
  /// The arrival time of a segment that never arrived.
  public static final long LOST = -1;

  /// Whether the segment was lost on its way.
  public boolean lost() {
    return arrivedAt == LOST;
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
    StringBuilder text = new StringBuilder("seq ").append(sequence);
    if (has(TcpFlags.ACK)) {
      text.append(" ack ").append(acknowledgment);
    }
    if (length > 0) {
      text.append(" len ").append(length);
    }
    if (window == 0 && !has(TcpFlags.RST)) {
      text.append(" wnd 0");
    }
    if (!options.isEmpty()) {
      text.append(' ').append(options);
    }
    return text.toString();
  }

  /// All that stands on its arrow, as in `SYN,ACK seq 0 ack 1 mss 1460`.
  public String label() {
    return flagNames() + " " + numbers();
  }

  /// Why it was sent, by which rule, and the raw number that the relative ones count from; to be
  /// broken into lines by [Wrap].
  public String reason() {
    StringBuilder text = new StringBuilder(why);
    if (!rule.isEmpty()) {
      text.append(Wrap.SEPARATOR).append(Wrap.together(rule));
    }
    if (initial >= 0) {
      text.append(Wrap.SEPARATOR).append(Wrap.together("ISN " + initial));
    }
    return text.toString();
  }

  LadderSegment withArrival(long at) {
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
        options,
        why,
        rule);
  }
}
