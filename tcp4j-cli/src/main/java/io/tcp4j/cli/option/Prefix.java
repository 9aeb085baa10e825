package io.tcp4j.cli.option;

import io.tcp4j.wire.IpPrefix;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// The addresses of a network: `10.0.0.0/8`.
public final class Prefix implements ITypeConverter<IpPrefix> {
  /// For picocli.
  public Prefix() {}

  /// @throws TypeConversionException where the text is no such thing
  @Override
  public IpPrefix convert(String text) {
    try {
      return IpPrefix.parse(text).network();
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
