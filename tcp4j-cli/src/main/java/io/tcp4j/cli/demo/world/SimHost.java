package io.tcp4j.cli.demo.world;

import io.tcp4j.cli.demo.ladder.Side;
import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// One host: a whole stack with one interface. Its calls are those of an application on it, and
/// each is noted on the ladder.
public final class SimHost {
  private static final int BACKLOG = 8;

  private final SimWorld world;
  private final Side side;
  private final String name;
  private final IpAddress address;
  private final IpStack stack;
  private final LossByPlan plan;
  private final List<SimSocket> sockets = new ArrayList<>();

  SimHost(
      SimWorld world, Side side, String name, String address, Cable cable, RandomGenerator random) {
    this.world = world;
    this.side = side;
    this.name = name;
    this.address = IpAddress.parse(address);
    plan = cable.plan(side);
    stack =
        IpStack.builder()
            .name(name)
            .scheduler(world.time())
            .random(new SplittableRandom(random.nextLong()))
            .observer(new Reporter())
            .build();
    stack.attach(cable.end(side), IpPrefix.parse(address + "/24"));
  }

  /// Tells the tap what the engine of this host does.
  private final class Reporter implements TcpObserver {
    @Override
    public void stateChanged(
        FourTuple connection, State from, Event event, State to, Trigger trigger) {
      world.tap().entered(side, world.now(), event, to);
    }

    @Override
    public void segmentSent(
        FourTuple connection, Segment segment, SendCause cause, Trigger trigger) {
      world.tap().announced(side, name, segment, cause, trigger);
    }

    @Override
    public void ended(
        FourTuple connection, Ending ending, long unread, long unacknowledged, Trigger trigger) {
      world.tap().ended(side, ending, unread);
    }
  }

  /// What it is called.
  public String name() {
    return name;
  }

  /// Its address.
  public IpAddress address() {
    return address;
  }

  /// Which end of the ladder it is.
  public Side side() {
    return side;
  }

  /// Waits for connections to a port.
  public SimListener listen(int port) {
    note("listen on port " + port);
    SimListener listener =
        new SimListener(
            world, this, Calls.get(() -> stack.listen(new Endpoint(address, port), BACKLOG)));
    world.tap().entered(side, world.now(), Event.PASSIVE_OPEN, State.LISTEN);
    return listener;
  }

  /// Begins to open a connection; it is open when [SimSocket#awaitOpen] returns.
  public SimSocket connect(SimHost peer, int port) {
    Endpoint remote = new Endpoint(peer.address, port);
    note("connect to " + remote);
    return socket(Calls.get(() -> stack.open(remote)));
  }

  /// The link loses the n-th segment with text that this host sends, counted from 1.
  public void loseText(int n) {
    plan.loseText(n);
  }

  SimSocket socket(TcpSocket socket) {
    SimSocket added = new SimSocket(this, socket);
    sockets.add(added);
    return added;
  }

  void note(String text) {
    world.tap().noted(side, world.now(), text);
  }

  void readWhatArrived() {
    for (SimSocket socket : sockets) {
      socket.readWhatArrived();
    }
  }

  void close() {
    stack.close();
  }
}
