package io.tcp4j.cli.serve.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The files below one folder, by the targets of requests. Nothing outside the folder is ever
/// named, whatever the target holds and wherever symbolic links lead.
public final class StaticFiles {
  private final Path root;

  /// @param root the folder, which must exist
  /// @throws IOException if it does not, or is no folder
  public StaticFiles(Path root) throws IOException {
    this.root = root.toRealPath();
    if (!Files.isDirectory(this.root)) {
      throw new NotDirectoryException(root.toString());
    }
  }

  /// What a target names: a regular file, a folder that wants a slash after its name, or nothing.
  sealed interface Found {
    /// A regular file, to be served.
    record File(Path path) implements Found {}

    /// A folder that was asked for like a file; its links only work from `location`.
    record Elsewhere(String location) implements Found {}

    /// Nothing that may be served.
    record Nothing() implements Found {}
  }

  private static final Found NOTHING = new Found.Nothing();

  Found find(String target) throws BadRequestException {
    String path = path(target);
    Path file;
    try {
      file = inside(path.substring(1));
    } catch (InvalidPathException | IOException e) {
      return NOTHING;
    }
    if (file == null) {
      return NOTHING;
    }
    if (Files.isDirectory(file)) {
      if (!path.endsWith("/")) {
        // Not "//name/", which would name a host (RFC 3986 §4.2).
        return new Found.Elsewhere(rawPath(target).replaceFirst("^/+", "/") + "/");
      }
      file = file.resolve("index.html");
      path = "/index.html";
    }
    boolean served = !path.endsWith("/") && Files.isRegularFile(file) && Files.isReadable(file);
    return served ? new Found.File(file) : NOTHING;
  }

  /// The real path of a name, unless that leads out of the folder.
  private @Nullable Path inside(String name) throws IOException {
    Path named = root.resolve(name).normalize();
    if (!named.startsWith(root)) {
      return null;
    }
    Path real = named.toRealPath();
    return real.startsWith(root) ? real : null;
  }

  private static String path(String target) throws BadRequestException {
    String path = decode(rawPath(target));
    if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
      throw new BadRequestException(Status.BAD_REQUEST, "no path");
    }
    return path;
  }

  /// The path of a target in either of the forms that a server takes (RFC 9112 §3.2.1, §3.2.2).
  private static String rawPath(String target) throws BadRequestException {
    String path = target;
    if (!target.startsWith("/")) {
      try {
        URI uri = new URI(target);
        if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getRawAuthority() == null) {
          throw new BadRequestException(Status.BAD_REQUEST, "no path");
        }
        path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      } catch (URISyntaxException e) {
        throw new BadRequestException(Status.BAD_REQUEST, "no path");
      }
    }
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }

  /// Percent-decodes UTF-8 (RFC 3986 §2.1).
  private static String decode(String raw) throws BadRequestException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '%') {
        bytes.write(c);
        continue;
      }
      int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
      int low = high >= 0 ? Character.digit(raw.charAt(i + 2), 16) : -1;
      if (low < 0) {
        throw new BadRequestException(Status.BAD_REQUEST, "bad percent-encoding");
      }
      bytes.write(high << 4 | low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new BadRequestException(Status.BAD_REQUEST, "the path is not UTF-8");
    }
  }
}
