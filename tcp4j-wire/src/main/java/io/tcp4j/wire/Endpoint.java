package io.tcp4j.wire;

/// An address and a port: what RFC 9293 calls a socket.
///
/// @param port 0..65535; what 0 means (any port, usually) is the caller's matter
public record Endpoint(IpAddress address, int port) {
  /// Checks the port.
  ///
  /// @throws IllegalArgumentException if the port is not in 0..65535
  public Endpoint {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("port " + port + " is not in 0..65535");
    }
  }

  /// Reads `1.2.3.4:80` or `[2001:db8::1]:80`.
  ///
  /// @throws IllegalArgumentException if it is no such thing; the message names the text
  public static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    int port = IpAddressText.decimal(text.substring(colon + 1), 5, 0xffff);
    if (colon < 0 || port < 0) {
      throw notAnEndpoint(text, "");
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    IpAddress address;
    try {
      address = IpAddress.parse(bracketed ? host.substring(1, host.length() - 1) : host);
    } catch (IllegalArgumentException e) {
      throw notAnEndpoint(text, " (" + e.getMessage() + ")");
    }
    // Brackets mark the colon form, and nothing else: without them "::1:80" would be two things.
    if (bracketed != host.contains(":")) {
      throw notAnEndpoint(text, "");
    }
    return new Endpoint(address, port);
  }

  private static IllegalArgumentException notAnEndpoint(String text, String why) {
    return new IllegalArgumentException(
        "not ADDRESS:PORT or [ADDRESS]:PORT: \"" + text + "\"" + why);
  }

  @Override
  public String toString() {
    return address.isV4() ? address + ":" + port : "[" + address + "]:" + port;
  }
}
