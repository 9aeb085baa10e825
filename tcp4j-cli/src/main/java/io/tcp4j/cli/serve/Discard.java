package io.tcp4j.cli.serve;

import io.tcp4j.stack.TcpSocket;
import java.io.IOException;

/// Throws away what it receives, and closes when the peer has (RFC 863).
final class Discard extends Conversation {
  @Override
  boolean converse(TcpSocket socket, byte[] buffer) throws IOException {
    return discard(socket, buffer);
  }
}
