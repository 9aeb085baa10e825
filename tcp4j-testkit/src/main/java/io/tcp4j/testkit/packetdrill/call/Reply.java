package io.tcp4j.testkit.packetdrill.call;

/// What a call has returned.
///
/// @param value its result, -1 after an error
/// @param error the errno's name, or an empty string
/// @param difference where it differs from the script in what it stores in its arguments, in words;
///     or an empty string
public record Reply(long value, String error, String difference) {
  /// Success.
  static Reply of(long value) {
    return new Reply(value, "", "");
  }

  /// Failure.
  static Reply failed(Errno errno) {
    return new Reply(-1, errno.name(), "");
  }

  /// Success, with something else in its arguments than the script says.
  static Reply differs(long value, String difference) {
    return new Reply(value, "", difference);
  }
}
