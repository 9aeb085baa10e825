package io.tcp4j.examples;

import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpPrefix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Two hosts joined by a tunnel that knows nothing of TCP: two [PacketPipe]s over two queues, each
/// emptied by a thread. Shows the blocking way of using a stack.
public final class OwnLink {
  private OwnLink() {}

  /// Sends a line through the tunnel and prints what comes back.
  public static void main(String[] args) throws IOException, InterruptedException {
    System.out.println(echo("over a tunnel of our own"));
  }

  static String echo(String line) throws IOException, InterruptedException {
    BlockingQueue<byte[]> there = new LinkedBlockingQueue<>();
    BlockingQueue<byte[]> back = new LinkedBlockingQueue<>();
    var left = new PacketPipe("left", 1500, there::add);
    var right = new PacketPipe("right", 1500, back::add);
    try (var client = IpStack.builder().name("client").build();
        var server = IpStack.builder().name("server").build()) {
      client.attach(left, IpPrefix.parse("fd00::1/64"));
      server.attach(right, IpPrefix.parse("fd00::2/64"));
      Thread carriesThere = Thread.ofVirtual().start(() -> carry(there, right));
      Thread carriesBack = Thread.ofVirtual().start(() -> carry(back, left));

      Endpoint target = Endpoint.parse("[fd00::2]:7");
      try (TcpServerSocket listener = server.listen(target)) {
        Thread serving = Thread.ofVirtual().start(() -> serveOne(listener));
        try (TcpSocket socket = client.connect(target, Duration.ofSeconds(5))) {
          byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
          socket.write(bytes, 0, bytes.length);
          socket.shutdownOutput();
          byte[] answer = socket.inputStream().readAllBytes();
          serving.join();
          return new String(answer, StandardCharsets.UTF_8);
        }
      } finally {
        carriesThere.interrupt();
        carriesBack.interrupt();
      }
    }
  }

  private static void serveOne(TcpServerSocket listener) {
    try (TcpSocket socket = listener.accept()) {
      socket.inputStream().transferTo(socket.outputStream());
    } catch (IOException e) {
      System.err.println("server: " + e.getMessage());
    }
  }

  private static void carry(BlockingQueue<byte[]> from, PacketPipe to) {
    try {
      while (true) {
        to.arrived(from.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the tunnel is closed
    }
  }
}
