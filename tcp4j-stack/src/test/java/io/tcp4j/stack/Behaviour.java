package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;

import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.IcmpPolicy;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.UrgentPointer;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// How the user of a connection behaves; together they take connections to all states.
enum Behaviour implements TcpHandler {
  /// Reads, and closes after the peer.
  READS(80) {
    @Override
    public void onReadable(TcpSocket socket) throws IOException {
      byte[] buffer = new byte[4096];
      while (socket.tryRead(buffer, 0, buffer.length) > 0) {
        // forgotten
      }
    }

    @Override
    public void onEndOfStream(TcpSocket socket) {
      socket.close();
    }
  },

  /// Sends back what it reads, if there is room for it.
  ECHOES(81) {
    @Override
    public void onReadable(TcpSocket socket) {
      byte[] buffer = new byte[4096];
      try {
        int n = socket.tryRead(buffer, 0, buffer.length);
        while (n > 0) {
          socket.tryWrite(buffer, 0, n);
          n = socket.tryRead(buffer, 0, buffer.length);
        }
      } catch (IOException _) {
        socket.abort(); // it can no longer be written to
      }
    }

    @Override
    public void onEndOfStream(TcpSocket socket) throws IOException {
      socket.shutdownOutput();
    }
  },

  /// Never reads, so that its window closes.
  IGNORES(82) {},

  /// Has nothing to say, and says so at once.
  CLOSES(83) {
    @Override
    public void onConnected(TcpSocket socket) {
      socket.close();
    }
  },

  /// Ends its side and goes on reading.
  HALF_CLOSES(84) {
    @Override
    public void onConnected(TcpSocket socket) throws IOException {
      socket.shutdownOutput();
    }

    @Override
    public void onReadable(TcpSocket socket) throws IOException {
      READS.onReadable(socket);
    }
  },

  /// Sends as much as it may, some of it urgent.
  TALKS(85) {
    @Override
    public void onConnected(TcpSocket socket) {
      onWritable(socket);
    }

    @Override
    public void onWritable(TcpSocket socket) {
      try {
        socket.tryWrite(new byte[100_000], 0, 100_000);
        socket.tryWriteUrgent(new byte[3], 0, 3);
      } catch (IOException _) {
        socket.abort();
      }
    }
  };

  /// Where nobody accepts.
  static final int NOBODYS_PORT = 90;

  private static final int BACKLOG = 64;

  /// More than the attacker's sockets, the queues of all listeners, TIME-WAIT and the honest host's
  /// can come to.
  static final int MOST_CONNECTIONS = 10_000;

  /// Where one listens whose connections are used so.
  final int port;

  Behaviour(int port) {
    this.port = port;
  }

  /// Listens once for each behaviour.
  ///
  /// @param accepted takes each connection
  static void listenWithAll(IpStack stack, Consumer<TcpSocket> accepted) throws IOException {
    for (Behaviour behaviour : values()) {
      stack.listen(
          at("[::]:" + behaviour.port),
          BACKLOG,
          socket -> {
            accepted.accept(socket);
            socket.setHandler(behaviour);
          });
    }
    stack.listen(at("[::]:" + NOBODYS_PORT), BACKLOG);
  }

  /// Settings of any kind.
  static TcpConfig config(RandomGenerator choice) {
    UrgentPointer[] readings = UrgentPointer.values();
    IcmpPolicy[] policies = IcmpPolicy.values();
    return TcpConfig.builder()
        .ecn(choice.nextBoolean() ? EcnMode.ACTIVE : EcnMode.PASSIVE)
        .urgentInline(choice.nextBoolean())
        .urgentPointer(readings[choice.nextInt(readings.length)])
        .timestamps(choice.nextInt(4) > 0)
        .missingTimestamps(choice.nextBoolean())
        .sack(choice.nextInt(4) > 0)
        .keepAlive(choice.nextBoolean())
        .timeWaitReuse(choice.nextBoolean())
        .icmpPolicy(policies[choice.nextInt(policies.length)])
        .synWithFin(choice.nextBoolean())
        .receiveLowWater(choice.nextInt(4) == 0 ? 2_000 : 1)
        .build();
  }
}
