package io.tcp4j.cli.demo.world;

import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.tcp.model.WindowReduction;
import io.tcp4j.testkit.ladder.Reason;
import io.tcp4j.testkit.ladder.Side;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.Segment;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// One host: a whole stack with one interface. Its calls are those of an application on it, and
/// each is noted on the ladder.
public final class SimHost {
  private static final int BACKLOG = 8;

  private final SimWorld world;
  private final Side side;
  private final String name;
  private final IpAddress address;
  private final NetworkPort port;
  private final Plan plan;
  private final RandomGenerator random;
  private final List<SimSocket> sockets = new ArrayList<>();

  /// The defaults, but timestamps and SACK only where a scenario is about them: they would stand on
  /// every line of a ladder.
  private TcpConfig config = TcpConfig.builder().timestamps(false).sack(false).build();

  private Life life;

  SimHost(SimWorld world, Side side, String name, String address, Cable cable, long seed) {
    this.world = world;
    this.side = side;
    this.name = name;
    this.address = IpAddress.parse(address);
    plan = cable.plan(side);
    port = new NetworkPort(side, this.address, cable.end(side), world.tap(), world.time());
    random = new SplittableRandom(seed);
    life = new Life();
  }

  /// A stack, from when the host is switched on until it crashes. Tells the tap what the engine
  /// does.
  private final class Life implements TcpObserver {
    private final IpStack stack;
    private boolean over;

    Life() {
      stack =
          IpStack.builder()
              .name(name)
              .scheduler(world.time())
              .random(random)
              .observer(this)
              .build();
      stack.attach(port.plugIn(), new IpPrefix(address, 24));
    }

    @Override
    public void stateChanged(
        FourTuple connection, State from, Event event, State to, Trigger trigger) {
      if (!over) {
        world.tap().took(side, from, event, to);
      }
      // A listener's host has been in LISTEN before a SYN makes a connection of it.
      if (!over && event != Event.PASSIVE_OPEN) {
        world.tap().entered(side, world.now(), event, to);
      }
    }

    @Override
    public void segmentSent(
        FourTuple connection, Segment segment, SendCause cause, Trigger trigger) {
      if (!over) {
        world.tap().announced(side, name, connection, segment, cause, trigger);
      }
    }

    /// Of marks only: a loss shows by itself.
    @Override
    public void windowReduced(
        FourTuple connection,
        WindowReduction reason,
        long window,
        long threshold,
        Trigger trigger) {
      if (!over && reason == WindowReduction.ECN) {
        note("congestion window reduced to " + window + " bytes");
      }
    }

    @Override
    public void ended(
        FourTuple connection, Ending ending, long unread, long unacknowledged, Trigger trigger) {
      if (!over) {
        world.tap().ended(side, ending, unread);
      }
    }

    void end() {
      over = true;
      port.unplug();
      sockets.clear();
      stack.close();
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

  /// Changes how connections behave that are opened or listened for from now on.
  public void configure(UnaryOperator<TcpConfig.Builder> change) {
    config = change.apply(config.toBuilder()).build();
  }

  /// Waits for connections to a port.
  public SimListener listen(int port) {
    note("listen on port " + port);
    Endpoint local = new Endpoint(address, port);
    SimListener listener =
        new SimListener(
            world, this, Calls.get(() -> life.stack.listen(local, BACKLOG, config, null)));
    world.tap().took(side, State.CLOSED, Event.PASSIVE_OPEN, State.LISTEN);
    world.tap().entered(side, world.now(), Event.PASSIVE_OPEN, State.LISTEN);
    return listener;
  }

  /// Begins to open a connection from a port that the stack chooses.
  public SimSocket connect(SimHost peer, int port) {
    Endpoint remote = new Endpoint(peer.address, port);
    note("connect to " + remote);
    return socket(Calls.get(() -> life.stack.open(remote, null, config, null)));
  }

  /// Begins to open a connection from this port.
  ///
  /// @return nothing where the stack says that the two sockets are in use
  public Optional<SimSocket> connect(int localPort, SimHost peer, int port) {
    Endpoint remote = new Endpoint(peer.address, port);
    note("connect from port " + localPort + " to " + remote);
    try {
      Endpoint local = new Endpoint(address, localPort);
      return Optional.of(socket(life.stack.open(remote, local, config, null)));
    } catch (BindException e) {
      note("connect fails: " + e.getMessage());
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Stops dead: whatever it knew is forgotten, and nobody is told.
  public void crash() {
    note("crash: forgets everything");
    life.end();
    world.tap().entered(side, world.now(), Event.ABORT, State.CLOSED);
  }

  /// Comes back after a crash, with the same address, and knows nothing.
  public void comeBack() {
    note("comes back");
    life = new Life();
  }

  /// The link loses one of the segments that this host sends.
  public void lose(Pick pick) {
    plan.add(pick, new Plan.Fate.Lost());
  }

  /// A router on the way is congested and marks one of the segments that this host sends (RFC
  /// 3168), of those that are ECN-capable.
  public void mark(Pick pick) {
    Pick capable = new Pick(pick.kind().and(segment -> Ecn.capable(segment.ecn)), pick.n());
    plan.add(capable, new Plan.Fate.Marked());
  }

  /// A link on the way takes packets of at most so many bytes, and the router in front of it says
  /// so by ICMP when one of this host's is larger (RFC 1191).
  public void narrow(int mtu) {
    note("(a link on the way to the peer takes " + mtu + " bytes at most)");
    plan.narrow(mtu);
  }

  /// The link takes this much longer to deliver one of the segments that this host sends.
  public void delay(Pick pick, Duration by) {
    plan.add(pick, new Plan.Fate.Delayed(by));
  }

  /// The link delivers one of the segments that this host sends, and a copy of it this much later.
  public void duplicate(Pick pick, Duration by) {
    plan.add(pick, new Plan.Fate.Copied(by));
  }

  /// The packet that this host sent last, for [#forge].
  public byte[] lastPacket() {
    return port.last();
  }

  /// Puts a packet on the cable in this host's name: somebody else made it up, or it comes out of
  /// the past.
  ///
  /// @param like one that the host has sent
  /// @param change what is different, in numbers as on the wire
  /// @param reason what to tell of it on the ladder
  public void forge(byte[] like, Consumer<Segment> change, Reason reason) {
    port.forge(Forgery.of(like, change), reason);
  }

  /// Puts a SYN on the cable, at this host's end, in the name of a host that is not there: what is
  /// sent to it gets lost.
  ///
  /// @param from whose name
  /// @param target the host that the SYN is for, and its port
  /// @param reason what to tell of it on the ladder
  public void forgeSyn(Endpoint from, Endpoint target, Reason reason) {
    world.tap().stranger(from.address());
    port.forge(Forgery.syn(from, target), reason);
  }

  /// How many handshakes this host remembers that are under way: connections in SYN-RECEIVED.
  public int halfOpen() {
    return (int)
        life.stack.connections().stream().filter(c -> c.state() == State.SYN_RECEIVED).count();
  }

  /// How often something has happened at this host since it was switched on.
  public long counted(TcpCounter counter) {
    return life.stack.counters().get(counter);
  }

  /// The bytes of buffer memory that this host's connections hold.
  public long memoryUsed() {
    return life.stack.memoryUsed();
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
    life.end();
  }
}
