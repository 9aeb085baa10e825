package com.example;

import io.tcp4j.testkit.network.SimulatedHost;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Says hello to each request of HTTP/1.1, in the blocking code of thirty years.
final class TinyHttpServer {
  private static final byte[] HELLO =
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII);
  private static final String LENGTH = "content-length:";

  private TinyHttpServer() {}

  /// Serves at port 80 whenever the host is up.
  static void start(SimulatedHost host) {
    host.runs(
        "http",
        () -> {
          ServerSocket listening = host.serverSocketFactory().createServerSocket(80);
          while (true) {
            Socket socket = listening.accept();
            host.spawn("connection", () -> answer(socket));
          }
        });
  }

  private static void answer(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (request(in)) {
        socket.getOutputStream().write(HELLO);
      }
    } catch (IOException e) {
      // the client has gone
    }
  }

  /// Reads a request with its body; false where there is none any more.
  private static boolean request(InputStream in) throws IOException {
    int body = 0;
    String line = line(in);
    if (line.isEmpty()) {
      return false;
    }
    while (!line.isEmpty()) {
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        body = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
      line = line(in);
    }
    in.skipNBytes(body);
    return true;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
