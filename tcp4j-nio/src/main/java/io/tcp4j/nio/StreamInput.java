package io.tcp4j.nio;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.util.Objects;

/// What a socket reads by.
final class StreamInput extends InputStream {
  private final StreamSocketImpl socket;
  private final InputStream input;

  /// The end stays the end, even when the socket is closed afterwards.
  private volatile boolean ended;

  StreamInput(StreamSocketImpl socket, InputStream input) {
    this.socket = socket;
    this.input = input;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] b, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, b.length);
    if (ended && length > 0) {
      return -1;
    }
    try {
      int taken = input.read(b, offset, length);
      if (taken < 0) {
        socket.ensureOpen(); // the peer's end may be its answer to our close
        ended = true;
      }
      return taken;
    } catch (SocketException failed) {
      throw socket.reason(failed);
    }
  }

  @Override
  public int available() throws IOException {
    return socket.available();
  }

  @Override
  public void close() {
    socket.close();
  }
}
