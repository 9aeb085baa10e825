package io.tcp4j.cli.demo.ladder;

import io.tcp4j.wire.TcpFlags;

/// What is coloured on a terminal, and how (SGR sequences of ECMA-48). Only the sixteen basic
/// colours, which every terminal lets its user choose.
enum Paint {
  TITLE("1"),
  QUIET("2"),
  STATE("1"),
  TAG("1"),
  OPEN("32"),
  DATA("34"),
  CLOSE("33"),
  RESET("31"),
  PLAIN("");

  static final String END = "\u001b[0m";

  private final String code;

  Paint(String code) {
    this.code = code;
  }

  String begin() {
    return "\u001b[" + code + "m";
  }

  /// The colour of a segment: by the flag that says most about it.
  static Paint of(LadderSegment segment) {
    if (segment.lost() || segment.has(TcpFlags.RST)) {
      return RESET;
    }
    if (segment.has(TcpFlags.SYN)) {
      return OPEN;
    }
    if (segment.has(TcpFlags.FIN)) {
      return CLOSE;
    }
    return segment.length() > 0 ? DATA : PLAIN;
  }
}
