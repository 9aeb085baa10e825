package io.tcp4j.testkit.packetdrill.parse;

import io.tcp4j.testkit.packetdrill.script.Place;

/// A script is not what it should be; the message says where, and what was expected.
public final class ScriptSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Place place;
  private final String problem;

  /// @param script the script's name
  /// @param place where
  /// @param message what was expected, and what was found
  public ScriptSyntaxException(String script, Place place, String message) {
    super(script + ":" + place + ": " + message);
    this.place = place;
    problem = message;
  }

  /// What was expected, and what was found.
  public String problem() {
    return problem;
  }

  /// Where.
  public Place place() {
    return place;
  }
}
