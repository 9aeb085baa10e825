package io.tcp4j.cli.serve;

import io.tcp4j.cli.host.Log;
import io.tcp4j.cli.serve.http.StaticFiles;
import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// The services of a host, each on its port of all the host's addresses.
final class Server {
  private static final int BACKLOG = 1024;

  /// An echo is an answer that somebody waits for, however short: it does not wait to be joined by
  /// more (RFC 9293 §3.7.4).
  private static final TcpConfig AT_ONCE = TcpConfig.DEFAULT.toBuilder().nagle(false).build();

  private final IpStack stack;
  private final InstantSource clock;
  private final OpenConnections connections;
  private final List<TcpServerSocket> listening = new ArrayList<>();

  Server(IpStack stack, InstantSource clock, Log log) {
    this.stack = stack;
    this.clock = clock;
    this.connections = new OpenConnections(log);
  }

  /// Starts a service.
  ///
  /// @throws IOException if it cannot have its port or its files
  void offer(Service service) throws IOException {
    Endpoint local = new Endpoint(IpAddress.UNSPECIFIED_V6, service.port());
    listening.add(
        switch (service.kind()) {
          case ECHO -> listen(local, AT_ONCE, Echo::new);
          case DISCARD -> listen(local, TcpConfig.DEFAULT, Discard::new);
          case DAYTIME -> listen(local, TcpConfig.DEFAULT, () -> new Daytime(clock));
          case CHARGEN -> listen(local, TcpConfig.DEFAULT, Chargen::new);
          case HTTP -> {
            StaticFiles files = new StaticFiles(Objects.requireNonNull(service.folder()));
            TcpServerSocket server = stack.listen(local, BACKLOG);
            new HttpServer(files, clock, connections).serve(server);
            yield server;
          }
        });
  }

  private TcpServerSocket listen(
      Endpoint local, TcpConfig config, Supplier<? extends Conversation> conversation)
      throws IOException {
    return stack.listen(
        local, BACKLOG, config, socket -> conversation.get().begin(socket, connections));
  }

  /// Stops listening, and ends all connections.
  ///
  /// @param limit how long their peers may take
  void close(Duration limit) throws InterruptedException {
    listening.forEach(TcpServerSocket::close);
    connections.closeAll(limit);
  }
}
