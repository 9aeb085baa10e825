package io.tcp4j.cli.gateway;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/// The end towards the destination: a socket of the kernel's.
///
/// @param channel not blocking
/// @param key by which its loop watches it
/// @param loop watches it
record KernelEnd(SocketChannel channel, SelectionKey key, SocketLoop loop) implements End {
  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    int unused = channel.write(from);
  }

  @Override
  public void endOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void wantRead(boolean wanted) {
    interest(SelectionKey.OP_READ, wanted);
  }

  @Override
  public void wantWrite() {
    interest(SelectionKey.OP_WRITE, true);
  }

  /// Changes what the loop looks for, if that is a change.
  private void interest(int operation, boolean on) {
    try {
      int before = on ? key.interestOpsOr(operation) : key.interestOpsAnd(~operation);
      if ((before & operation) != 0 != on) {
        loop.changed();
      }
    } catch (CancelledKeyException _) {
      // Closed meanwhile: there is nothing to look for.
    }
  }

  /// Takes the operations that are possible now, and no longer looks for room.
  ///
  /// @return the operations
  int takeReady() {
    try {
      int ready = key.readyOps();
      if ((ready & SelectionKey.OP_WRITE) != 0) {
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
      }
      return ready;
    } catch (CancelledKeyException _) {
      return 0;
    }
  }

  /// Ends the connection: what was written still goes out.
  void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // It is gone all the same.
    }
    loop.changed();
  }

  /// Ends the connection by RST.
  void reset() {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException _) {
      // It has ended already.
    }
    close();
  }
}
