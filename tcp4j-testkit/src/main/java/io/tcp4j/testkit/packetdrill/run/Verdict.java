package io.tcp4j.testkit.packetdrill.run;

import io.tcp4j.testkit.packetdrill.script.Place;
import org.jspecify.annotations.Nullable;

/// How a script came out.
///
/// @param outcome whether it passed
/// @param script the script's name
/// @param place the event that failed, or what cannot be read; null where it is nothing in the
///     script
/// @param message what went wrong, or why it was skipped; empty where it passed
/// @param expected the packet that the script wants, in its own language; empty where it is no
///     packet that failed
/// @param found the packet that came, likewise; empty where none came
public record Verdict(
    Outcome outcome,
    String script,
    @Nullable Place place,
    String message,
    String expected,
    String found) {
  /// Whether it passed.
  public enum Outcome {
    /// All went as the script says.
    PASSED,
    /// Something did not.
    FAILED,
    /// The script is not written as scripts are.
    UNREADABLE,
    /// The script needs something that is not here.
    SKIPPED;

    /// Whether somebody has to do something about it.
    public boolean bad() {
      return this == FAILED || this == UNREADABLE;
    }
  }

  static Verdict passed(String script) {
    return new Verdict(Outcome.PASSED, script, null, "", "", "");
  }

  static Verdict skipped(String script, @Nullable Place place, String why) {
    return new Verdict(Outcome.SKIPPED, script, place, why, "", "");
  }

  static Verdict failed(String script, @Nullable Place place, String message) {
    return new Verdict(Outcome.FAILED, script, place, message, "", "");
  }

  static Verdict failed(String script, @Nullable Place place, ScriptFailure failure) {
    return new Verdict(
        Outcome.FAILED, script, place, failure.message(), failure.expected(), failure.found());
  }

  static Verdict unreadable(String script, Place place, String message) {
    return new Verdict(Outcome.UNREADABLE, script, place, message, "", "");
  }

  /// The place for people: `file:line`; in a script that cannot be read `file:line:column`.
  public String where() {
    if (place == null) {
      return script;
    }
    return script + ":" + (outcome == Outcome.UNREADABLE ? place : place.line());
  }

  /// For people: `file:line: message`, and on two more lines what was expected and what came, where
  /// that is a packet.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(where());
    if (!message.isEmpty()) {
      text.append(": ").append(message);
    }
    if (!expected.isEmpty()) {
      text.append("\n  expected  ").append(expected);
      text.append("\n  came      ").append(found.isEmpty() ? "nothing" : found);
    }
    return text.toString();
  }

  /// For tests: does nothing where the script passed.
  ///
  /// @throws AssertionError if it did not, be it skipped
  public void orThrow() {
    if (outcome != Outcome.PASSED) {
      throw new AssertionError(this);
    }
  }
}
