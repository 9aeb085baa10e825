package io.tcp4j.stack;

import java.io.IOException;
import java.io.InputStream;

/// A socket's input as a stream.
final class SocketInput extends InputStream {
  private final TcpSocket socket;

  SocketInput(TcpSocket socket) {
    this.socket = socket;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] b, int offset, int length) throws IOException {
    return socket.read(b, offset, length);
  }

  @Override
  public int available() {
    return socket.available();
  }

  @Override
  public void close() {
    socket.close();
  }
}
