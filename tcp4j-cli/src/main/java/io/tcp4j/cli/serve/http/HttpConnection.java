package io.tcp4j.cli.serve.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// One connection of the file server: its requests are answered one after the other, on the
/// calling thread, until either side has had enough.
public final class HttpConnection {
  private final StaticFiles files;
  private final RequestReader requests;
  private final ResponseWriter response;

  /// How a connection is to be closed.
  public enum End {
    /// The client has ended its stream, or been told that this is the last response.
    CLOSE,
    /// A request was broken off: whatever else comes is read and thrown away, so that the answer is
    /// not lost to the reset that unread data would cause (RFC 9112 §9.6).
    LINGER
  }

  /// @param clock tells the time of each response
  public HttpConnection(InputStream in, OutputStream out, StaticFiles files, InstantSource clock) {
    this.files = files;
    this.requests = new RequestReader(in);
    this.response = new ResponseWriter(out, clock);
  }

  /// Answers requests until there are no more.
  ///
  /// @throws IOException if the streams fail or a file does while it is sent: the connection must
  ///     then be aborted, so that the client does not take what it has for the whole
  public End run() throws IOException {
    try {
      while (true) {
        Request request = requests.next();
        if (request == null) {
          return End.CLOSE;
        }
        requests.skipContent(request);
        answer(request);
        if (!request.keepsAlive()) {
          return End.CLOSE;
        }
      }
    } catch (BadRequestException e) {
      response
          .status(e.status())
          .field("Connection", "close")
          .content(e.getMessage() + "\n", false);
      return End.LINGER;
    }
  }

  private void answer(Request request) throws IOException, BadRequestException {
    if (!"GET".equals(request.method()) && !request.isHead()) {
      start(request, Status.METHOD_NOT_ALLOWED).field("Allow", "GET, HEAD");
      response.content("only GET and HEAD are served\n", false);
      return;
    }
    switch (files.find(request.target())) {
      case StaticFiles.Found.File(Path path) -> send(request, path);
      case StaticFiles.Found.Elsewhere(String location) -> {
        start(request, Status.MOVED_PERMANENTLY).field("Location", location);
        response.content("see " + location + "\n", request.isHead());
      }
      case StaticFiles.Found.Nothing() -> {
        start(request, Status.NOT_FOUND);
        response.content("no such file\n", request.isHead());
      }
    }
  }

  private void send(Request request, Path path) throws IOException {
    try (InputStream file = Files.newInputStream(path)) {
      long size = Files.size(path);
      Instant modified =
          Files.getLastModifiedTime(path).toInstant().truncatedTo(ChronoUnit.SECONDS);
      String lastModified = ResponseWriter.date(modified);
      if (lastModified.equals(request.field("if-modified-since"))) {
        start(request, Status.NOT_MODIFIED).field("Last-Modified", lastModified).withoutContent();
        return;
      }
      ByteRange range = range(request, size);
      if (range != null && range.isEmpty()) {
        start(request, Status.RANGE_NOT_SATISFIABLE).field("Content-Range", "bytes */" + size);
        response.content("the file has no such range\n", request.isHead());
        return;
      }
      ByteRange part = range == null ? new ByteRange(0, size) : range;
      start(request, range == null ? Status.OK : Status.PARTIAL_CONTENT)
          .field("Content-Type", MediaTypes.of(path.getFileName().toString()))
          .field("Content-Length", Long.toString(part.length()))
          .field("Last-Modified", lastModified)
          .field("Accept-Ranges", "bytes");
      if (range != null) {
        long last = part.first() + part.length() - 1;
        response.field("Content-Range", "bytes " + part.first() + "-" + last + "/" + size);
      }
      if (request.isHead()) {
        response.withoutContent();
      } else {
        file.skipNBytes(part.first());
        response.content(file, part.length());
      }
    }
  }

  /// Only GET has ranges (RFC 9110 §14.2); one under a condition is answered with the whole file,
  /// which is always right.
  private static @Nullable ByteRange range(Request request, long size) {
    String field = request.field("range");
    return field == null || request.isHead() || request.field("if-range") != null
        ? null
        : ByteRange.of(field, size);
  }

  private ResponseWriter start(Request request, Status status) {
    response.status(status);
    if (!request.keepsAlive()) {
      response.field("Connection", "close");
    } else if (request.minorVersion() == 0) {
      response.field("Connection", "keep-alive");
    }
    return response;
  }
}
