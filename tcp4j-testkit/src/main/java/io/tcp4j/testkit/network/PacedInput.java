package io.tcp4j.testkit.network;

import io.tcp4j.stack.TcpSocket;
import java.io.IOException;
import java.io.InputStream;

/// What arrives for a socket, read as fast as its host does at present.
final class PacedInput extends InputStream {
  private final SimulatedHost host;
  private final TcpSocket socket;

  PacedInput(SimulatedHost host, TcpSocket socket) {
    this.host = host;
    this.socket = socket;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1]; // its own, since threads may share a socket
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] b, int offset, int length) throws IOException {
    SlowReads slow = host.slowReads();
    if (slow == null || length == 0) {
      return socket.read(b, offset, length);
    }
    slow.awaitTurn(socket);
    int taken = socket.read(b, offset, Math.min(length, slow.mostAtOnce()));
    slow.took(Math.max(0, taken));
    return taken;
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
