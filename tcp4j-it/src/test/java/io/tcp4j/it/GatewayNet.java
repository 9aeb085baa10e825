package io.tcp4j.it;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Two namespaces, and between them nothing but `tcp4j gateway`: the client's only way out is the
/// TUN device, and the gateway's sockets are in the other, where the servers are.
final class GatewayNet {
  static final String SERVER_V4 = "192.0.2.1";
  static final String SERVER_V6 = "2001:db8:99::1";
  static final String DEVICE = "tcp4j-gw0";
  private static final String GATEWAY_V4 = "10.9.0.1";
  private static final String GATEWAY_V6 = "fd79::1";
  private static final int PATIENCE = 30_000;

  final Namespace servers;
  final Namespace client;
  final Program gateway;

  private GatewayNet(Namespace servers, Namespace client, Program gateway) {
    this.servers = servers;
    this.client = client;
    this.gateway = gateway;
  }

  /// Starts the gateway and leads the client's default routes into it. All ends with the namespace.
  ///
  /// @param servers where the gateway's sockets are to be
  /// @param options more of them for the gateway
  static GatewayNet start(Namespace servers, String... options) {
    servers.run("ip", "address", "add", SERVER_V4 + "/24", "dev", "lo");
    servers.run("ip", "address", "add", SERVER_V6 + "/64", "dev", "lo");
    List<String> arguments = new ArrayList<>(List.of("--tun", DEVICE));
    arguments.addAll(List.of("--address", GATEWAY_V4 + "/24", "--address", GATEWAY_V6 + "/64"));
    arguments.addAll(Arrays.asList(options));
    Program gateway = Tcp4j.start(servers, "gateway", arguments.toArray(String[]::new));
    Namespace client = servers.own(Namespace.create());
    servers.giveDevice(DEVICE, client);
    client.run("ip", "address", "add", "10.9.0.2/24", "dev", DEVICE);
    client.run("ip", "address", "add", "fd79::2/64", "dev", DEVICE, "nodad");
    client.run("ip", "link", "set", DEVICE, "up");
    client.run("ip", "route", "add", "default", "via", GATEWAY_V4);
    client.run("ip", "-6", "route", "add", "default", "via", GATEWAY_V6);
    return new GatewayNet(servers, client, gateway);
  }

  /// A server's socket of the kernel's, on any port of all addresses.
  ServerSocket listen() throws Exception {
    return servers.call(
        () -> {
          ServerSocket server = new ServerSocket(0);
          server.setSoTimeout(PATIENCE);
          return server;
        });
  }

  /// Opens a connection from the client.
  Socket connect(String address, int port) throws Exception {
    return connect(address, port, PATIENCE);
  }

  /// Opens a connection from the client, which may take so many milliseconds.
  Socket connect(String address, int port, int patience) throws Exception {
    InetSocketAddress to = new InetSocketAddress(InetAddress.getByName(address), port);
    return client.call(
        () -> {
          Socket socket = new Socket();
          socket.connect(to, patience);
          socket.setSoTimeout(PATIENCE);
          return socket;
        });
  }

  /// Takes a connection that comes to a server.
  static Socket accept(ServerSocket server) throws Exception {
    Socket socket = server.accept();
    socket.setSoTimeout(PATIENCE);
    return socket;
  }
}
