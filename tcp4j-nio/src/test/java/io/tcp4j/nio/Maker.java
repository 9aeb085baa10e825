package io.tcp4j.nio;

import io.tcp4j.stack.IpStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;

/// Whose sockets a test is about: the JDK's own first, which show that the test is right.
enum Maker {
  JDK,
  TCP4J;

  static final InetAddress HOST = InetAddress.getLoopbackAddress();

  /// A place to try sockets in, with a server socket that listens on the loopback address.
  World open() throws IOException {
    IpStack stack = IpStack.builder().build();
    return this == JDK
        ? new World(stack, SocketFactory.getDefault(), ServerSocketFactory.getDefault())
        : new World(stack, JdkSockets.factory(stack), JdkSockets.serverFactory(stack));
  }

  static final class World implements AutoCloseable {
    final SocketFactory sockets;
    final ServerSocketFactory servers;
    final ServerSocket server;
    private final IpStack stack;

    World(IpStack stack, SocketFactory sockets, ServerSocketFactory servers) throws IOException {
      this.stack = stack;
      this.sockets = sockets;
      this.servers = servers;
      server = servers.createServerSocket(0, 5, HOST);
    }

    Pair pair() throws IOException {
      return pair(sockets.createSocket());
    }

    /// Connects a socket to the server.
    Pair pair(Socket socket) throws IOException {
      socket.connect(server.getLocalSocketAddress());
      return new Pair(socket, server.accept());
    }

    @Override
    public void close() throws IOException {
      server.close();
      stack.close();
    }
  }

  /// The two ends of a connection.
  record Pair(Socket client, Socket server) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      client.close();
      server.close();
    }
  }

  /// Does something on a platform thread.
  static <T> FutureTask<T> start(Callable<T> body) {
    var task = new FutureTask<>(body);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }
}
