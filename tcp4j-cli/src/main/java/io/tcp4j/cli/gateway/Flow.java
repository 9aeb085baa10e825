package io.tcp4j.cli.gateway;

import io.tcp4j.stack.TcpHandler;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.Ending;
import java.nio.channels.SelectionKey;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A client's connection and that to its destination, carried as one: bytes both ways, the end of
/// each direction by itself, and a reset of either as a reset of the other.
///
/// Everything happens on the thread that brings the news: the link's from the client, the loop's
/// from the destination.
final class Flow implements TcpHandler, SocketLoop.Watcher, Pump.Owner {
  /// How a flow has ended.
  enum Outcome {
    /// Both sides have ended their half.
    CLOSED,
    /// The client's connection was reset, or has failed.
    CLIENT_RESET,
    /// The destination's was.
    DESTINATION_RESET,
    /// The gateway was stopped.
    STOPPED
  }

  /// Is told of the end of flows.
  interface Register {
    /// A flow is over, and its connections are ended; told once.
    void ended(Flow flow, Outcome outcome);
  }

  private final TcpSocket client;
  private final KernelEnd destination;
  private final Pump toDestination;
  private final Pump toClient;
  private final Register register;
  private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();

  /// What is still to be done before the flow is over: two pumps may be at it on other threads.
  private final AtomicInteger unfinished = new AtomicInteger(3);

  /// Writing has failed, so that the end of what can be read is a reset, too.
  private volatile boolean destinationBroken;

  Flow(TcpSocket client, KernelEnd destination, Buffers buffers, Register register) {
    this.client = client;
    this.destination = destination;
    this.register = register;
    ClientEnd clientEnd = new ClientEnd(client);
    toDestination = new Pump(clientEnd, destination, buffers, this);
    toClient = new Pump(destination, clientEnd, buffers, this);
  }

  /// Begins to carry. The key's loop tells this flow from now on.
  void begin() {
    destination.key().attach(this);
    destination.wantRead(true);
    client.setHandler(this);
  }

  TcpSocket client() {
    return client;
  }

  /// Bytes from the client to its destination so far.
  long sent() {
    return toDestination.moved();
  }

  /// Bytes from the destination to the client so far.
  long received() {
    return toClient.moved();
  }

  @Override
  public void ready(SelectionKey key) {
    int ready = destination.takeReady();
    if ((ready & SelectionKey.OP_WRITE) != 0) {
      toDestination.run();
    }
    if ((ready & SelectionKey.OP_READ) != 0) {
      toClient.run();
    }
  }

  @Override
  public void onConnected(TcpSocket socket) {
    toClient.run();
  }

  @Override
  public void onReadable(TcpSocket socket) {
    toDestination.run();
  }

  @Override
  public void onEndOfStream(TcpSocket socket) {
    toDestination.run();
  }

  @Override
  public void onWritable(TcpSocket socket) {
    toClient.run();
  }

  @Override
  public void onEnded(TcpSocket socket, Ending ending) {
    if (ending != Ending.FIN) {
      end(Outcome.CLIENT_RESET);
    }
  }

  @Override
  public void finished(Pump pump) {
    if (pump == toClient && destinationBroken) {
      end(Outcome.DESTINATION_RESET);
    } else if (toClient.isOver() && toDestination.isOver()) {
      end(Outcome.CLOSED);
    }
  }

  @Override
  public void readFailed(Pump pump) {
    end(pump == toClient ? Outcome.DESTINATION_RESET : Outcome.CLIENT_RESET);
  }

  /// What the destination had sent before it broke the connection is still carried: reading comes
  /// to its end, and that is the reset.
  @Override
  public void writeFailed(Pump pump) {
    if (pump == toClient) {
      end(Outcome.CLIENT_RESET);
      return;
    }
    destinationBroken = true;
    if (toClient.isOver()) {
      end(Outcome.DESTINATION_RESET);
    }
  }

  @Override
  public void stopped(Pump pump) {
    finishedOne();
  }

  /// Ends both connections: by FIN if both are at their ends, else by RST.
  void end(Outcome how) {
    if (!outcome.compareAndSet(null, how)) {
      return;
    }
    toClient.stop();
    toDestination.stop();
    if (how == Outcome.CLOSED) {
      destination.close();
      client.close();
    } else {
      destination.reset();
      client.abort();
    }
    finishedOne();
  }

  private void finishedOne() {
    if (unfinished.decrementAndGet() == 0) {
      register.ended(this, Objects.requireNonNull(outcome.get()));
    }
  }
}
