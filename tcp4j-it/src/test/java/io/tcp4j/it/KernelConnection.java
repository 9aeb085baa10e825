package io.tcp4j.it;

import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import java.net.ServerSocket;
import java.net.Socket;

/// A connection between our stack and the kernel of a namespace, with both ends in this JVM.
final class KernelConnection {
  /// The kernel's port.
  static final int PORT = 5000;

  final Namespace namespace;
  final KernelView kernel;
  final OurHost host;
  final TcpSocket ours;
  final Socket theirs;

  private KernelConnection(Namespace namespace, TcpConfig config) throws Exception {
    this.namespace = namespace;
    host = OurHost.in(namespace);
    kernel = new KernelView(namespace);
    try (ServerSocket server = namespace.call(() -> new ServerSocket(PORT))) {
      Endpoint remote = Endpoint.parse(Wire.KERNEL_V4 + ":" + PORT);
      ours = host.stack.open(remote, null, config, null);
      theirs = namespace.own(server.accept());
      theirs.setSoTimeout(10_000);
    }
  }

  /// Opens one, with a host of ours for it; we are the client. All is closed with the namespace.
  static KernelConnection open(Namespace namespace) throws Exception {
    return open(namespace, TcpConfig.DEFAULT);
  }

  /// The same, with our end configured so.
  static KernelConnection open(Namespace namespace, TcpConfig config) throws Exception {
    KernelConnection connection = new KernelConnection(namespace, config);
    connection.awaitStates(State.ESTABLISHED, "ESTAB");
    return connection;
  }

  /// Waits until our end and the kernel's are in these states.
  ///
  /// @param kernels spelt as `ss` does; `CLOSED` when the kernel has none left
  void awaitStates(State our, String kernels) throws Exception {
    Await.until("us to be in " + our, ours::state, our::equals);
    kernel.awaitState(PORT, kernels);
    if (ours.state() != our) {
      throw new AssertionError("we did not stay in " + our + " but are in " + ours.state());
    }
  }
}
