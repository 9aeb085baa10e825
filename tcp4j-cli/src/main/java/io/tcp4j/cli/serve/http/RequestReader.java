package io.tcp4j.cli.serve.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads request heads off a stream, one after the other (RFC 9112 §2.2, §3, §5), and skips the
/// content that a client sends along with them. Holds at most [#HEAD_LIMIT] bytes of one head.
final class RequestReader {
  /// The longest head that is read, in bytes: request line and fields together.
  static final int HEAD_LIMIT = 16 * 1024;

  /// The most content that is skipped to get at the next request, in bytes.
  static final long CONTENT_LIMIT = 1 << 20;

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern TARGET = Pattern.compile("[!-~]+");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  private final InputStream in;
  private final byte[] buffer = new byte[4096];
  private int position;
  private int limit;
  private int headLength;

  RequestReader(InputStream in) {
    this.in = in;
  }

  /// The next request; null when the client has ended the stream between two requests.
  @Nullable Request next() throws IOException, BadRequestException {
    headLength = 0;
    String line;
    do { // A client may have sent an empty line after its last request (RFC 9112 §2.2).
      line = line();
      if (line == null) {
        return null;
      }
    } while (line.isEmpty());
    String[] parts = line.split(" ", -1);
    if (parts.length != 3
        || !TOKEN.matcher(parts[0]).matches()
        || !TARGET.matcher(parts[1]).matches()) {
      throw new BadRequestException(Status.BAD_REQUEST, "no request line");
    }
    int minorVersion = minorVersion(parts[2]);
    Request request = new Request(parts[0], parts[1], minorVersion, fields());
    int hosts = request.fields().getOrDefault("host", List.of()).size();
    if (hosts > 1 || (hosts == 0 && minorVersion >= 1)) { // RFC 9112 §3.2
      throw new BadRequestException(Status.BAD_REQUEST, "exactly one Host is wanted");
    }
    return request;
  }

  /// Reads past the content of a request, which no method that is served here has a use for.
  void skipContent(Request request) throws IOException, BadRequestException {
    if (request.fields().containsKey("transfer-encoding")) {
      throw new BadRequestException(Status.NOT_IMPLEMENTED, "no transfer coding is understood");
    }
    if (!request.fields().containsKey("content-length")) {
      return;
    }
    String length = request.field("content-length");
    if (length == null || !DIGITS.matcher(length).matches()) {
      throw new BadRequestException(Status.BAD_REQUEST, "bad Content-Length");
    }
    long left = Long.parseLong(length);
    if (left > CONTENT_LIMIT) {
      throw new BadRequestException(Status.BAD_REQUEST, "too much content");
    }
    while (left > 0 && fill()) {
      int skipped = (int) Math.min(left, limit - position);
      position += skipped;
      left -= skipped;
    }
  }

  private static int minorVersion(String version) throws BadRequestException {
    if (!version.matches("HTTP/[0-9][.][0-9]")) {
      throw new BadRequestException(Status.BAD_REQUEST, "no HTTP version");
    }
    if (version.charAt(5) != '1') {
      throw new BadRequestException(Status.VERSION_NOT_SUPPORTED, "only HTTP/1 is spoken");
    }
    return version.charAt(7) - '0';
  }

  private Map<String, List<String>> fields() throws IOException, BadRequestException {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String line = line(); line == null || !line.isEmpty(); line = line()) {
      // No space may stand before the colon, and folded lines are obsolete (RFC 9112 §5.1, §5.2).
      int colon = line == null ? -1 : line.indexOf(':');
      if (line == null || colon < 0 || !TOKEN.matcher(line.substring(0, colon)).matches()) {
        throw new BadRequestException(Status.BAD_REQUEST, "no field line");
      }
      fields
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
          .add(line.substring(colon + 1).strip());
    }
    return fields;
  }

  /// One line without its end, CRLF or a bare LF; null at the end of the stream.
  private @Nullable String line() throws IOException, BadRequestException {
    StringBuilder line = new StringBuilder();
    while (fill()) {
      int from = position;
      while (position < limit && buffer[position] != '\n') {
        position++;
      }
      headLength += position - from + 1;
      if (headLength > HEAD_LIMIT) {
        throw new BadRequestException(Status.HEADER_FIELDS_TOO_LARGE, "the head is too long");
      }
      line.append(new String(buffer, from, position - from, StandardCharsets.ISO_8859_1));
      if (position < limit) {
        position++;
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r'
            ? line.substring(0, length - 1)
            : line.toString();
      }
    }
    if (!line.isEmpty()) {
      throw new BadRequestException(Status.BAD_REQUEST, "the request breaks off");
    }
    return null;
  }

  /// Whether there is a byte to take, having waited for one if need be.
  private boolean fill() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, in.read(buffer, 0, buffer.length));
    }
    return position < limit;
  }
}
