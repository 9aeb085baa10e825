package io.tcp4j.cli.gateway;

import io.tcp4j.cli.option.HostAddress;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Another address for some destinations, as written on the command line: `10.9.0.2=127.0.0.1` or
/// `192.0.2.0/24=10.0.0.1`. The port stays.
///
/// @param from which destinations
/// @param to where they are carried on to
record Rewrite(IpPrefix from, IpAddress to) {

  /// Returns where a connection is carried on to.
  ///
  /// @param rewrites the first that fits counts
  /// @param destination where it was meant to go
  static Endpoint apply(List<Rewrite> rewrites, Endpoint destination) {
    for (Rewrite rewrite : rewrites) {
      if (rewrite.from.contains(destination.address())) {
        return new Endpoint(rewrite.to, destination.port());
      }
    }
    return destination;
  }

  @Override
  public String toString() {
    return from + "=" + to;
  }

  /// Reads one off the command line.
  static final class Converter implements ITypeConverter<Rewrite> {
    private final HostAddress hosts = new HostAddress();

    /// For picocli.
    Converter() {}

    /// @throws TypeConversionException saying what is wrong with the text
    @Override
    public Rewrite convert(String text) {
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw new TypeConversionException("\"" + text + "\" is not FROM=TO");
      }
      try {
        String from = text.substring(0, equals);
        IpPrefix prefix =
            from.contains("/") ? IpPrefix.parse(from) : IpPrefix.host(IpAddress.parse(from));
        IpPrefix to = IpPrefix.host(IpAddress.parse(text.substring(equals + 1)));
        return new Rewrite(prefix.network(), hosts.convert(to.toString()).address());
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("\"" + text + "\": " + e.getMessage());
      }
    }
  }
}
