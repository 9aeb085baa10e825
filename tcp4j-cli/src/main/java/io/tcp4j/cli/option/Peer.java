package io.tcp4j.cli.option;

import io.tcp4j.wire.Endpoint;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// The address and port of somebody to talk to: `10.0.0.1:80` or `[fd00::1]:80`.
public final class Peer implements ITypeConverter<Endpoint> {
  /// For picocli.
  public Peer() {}

  /// @throws TypeConversionException where the text is no such thing, or names nobody: a name that
  ///     only a resolver knows, an address of many, port 0
  @Override
  public Endpoint convert(String text) {
    Endpoint endpoint;
    try {
      endpoint = Endpoint.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
    if (endpoint.port() == 0) {
      throw new TypeConversionException("nobody listens on port 0: \"" + text + "\"");
    }
    if (endpoint.address().isUnspecified()
        || endpoint.address().isMulticast()
        || endpoint.address().isBroadcast()) {
      throw new TypeConversionException("not the address of one host: \"" + text + "\"");
    }
    return endpoint;
  }
}
