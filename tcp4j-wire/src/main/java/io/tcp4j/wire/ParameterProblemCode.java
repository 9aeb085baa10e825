package io.tcp4j.wire;

/// Codes of the ICMPv6 Parameter Problem message (RFC 4443 §3.4).
public final class ParameterProblemCode {
  /// A header field has an impossible value. The same code of ICMPv4 says the same (RFC 792).
  public static final int ERRONEOUS_HEADER_FIELD = 0;

  /// The next header is not known.
  public static final int UNRECOGNIZED_NEXT_HEADER = 1;

  /// An option is not known, and its type forbids skipping it.
  public static final int UNRECOGNIZED_OPTION = 2;

  private ParameterProblemCode() {}
}
