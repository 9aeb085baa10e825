package io.tcp4j.testkit.goodput;

import io.tcp4j.link.impair.Loss;
import io.tcp4j.stack.TcpHandler;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.testkit.network.CableConfig;
import io.tcp4j.testkit.network.Fault;
import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import io.tcp4j.testkit.network.Traffic;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import java.io.IOException;
import java.time.Duration;

/// A sender that always has more to send, and a receiver that reads at once.
final class BulkTransfer {
  /// How long it goes on, from the SYN on.
  static final Duration LENGTH = Duration.ofSeconds(20);

  private static final Duration GLANCE = Duration.ofMillis(100);
  private static final int PORT = 5001;
  private static final int CHUNK = 16_384;

  private final byte[] buffer = new byte[CHUNK];
  private long received;

  private BulkTransfer() {}

  /// What came of it.
  ///
  /// @param received bytes that the receiver has read
  /// @param retransmissions segments that were sent again
  /// @param timeouts how often the retransmission timer expired
  /// @param roundTrip mean of the smoothed round trip, queueing included, in ns
  record Outcome(long received, long retransmissions, long timeouts, long roundTrip) {
    double bitsPerSecond() {
      return received * Byte.SIZE / (double) LENGTH.toSeconds();
    }
  }

  /// Runs it in virtual time.
  ///
  /// @param config both ends'
  /// @param seed decides which packets get lost
  static Outcome run(TcpConfig config, Line line, long seed) {
    try (SimulatedNetwork network = SimulatedNetwork.virtual(seed)) {
      network.trace().forget();
      return new BulkTransfer().run(network, config, line);
    } catch (IOException e) {
      throw new AssertionError("nothing can fail in it", e);
    }
  }

  private Outcome run(SimulatedNetwork network, TcpConfig config, Line line) throws IOException {
    SimulatedHost sender = network.host("sender", stack -> stack.tcpConfig(config));
    SimulatedHost receiver = network.host("receiver", stack -> stack.tcpConfig(config));
    network.cable(sender, receiver, CableConfig.DEFAULT.withDelay(line.roundTrip().dividedBy(2)));
    Traffic there = network.oneWay(sender, receiver);
    Fault _ = there.rateLimit(Line.BITS_PER_SECOND, line.queue());
    Fault _ = there.apply(new Loss(line.loss()));
    Endpoint anywhere = new Endpoint(IpAddress.UNSPECIFIED_V4, PORT);
    receiver.stack().listen(anywhere, 1, socket -> socket.setHandler(new Sink()));
    TcpSocket socket = sender.stack().open(receiver.endpoint(PORT), new Source());
    long glances = LENGTH.dividedBy(GLANCE);
    long roundTrips = 0;
    for (long i = 0; i < glances; i++) {
      network.sleep(GLANCE);
      roundTrips += socket.info().roundTrip().smoothed();
    }
    return new Outcome(
        received,
        socket.info().totals().retransmissions(),
        sender.stack().counters().get(TcpCounter.RETRANSMISSION_TIMEOUTS),
        roundTrips / glances);
  }

  private final class Source implements TcpHandler {
    @Override
    public void onConnected(TcpSocket socket) throws IOException {
      onWritable(socket);
    }

    @Override
    public void onWritable(TcpSocket socket) throws IOException {
      int taken;
      do {
        taken = socket.tryWrite(buffer, 0, CHUNK);
      } while (taken == CHUNK);
    }
  }

  private final class Sink implements TcpHandler {
    @Override
    public void onReadable(TcpSocket socket) throws IOException {
      int length;
      while ((length = socket.tryRead(buffer, 0, CHUNK)) > 0) {
        received += length;
      }
    }
  }
}
