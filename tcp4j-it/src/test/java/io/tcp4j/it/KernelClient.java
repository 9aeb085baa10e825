package io.tcp4j.it;

import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.FutureTask;

/// What the tests do with the kernel's own sockets.
final class KernelClient {
  private KernelClient() {}

  /// Opens a connection from the kernel of the namespace.
  static Socket connect(Namespace namespace, SocketAddress to) throws Exception {
    return namespace.call(
        () -> {
          Socket socket = new Socket();
          socket.connect(to, 10_000);
          socket.setSoTimeout(20_000);
          return socket;
        });
  }

  /// Sends so many bytes to an echo and ends its half, and checks what comes back meanwhile and the
  /// end of it.
  static void echo(Socket socket, long length) throws Exception {
    FutureTask<Void> sending =
        new FutureTask<>(
            () -> {
              Data.write(socket.getOutputStream(), length);
              socket.shutdownOutput();
              return null;
            });
    Thread.ofPlatform().start(sending);
    Data.verify(socket.getInputStream(), length);
    sending.get();
    if (socket.getInputStream().read() >= 0) {
      throw new AssertionError("more came back than was sent");
    }
  }
}
