package io.tcp4j.testkit.drawing;

/// What is coloured on a terminal, and how (SGR sequences of ECMA-48). Only the sixteen basic
/// colours, which every terminal lets its user choose.
public enum Paint {
  /// The name of what follows.
  TITLE("1"),
  /// What is there to be looked up.
  QUIET("2"),
  /// A state.
  STATE("1"),
  /// A number that others refer to.
  TAG("1"),
  /// What opens a connection.
  OPEN("32"),
  /// Data.
  DATA("34"),
  /// What closes a connection.
  CLOSE("33"),
  /// What goes wrong.
  RESET("31"),
  /// Anything else.
  PLAIN("");

  static final String END = "\u001b[0m";

  private final String code;

  Paint(String code) {
    this.code = code;
  }

  String begin() {
    return "\u001b[" + code + "m";
  }
}
