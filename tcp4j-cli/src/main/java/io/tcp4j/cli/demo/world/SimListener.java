package io.tcp4j.cli.demo.world;

import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import org.jspecify.annotations.Nullable;

/// A port that waits for connections.
public final class SimListener {
  private final SimWorld world;
  private final SimHost host;
  private final TcpServerSocket socket;
  private @Nullable TcpSocket accepted;

  SimListener(SimWorld world, SimHost host, TcpServerSocket socket) {
    this.world = world;
    this.host = host;
    this.socket = socket;
  }

  /// Lets time pass until a connection is open, and takes it.
  ///
  /// @throws InVainException where none ever is
  public SimSocket accept() {
    world.await("a connection", this::tryAccept);
    TcpSocket connection = accepted;
    accepted = null;
    if (connection == null) {
      throw new AssertionError("the condition held");
    }
    return host.socket(connection);
  }

  /// Stops waiting.
  public void close() {
    host.note("stop listening");
    socket.close();
  }

  private boolean tryAccept() {
    if (accepted == null) {
      accepted = Calls.<@Nullable TcpSocket>get(socket::tryAccept);
    }
    return accepted != null;
  }
}
