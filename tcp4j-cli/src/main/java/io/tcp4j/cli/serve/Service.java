package io.tcp4j.cli.serve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// One service to offer, as written on the command line: `echo:7` or `http:80=DIR`.
///
/// @param kind what is offered
/// @param port where, 1..65535
/// @param folder the files to serve; null for any other kind than [Kind#HTTP]
record Service(Kind kind, int port, @Nullable Path folder) {

  /// The services there are.
  enum Kind {
    /// Sends back what it receives (RFC 862).
    ECHO,
    /// Throws away what it receives (RFC 863).
    DISCARD,
    /// Says what time it is (RFC 867).
    DAYTIME,
    /// Sends characters without end (RFC 864).
    CHARGEN,
    /// Serves the files of a folder (RFC 9110).
    HTTP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Kind named(String name) {
      for (Kind kind : values()) {
        if (kind.toString().equals(name)) {
          return kind;
        }
      }
      String all = Arrays.stream(values()).map(Kind::toString).collect(Collectors.joining(", "));
      throw new TypeConversionException("unknown service \"" + name + "\"; there are " + all);
    }
  }

  /// Several services, for people.
  static String list(List<Service> services) {
    return services.stream().map(Service::toString).collect(Collectors.joining(" "));
  }

  @Override
  public String toString() {
    return kind + ":" + port + (folder == null ? "" : "=" + folder);
  }

  /// Reads a service off the command line.
  static final class Converter implements ITypeConverter<Service> {
    /// For picocli.
    Converter() {}

    /// @throws TypeConversionException saying what is wrong with the text
    @Override
    public Service convert(String text) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      int colon = name.indexOf(':');
      Kind kind = Kind.named(colon < 0 ? name : name.substring(0, colon));
      if (colon < 0) {
        throw new TypeConversionException(
            "\""
                + text
                + "\" lacks its port: "
                + kind
                + ":PORT"
                + (kind == Kind.HTTP ? "=DIR" : ""));
      }
      int port = port(name.substring(colon + 1), text);
      if (kind != Kind.HTTP && equals >= 0) {
        throw new TypeConversionException("\"" + text + "\": only http has a folder");
      }
      return new Service(kind, port, kind == Kind.HTTP ? folder(text, equals) : null);
    }

    private static int port(String digits, String text) {
      int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : -1;
      if (port < 1 || port > 0xffff) {
        throw new TypeConversionException(
            "\"" + text + "\": port \"" + digits + "\" is not in 1..65535");
      }
      return port;
    }

    private static Path folder(String text, int equals) {
      if (equals < 0 || equals == text.length() - 1) {
        throw new TypeConversionException("\"" + text + "\" lacks its folder: http:PORT=DIR");
      }
      Path folder = Path.of(text.substring(equals + 1));
      if (!Files.isDirectory(folder)) {
        throw new TypeConversionException("\"" + text + "\": there is no folder " + folder);
      }
      return folder;
    }
  }
}
