package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.IsnGenerator;
import io.tcp4j.tcp.model.State;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One run: two hosts, the network between them, and the time. Knows what can happen next, lets it
/// happen, and has checked what must hold after it.
final class World {
  /// The two sockets as the client has them.
  static final FourTuple TUPLE =
      new FourTuple(Endpoint.parse("10.0.0.1:40000"), Endpoint.parse("10.0.0.2:80"));

  /// The way of a segment, where no timer makes it longer.
  private static final long WAY = Duration.ofMillis(1).toNanos();

  /// How long a host is down.
  private static final long BOOTING = Duration.ofSeconds(1).toNanos();

  /// Before a user opens, so much time goes by that the clock of the initial sequence numbers is
  /// past all that an earlier connection can have used (RFC 9293 §3.4.1: faster than that clock
  /// nobody may send).
  private static final long OPENING = Duration.ofMillis(20).toNanos();

  private static final long BEGIN = Duration.ofSeconds(1).toNanos();

  /// Numbers that wrap around begin so many octets below 2³².
  private static final int BELOW = 50;

  private final Bounds bounds;
  private final Coverage coverage;
  private final Transcript transcript;
  private final Network network = new Network();
  private final Incarnations clients = new Incarnations(Role.CLIENT);
  private final Incarnations servers = new Incarnations(Role.SERVER);
  private final Host client;
  private final Host server;
  private final Allowance left;
  private long now;

  /// Since when the network is good.
  private long peace = Long.MAX_VALUE;

  World(Bounds bounds, Coverage coverage, Transcript transcript) {
    this.bounds = bounds;
    this.coverage = coverage;
    this.transcript = transcript;
    left = new Allowance(bounds);
    now = begin(bounds);
    transcript.at(now);
    client = host(Role.CLIENT, TUPLE, clients, servers);
    server = host(Role.SERVER, TUPLE.reversed(), servers, clients);
    if (bounds.start() != Start.CLOSED) {
      act(new Move.Call(Role.CLIENT, UserCall.OPEN));
    }
    if (bounds.start() == Start.ESTABLISHED || bounds.start() == Start.CLOSING) {
      while (network.busy()) {
        act(new Move.Deliver(network.oldest(), 0));
      }
    }
    if (bounds.start() == Start.CLOSING) {
      for (Role role : Role.values()) {
        act(new Move.Call(role, UserCall.SEND));
        act(new Move.Call(role, UserCall.CLOSE_OUTPUT));
      }
    }
  }

  private Host host(Role role, FourTuple tuple, Incarnations own, Incarnations peers) {
    var link = new HostLink(role, bounds, network);
    var lifecycle = new Lifecycle(role, own, peers, link, coverage, transcript, this::mayTimeOut);
    boolean listens = role == Role.SERVER && bounds.start() != Start.CLOSED;
    return new Host(role, bounds, tuple, own, link, lifecycle, listens);
  }

  /// The instant at which the client's SYN, or the server's answer to it, gets a number that wraps
  /// around soon.
  private static long begin(Bounds bounds) {
    Role role = bounds.wraps();
    if (role == null) {
      return BEGIN;
    }
    FourTuple tuple = role == Role.CLIENT ? TUPLE : TUPLE.reversed();
    long ticks = -BELOW - Host.isn(role).at(tuple, 0) & 0xffff_ffffL;
    long first = ticks * IsnGenerator.TICK_NANOS;
    return role == Role.CLIENT ? first - OPENING : first - WAY - OPENING;
  }

  Host host(Role role) {
    return role == Role.CLIENT ? client : server;
  }

  Network network() {
    return network;
  }

  // --- what can happen next

  /// All that can happen next, always in the same order; never empty while anything goes on.
  List<Move> choices() {
    List<Move> choices = new ArrayList<>();
    for (Role role : Role.values()) {
      segments(role, choices);
    }
    for (Role role : Role.values()) {
      offer(new Move.Timer(role), choices);
      for (UserCall call : UserCall.values()) {
        offer(new Move.Call(role, call), choices);
      }
      offer(new Move.OldDuplicate(role), choices);
      offer(new Move.Reboot(role), choices);
    }
    return choices;
  }

  private void segments(Role role, List<Move> choices) {
    int count = network.count(role);
    for (int i = 0; i < count; i++) {
      offer(new Move.Deliver(role, i), choices);
    }
    if (count > 0) {
      // to lose or repeat another one, those in front of it arrive first
      offer(new Move.Drop(role, 0), choices);
      offer(new Move.Duplicate(role, 0), choices);
    }
  }

  private void offer(Move move, List<Move> choices) {
    if (possible(move)) {
      choices.add(move);
    }
  }

  /// Whether this can happen now, within the bounds.
  boolean possible(Move move) {
    return left.allows(move, network.busy())
        && switch (move) {
          case Move.Deliver(Role to, int index) -> index < network.count(to);
          case Move.Drop(Role to, int index) -> index < network.count(to);
          case Move.Duplicate(Role to, int index) -> index < network.count(to);
          case Move.OldDuplicate(Role to) ->
              clients.current().isConnectedTo(servers.current())
                  && host(to).state().synchronizedState()
                  && bounds.config().timestamps();
          case Move.Timer(Role of) -> host(of).deadline() != Long.MAX_VALUE;
          case Move.Call(Role by, UserCall call) -> host(by).user().can(call, now);
          case Move.Reboot(Role of) -> !host(of).idle();
        };
  }

  // --- what happens

  /// Lets a move happen that is possible, and takes it off the bounds.
  void happen(Move move) {
    left.spend(move, network.busy());
    act(move);
  }

  /// Lets a move happen that is possible.
  void act(Move move) {
    switch (move) {
      case Move.Deliver(Role to, int index) -> {
        Flight flight = network.take(to, index);
        passes(WAY);
        transcript.arrives(to, flight, index);
        arrives(to, flight.segment(), Happening.of(flight.segment()));
      }
      case Move.Duplicate(Role to, int index) -> {
        Flight flight = network.look(to, index);
        passes(WAY);
        transcript.repeats(to, flight);
        arrives(to, flight.segment(), Happening.of(flight.segment()));
      }
      case Move.Drop(Role to, int index) -> transcript.lost(to, network.take(to, index));
      case Move.OldDuplicate(Role to) -> {
        Segment old = oldDuplicate(to);
        passes(WAY);
        transcript.oldDuplicate(to, old);
        arrives(to, old, Happening.OLD_DUPLICATE);
      }
      case Move.Timer(Role of) -> {
        passes(Math.max(0, host(of).deadline() - now));
        coverage.saw(host(of).state(), Happening.TIMER);
        transcript.did(of, "(a timer expires)");
        host(of).timeout(now);
      }
      case Move.Call(Role by, UserCall call) -> {
        if (call == UserCall.OPEN || call == UserCall.LISTEN) {
          passes(OPENING);
        }
        coverage.saw(host(by).state(), Happening.of(call));
        transcript.did(by, call.toString());
        host(by).user().call(call, now);
      }
      case Move.Reboot(Role of) -> {
        passes(BOOTING);
        coverage.saw(host(of).state(), Happening.REBOOT);
        transcript.did(of, "(crashes and boots)");
        host(of).reboot();
      }
    }
    client.checkTimers(now);
    server.checkTimers(now);
  }

  private void passes(long time) {
    now += time;
    transcript.at(now);
  }

  private void arrives(Role to, Segment segment, Happening happening) {
    coverage.saw(host(to).state(), happening);
    host(to).arrives(segment, now);
  }

  private Segment oldDuplicate(Role to) {
    boolean toClient = to == Role.CLIENT;
    SegmentRules own = (toClient ? clients : servers).current().sent;
    SegmentRules peers = (toClient ? servers : clients).current().sent;
    var old = new Segment();
    old.seq = own.highestAck() & 0xffff_ffffL;
    old.ack = peers.highestAck() & 0xffff_ffffL;
    old.flags = TcpFlags.ACK;
    old.wnd = 100;
    old.timestamps = true;
    old.tsVal = peers.firstTimestamp() - 100_000;
    old.tsEcr = own.firstTimestamp();
    old.text = new byte[16];
    old.textLength = old.text.length;
    return old;
  }

  // --- the end

  /// From now on the network is good, and both users read what comes and close.
  void finish() {
    transcript.said("From here on nothing is lost or late; both users read, and close at the end.");
    peace = now;
    new Peace(this).comesToRest();
  }

  /// Whether the network has been so bad, and not for long otherwise, that one may give up.
  private boolean mayTimeOut() {
    return peace == Long.MAX_VALUE
        || now - peace < Math.max(bounds.config().userTimeout(), bounds.config().openTimeout());
  }

  State state(Role role) {
    return host(role).state();
  }

  /// Whether the user of a host could make this call now, and it would do something.
  boolean can(Role role, UserCall call) {
    return host(role).user().can(call, now);
  }
}
