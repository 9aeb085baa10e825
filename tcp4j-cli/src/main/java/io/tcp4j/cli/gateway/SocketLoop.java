package io.tcp4j.cli.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// A thread that watches any number of the kernel's sockets, and says what has become possible with
/// one.
final class SocketLoop implements AutoCloseable {
  /// Watches one socket.
  interface Watcher {
    /// Something that the key is interested in is possible. Runs on the loop's thread, and must not
    /// block or throw.
    void ready(SelectionKey key);
  }

  private final Selector selector;
  private final Thread thread;

  SocketLoop(String name) throws IOException {
    selector = Selector.open();
    thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        selector.select(key -> ((Watcher) key.attachment()).ready(key));
      }
    } catch (ClosedSelectorException _) {
      // Asked to end.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Begins to watch a socket. Any thread may call it.
  ///
  /// @param interest the operations of [SelectionKey] to be told of
  SelectionKey watch(SocketChannel channel, int interest, Watcher watcher)
      throws ClosedChannelException {
    SelectionKey key = channel.register(selector, interest, watcher);
    changed();
    return key;
  }

  /// To be called after a key was changed or its channel closed, on any thread.
  void changed() {
    if (Thread.currentThread() != thread) {
      selector.wakeup();
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
