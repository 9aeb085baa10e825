package io.tcp4j.tcp.model;

/// Why a user call of RFC 9293 §3.10 was not carried out, in the RFC's own words where it has any.
///
/// Calls answer with an `int`: zero or more for success, a {@link #code()} for an error.
public enum CallError {
  /// RECEIVE: the peer sent FIN and all before it has been read.
  END_OF_STREAM(-1, "end of stream"),
  /// There is no TCB, or no more.
  DOES_NOT_EXIST(-2, "connection does not exist"),
  /// OPEN on a connection that is open.
  ALREADY_EXISTS(-3, "connection already exists"),
  /// The call comes after CLOSE.
  CLOSING(-4, "connection closing"),
  /// The peer reset the connection.
  RESET(-5, "connection reset"),
  /// The peer refused the connection.
  REFUSED(-6, "connection refused"),
  /// The local side aborted the connection.
  ABORTED(-7, "connection aborted"),
  /// The connection was given up for want of an answer.
  TIMED_OUT(-8, "connection aborted due to user timeout"),
  /// The peer cannot be reached.
  UNREACHABLE(-9, "destination unreachable"),
  /// There is no out-of-band octet to read, or not yet.
  NO_URGENT_OCTET(-10, "no urgent octet");

  private static final CallError[] ALL = values();

  private final int code;
  private final String text;

  CallError(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /// The negative number that stands for this error in a call's result.
  public int code() {
    return code;
  }

  /// The error that a negative result stands for.
  ///
  /// @throws IllegalArgumentException if `result` stands for no error
  public static CallError of(int result) {
    for (CallError error : ALL) {
      if (error.code == result) {
        return error;
      }
    }
    throw new IllegalArgumentException("result " + result + " is not an error's code");
  }

  /// The error that a call meets on a connection that ended so.
  public static CallError after(Ending ending) {
    return switch (ending) {
      case FIN, CLOSED_EARLY -> DOES_NOT_EXIST;
      case RESET -> RESET;
      case REFUSED -> REFUSED;
      case ABORTED, DATA_LOST -> ABORTED;
      case TIMED_OUT -> TIMED_OUT;
      case UNREACHABLE -> UNREACHABLE;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
