package io.tcp4j.testkit.network;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tcp4j.testkit.network.Echo.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/// A web server, and OkHttp for its client.
final class Web {
  /// How long the client waits for anything.
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private Web() {}

  /// A web server as one writes it in an afternoon: one connection after the other, each request
  /// answered with its path.
  static void serve(SimulatedNetwork network, SimulatedHost host) throws IOException {
    ServerSocket listening = host.serverSocketFactory().createServerSocket(80);
    network.spawn(
        "web server",
        () -> {
          try (ServerSocket server = listening) {
            while (true) {
              answerAll(server.accept());
            }
          } catch (SocketException e) {
            // The host has gone.
          }
        });
  }

  /// Answers all requests of a connection.
  static void answerAll(Socket socket) {
    try (socket) {
      var input = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      OutputStream output = socket.getOutputStream();
      String request;
      while ((request = input.readLine()) != null) {
        String path = request.split(" ", -1)[1];
        while (!input.readLine().isEmpty()) {
          // Headers say nothing to this server.
        }
        output.write(
            ("HTTP/1.1 200 OK\r\nContent-Length: " + path.length() + "\r\n\r\n" + path)
                .getBytes(US_ASCII));
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  /// A client that finds every name at the server.
  static OkHttpClient.Builder client(World world) {
    return new OkHttpClient.Builder()
        .socketFactory(world.client().socketFactory())
        .dns(name -> List.of(world.server().address().toInetAddress()))
        .connectTimeout(PATIENCE)
        .readTimeout(PATIENCE);
  }

  static String get(OkHttpClient client, String url) throws IOException {
    try (Response response = client.newCall(request(url)).execute()) {
      return Objects.requireNonNull(response.body()).string();
    }
  }

  static Request request(String url) {
    return new Request.Builder().url(url).build();
  }
}
