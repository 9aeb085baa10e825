package io.tcp4j.stack;

import java.io.IOException;
import java.io.OutputStream;

/// A socket's output as a stream.
final class SocketOutput extends OutputStream {
  private final TcpSocket socket;

  SocketOutput(TcpSocket socket) {
    this.socket = socket;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] b, int offset, int length) throws IOException {
    socket.write(b, offset, length);
  }

  @Override
  public void close() {
    socket.close();
  }
}
