package io.tcp4j.cli.serve;

import io.tcp4j.stack.TcpSocket;
import java.io.IOException;

/// Sends characters as fast as the peer takes them, until it ends its half or resets (RFC 864).
final class Chargen extends Conversation {
  private static final int TEXT = 72;
  private static final int LINE = TEXT + 2;
  private static final int CHARACTERS = '~' - ' ' + 1;
  private static final int PERIOD = CHARACTERS * LINE;
  private static final int CHUNK = 64 * 1024;

  /// The RFC's pattern, a chunk long from wherever in its period one begins: lines of 72
  /// characters, each line one character further on than the last, the first from `!`.
  private static final byte[] PATTERN = pattern();

  /// Where in the period the next byte is.
  private int position;

  private static byte[] pattern() {
    byte[] pattern = new byte[PERIOD + CHUNK];
    for (int i = 0; i < pattern.length; i++) {
      int column = i % LINE;
      pattern[i] =
          (byte)
              switch (column) {
                case TEXT -> '\r';
                case TEXT + 1 -> '\n';
                default -> ' ' + (1 + i / LINE + column) % CHARACTERS;
              };
    }
    return pattern;
  }

  @Override
  boolean converse(TcpSocket socket, byte[] buffer) throws IOException {
    if (discard(socket, buffer)) {
      return true;
    }
    int written;
    do {
      written = socket.tryWrite(PATTERN, position, CHUNK);
      position = (position + written) % PERIOD;
    } while (written == CHUNK);
    return false;
  }
}
