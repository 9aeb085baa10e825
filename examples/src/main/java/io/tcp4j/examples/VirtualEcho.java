package io.tcp4j.examples;

import io.tcp4j.link.MemoryLink;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.TcpHandler;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpPrefix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;

/// Two hosts on one thread and in virtual time: a whole connection, with the minute of TIME-WAIT at
/// its end, is over in a moment, and the same seed gives the same packets. Shows the callback way
/// of using a stack.
public final class VirtualEcho {
  private final VirtualTime time = new VirtualTime();
  private final StringBuilder received = new StringBuilder();

  private VirtualEcho() {}

  /// Runs the connection and prints what came back, and when all was over.
  public static void main(String[] args) throws IOException {
    System.out.println(new VirtualEcho().run("hello, virtual world"));
  }

  static String echo(String line) throws IOException {
    return new VirtualEcho().run(line);
  }

  private String run(String line) throws IOException {
    MemoryLink.Pair cable = MemoryLink.pair("client", "server", 1500, time);
    IpStack client = host("client", 1);
    IpStack server = host("server", 2);
    client.attach(cable.a(), IpPrefix.parse("10.0.0.1/24"));
    server.attach(cable.b(), IpPrefix.parse("10.0.0.2/24"));
    Endpoint target = Endpoint.parse("10.0.0.2:7");
    server.listen(target, 16, socket -> socket.setHandler(new Echo()));
    client.open(target, new Client(line.getBytes(StandardCharsets.UTF_8)));

    long start = time.nanoTime();
    time.runUntilIdle();
    var took = Duration.ofNanos(time.nanoTime() - start);
    client.close();
    server.close();
    return received + " (" + took.toSeconds() + " s of virtual time)";
  }

  private IpStack host(String name, long seed) {
    return IpStack.builder().name(name).scheduler(time).random(new SplittableRandom(seed)).build();
  }

  /// Sends a line, says that it is all, and reads to the end.
  private final class Client implements TcpHandler {
    private final byte[] line;
    private final byte[] buffer = new byte[256];

    Client(byte[] line) {
      this.line = line;
    }

    @Override
    public void onConnected(TcpSocket socket) throws IOException {
      socket.write(line, 0, line.length);
      socket.shutdownOutput();
    }

    @Override
    public void onReadable(TcpSocket socket) throws IOException {
      int n;
      while ((n = socket.tryRead(buffer, 0, buffer.length)) > 0) {
        received.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
      }
    }

    @Override
    public void onEndOfStream(TcpSocket socket) {
      socket.close();
    }
  }

  /// Writes back what it reads, no faster than the peer takes it.
  private static final class Echo implements TcpHandler {
    private final byte[] buffer = new byte[4096];
    private int filled;

    @Override
    public void onReadable(TcpSocket socket) throws IOException {
      while (filled > 0 || (filled = socket.tryRead(buffer, 0, buffer.length)) > 0) {
        int taken = socket.tryWrite(buffer, 0, filled);
        filled -= taken;
        System.arraycopy(buffer, taken, buffer, 0, filled);
        if (filled > 0) {
          return; // onWritable goes on
        }
      }
    }

    @Override
    public void onWritable(TcpSocket socket) throws IOException {
      onReadable(socket);
    }

    @Override
    public void onEndOfStream(TcpSocket socket) {
      socket.close();
    }
  }
}
