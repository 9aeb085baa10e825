package io.tcp4j.cli.gateway;

import io.tcp4j.stack.TcpSocket;
import java.io.IOException;
import java.nio.ByteBuffer;

/// The end towards the client: a connection of our stack. It tells its handler of its own accord
/// when there is something to read or room again.
record ClientEnd(TcpSocket socket) implements End {
  @Override
  public int read(ByteBuffer into) throws IOException {
    int read = socket.tryRead(into.array(), into.arrayOffset() + into.position(), into.remaining());
    if (read > 0) {
      into.position(into.position() + read);
    }
    return read;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    int taken =
        socket.tryWrite(from.array(), from.arrayOffset() + from.position(), from.remaining());
    from.position(from.position() + taken);
  }

  @Override
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void wantRead(boolean wanted) {}

  @Override
  public void wantWrite() {}
}
