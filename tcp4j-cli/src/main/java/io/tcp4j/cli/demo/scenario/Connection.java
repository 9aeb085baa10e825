package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.SimListener;
import io.tcp4j.cli.demo.world.SimSocket;
import io.tcp4j.cli.demo.world.SimWorld;

/// An open connection between the two hosts, to begin a scenario with.
///
/// @param client the end that opened actively
/// @param server the end that accepted
record Connection(SimSocket client, SimSocket server) {
  /// The port that servers of the demo listen on.
  static final int PORT = 80;

  /// Opens the first connection of a scenario.
  static Connection open(SimWorld world) {
    return open(world, world.server().listen(PORT));
  }

  /// Opens one to a server that listens already.
  static Connection open(SimWorld world, SimListener listener) {
    SimSocket client = world.client().connect(world.server(), PORT);
    return new Connection(client, listener.accept());
  }

  /// Opens one from this port of the client's.
  ///
  /// @throws IllegalStateException where it is in use
  static Connection open(SimWorld world, SimListener listener, int clientPort) {
    SimSocket client = world.client().connect(clientPort, world.server(), PORT).orElseThrow();
    return new Connection(client, listener.accept());
  }

  /// Lets time pass until both ends have come to an end and nothing of the connection is left.
  void awaitEnd(SimWorld world) {
    world.await("the end of the connection", () -> Words.closed(world));
  }
}
