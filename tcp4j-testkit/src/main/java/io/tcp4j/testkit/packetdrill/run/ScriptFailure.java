package io.tcp4j.testkit.packetdrill.run;

/// Something did not go as the script says.
final class ScriptFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String message;
  private final String expected;
  private final String found;

  ScriptFailure(String message) {
    this(message, "", "");
  }

  /// @param expected the packet that the script wants
  /// @param found the packet that came, or an empty string
  ScriptFailure(String message, String expected, String found) {
    super(message);
    this.message = message;
    this.expected = expected;
    this.found = found;
  }

  String message() {
    return message;
  }

  String expected() {
    return expected;
  }

  String found() {
    return found;
  }
}
