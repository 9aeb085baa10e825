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

  static Connection open(SimWorld world) {
    SimListener listener = world.server().listen(PORT);
    SimSocket client = world.client().connect(world.server(), PORT);
    return new Connection(client, listener.accept());
  }

  /// Lets time pass until both ends have come to an end and nothing of the connection is left.
  void awaitEnd(SimWorld world) {
    world.await("the end of the connection", () -> Words.closed(world));
  }
}
