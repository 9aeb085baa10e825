package io.tcp4j.nio;

import io.tcp4j.stack.TcpSocket;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;

/// What a socket writes by.
final class StreamOutput extends OutputStream {
  private final StreamSocketImpl socket;
  private final TcpSocket connection;

  StreamOutput(StreamSocketImpl socket, TcpSocket connection) {
    this.socket = socket;
    this.connection = connection;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] b, int offset, int length) throws IOException {
    try {
      connection.write(b, offset, length);
    } catch (SocketException failed) {
      throw socket.reason(failed);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
