package io.tcp4j.cli.serve.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Writes responses. One buffer carries head and content, so that a small file leaves in one write
/// and a large one in writes of [#BUFFER] bytes.
final class ResponseWriter {
  /// The most bytes of a file that are held in memory.
  static final int BUFFER = 64 * 1024;

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final OutputStream out;
  private final InstantSource clock;
  private final byte[] buffer = new byte[BUFFER];
  private int length;

  ResponseWriter(OutputStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  /// A time as the protocol writes it (RFC 9110 §5.6.7).
  static String date(Instant instant) {
    return HTTP_DATE.format(instant);
  }

  /// Starts a response.
  ResponseWriter status(Status status) {
    length = 0;
    append("HTTP/1.1 " + status + "\r\n");
    return field("Date", date(clock.instant())).field("Server", "tcp4j");
  }

  /// Adds a field to the head.
  ResponseWriter field(String name, String value) {
    append(name + ": " + value + "\r\n");
    return this;
  }

  /// Ends a response whose head is all there is to say.
  void withoutContent() throws IOException {
    append("\r\n");
    flush();
  }

  /// Ends a response with a few words.
  void content(String text, boolean headOnly) throws IOException {
    field("Content-Type", "text/plain; charset=utf-8");
    field("Content-Length", Integer.toString(text.getBytes(StandardCharsets.UTF_8).length));
    append("\r\n" + (headOnly ? "" : text));
    flush();
  }

  /// Ends a response with `count` bytes of a file.
  ///
  /// @throws EOFException if the file has become shorter than its length was said to be: only the
  ///     end of the connection can then tell the client that what it has is not all
  void content(InputStream file, long count) throws IOException {
    append("\r\n");
    long left = count;
    while (left > 0) {
      int read = file.read(buffer, length, (int) Math.min(left, buffer.length - length));
      if (read < 0) {
        throw new EOFException("the file has shrunk while it was sent");
      }
      length += read;
      left -= read;
      if (length == buffer.length) {
        flush();
      }
    }
    flush();
  }

  private void append(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  private void flush() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }
}
