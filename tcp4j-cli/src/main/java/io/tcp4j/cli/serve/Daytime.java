package io.tcp4j.cli.serve;

import io.tcp4j.stack.TcpSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Says what time it is, and that this is all there is to say (RFC 867).
final class Daytime extends Conversation {
  /// The RFC's first example: `Tuesday, February 22, 1982 17:37:43-PST`.
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEEE, MMMM d, yyyy HH:mm:ss'-UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final InstantSource clock;
  private boolean said;

  Daytime(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  boolean converse(TcpSocket socket, byte[] buffer) throws IOException {
    if (!said) {
      said = true;
      byte[] line = (FORMAT.format(clock.instant()) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      socket.tryWrite(line, 0, line.length); // It fits, since nothing was written before.
      socket.shutdownOutput();
    }
    // The peer's half stays open: to close with something unread would reset the connection.
    return discard(socket, buffer);
  }
}
