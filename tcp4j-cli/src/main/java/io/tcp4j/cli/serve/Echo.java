package io.tcp4j.cli.serve;

import io.tcp4j.stack.TcpSocket;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Sends back what it receives, and closes when the peer has (RFC 862).
///
/// It reads no further while what it read before does not fit into the send buffer: so the receive
/// window closes, and a peer that does not read the echo cannot send on for ever.
final class Echo extends Conversation {
  /// What was read and could not be written yet; null, as nearly always, if there is nothing.
  private byte @Nullable [] waiting;

  @Override
  boolean converse(TcpSocket socket, byte[] buffer) throws IOException {
    if (waiting != null) {
      waiting = write(socket, waiting, waiting.length);
    }
    while (waiting == null) {
      int read = socket.tryRead(buffer, 0, buffer.length);
      if (read <= 0) {
        return read < 0;
      }
      waiting = write(socket, buffer, read);
    }
    return false;
  }

  /// Writes what fits and returns a copy of the rest, or null.
  private static byte @Nullable [] write(TcpSocket socket, byte[] bytes, int length)
      throws IOException {
    int written = socket.tryWrite(bytes, 0, length);
    return written == length ? null : Arrays.copyOfRange(bytes, written, length);
  }
}
