package io.tcp4j.cli.option;

import io.tcp4j.wire.IpPrefix;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// An address that a host can have, with the length of its network's prefix: `10.0.0.2/24`.
public final class HostAddress implements ITypeConverter<IpPrefix> {
  /// For picocli.
  public HostAddress() {}

  /// @throws TypeConversionException where the text is no such thing, or no single host can have
  ///     the address
  @Override
  public IpPrefix convert(String text) {
    IpPrefix prefix;
    try {
      prefix = IpPrefix.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
    if (prefix.address().isUnspecified()
        || prefix.address().isMulticast()
        || prefix.address().isBroadcast()
        || prefix.address().equals(prefix.broadcast())) {
      throw new TypeConversionException("no host can have the address " + prefix);
    }
    return prefix;
  }
}
