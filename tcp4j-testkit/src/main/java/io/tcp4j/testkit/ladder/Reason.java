package io.tcp4j.testkit.ladder;

import io.tcp4j.testkit.drawing.Wrap;

/// Why a segment was sent.
///
/// @param why the reason in plain words
/// @param event what made it apply just then, in words that follow "on": a segment by its number on
///     the ladder, as in `#3`, a call, or a timer; empty where that is not known
/// @param rule the RFC and section that ask for the segment, or an empty string
/// @param again whether the segment had been sent before
public record Reason(String why, String event, String rule, boolean again) {
  /// Of a segment about which its sender said nothing.
  public static final Reason UNKNOWN = new Reason("", "", "", false);

  /// The parts one after the other, to be broken into lines by [Wrap].
  String text() {
    StringBuilder text = new StringBuilder(why);
    if (!event.isEmpty()) {
      text.append(Wrap.SEPARATOR).append(Wrap.together("on " + event));
    }
    if (!rule.isEmpty()) {
      text.append(Wrap.SEPARATOR).append(Wrap.together(rule));
    }
    return text.toString();
  }

  /// All on one line, for the comment of a packet in a capture, as in `acknowledge the FIN (on #4;
  /// RFC 9293 §3.10.7.4, eighth)`.
  public String comment() {
    return why + " (" + (event.isEmpty() ? "" : "on " + event + "; ") + rule + ")";
  }
}
