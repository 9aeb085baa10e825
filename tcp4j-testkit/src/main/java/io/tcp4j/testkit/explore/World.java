package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TextSource;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run: two ends, the segments under way between them, and the time. Knows what can happen
/// next, lets it happen, and checks what must hold after it.
final class World implements End.Wire {
  private static final FourTuple CLIENT_TUPLE =
      new FourTuple(Endpoint.parse("10.0.0.1:40000"), Endpoint.parse("10.0.0.2:80"));

  /// The way of a segment, where no timer makes it longer.
  private static final long WAY = Duration.ofMillis(1).toNanos();

  /// A run that goes on for longer than this has no end.
  private static final int MOST_EVENTS = 5_000;

  private final Bounds bounds;
  private final Coverage coverage;
  private final Transcript transcript;
  private final Stream fromClient = new Stream(Side.CLIENT);
  private final Stream fromServer = new Stream(Side.SERVER);
  private final End client;
  private final End server;
  private final List<Flight> toClient = new ArrayList<>();
  private final List<Flight> toServer = new ArrayList<>();
  private final Allowance left;
  private long now = Duration.ofSeconds(1).toNanos();
  private int flights;
  private boolean anybodyGaveUp;

  /// Since when the network is good.
  private long peace = Long.MAX_VALUE;

  World(Bounds bounds, Coverage coverage, Transcript transcript) {
    this.bounds = bounds;
    this.coverage = coverage;
    this.transcript = transcript;
    left = new Allowance(bounds);
    client = new End(Side.CLIENT, bounds, CLIENT_TUPLE, fromClient, fromServer, coverage, this);
    server =
        new End(
            Side.SERVER, bounds, CLIENT_TUPLE.reversed(), fromServer, fromClient, coverage, this);
    happen(new Move.Call(Side.CLIENT, UserCall.OPEN));
    while (bounds.established() && underWay()) {
      happen(new Move.Deliver(toServer.isEmpty() ? Side.CLIENT : Side.SERVER, 0));
    }
  }

  private End end(Side side) {
    return side == Side.CLIENT ? client : server;
  }

  private List<Flight> to(Side side) {
    return side == Side.CLIENT ? toClient : toServer;
  }

  private boolean underWay() {
    return !toClient.isEmpty() || !toServer.isEmpty();
  }

  // --- what can happen next

  /// All that can happen next, always in the same order; never empty while anything goes on.
  List<Move> choices() {
    List<Move> choices = new ArrayList<>();
    for (Side side : Side.values()) {
      segments(side, choices);
    }
    for (Side side : Side.values()) {
      if (end(side).deadline() != Long.MAX_VALUE) {
        offer(new Move.Timer(side), choices);
      }
      for (UserCall call : UserCall.values()) {
        offer(new Move.Call(side, call), choices);
      }
      offer(new Move.OldDuplicate(side), choices);
    }
    return choices;
  }

  private void segments(Side side, List<Move> choices) {
    int count = to(side).size();
    for (int i = 0; i < count; i++) {
      offer(new Move.Deliver(side, i), choices);
    }
    if (count > 0) {
      // to lose or repeat another one, those in front of it arrive first
      offer(new Move.Drop(side, 0), choices);
      offer(new Move.Duplicate(side, 0), choices);
    }
  }

  private void offer(Move move, List<Move> choices) {
    if (possible(move)) {
      choices.add(move);
    }
  }

  /// Whether this can happen now, within the bounds.
  boolean possible(Move move) {
    return left.allows(move, underWay())
        && switch (move) {
          case Move.Deliver(Side to, int index) -> index < to(to).size();
          case Move.Drop(Side to, int index) -> index < to(to).size();
          case Move.Duplicate(Side to, int index) -> index < to(to).size();
          case Move.OldDuplicate(Side to) ->
              end(to).wasEstablished()
                  && end(to).state().synchronizedState()
                  && end(to.other()).wasEstablished()
                  && bounds.config().timestamps();
          case Move.Timer(Side of) -> end(of).deadline() != Long.MAX_VALUE;
          case Move.Call(Side by, UserCall call) -> end(by).can(call);
        };
  }

  // --- what happens

  /// Lets a move happen that is possible.
  void happen(Move move) {
    left.spend(move, underWay());
    switch (move) {
      case Move.Deliver(Side to, int index) -> arrives(to, to(to).remove(index).segment(), null);
      case Move.Duplicate(Side to, int index) -> arrives(to, to(to).get(index).segment(), null);
      case Move.Drop(Side to, int index) ->
          transcript.lost(to, to(to).remove(index).segment(), now);
      case Move.OldDuplicate(Side to) -> arrives(to, oldDuplicate(to), Happening.OLD_DUPLICATE);
      case Move.Timer(Side of) -> {
        now = Math.max(now, end(of).deadline());
        coverage.saw(end(of).state(), Happening.TIMER);
        transcript.timer(of, end(of).state(), now);
        end(of).timeout(now);
      }
      case Move.Call(Side by, UserCall call) -> {
        coverage.saw(end(by).state(), Happening.of(call));
        transcript.call(by, call, end(by).state(), now);
        anybodyGaveUp |= givesUp(call, end(by).state());
        end(by).call(call, now);
      }
    }
    client.checkTimers(now);
    server.checkTimers(now);
  }

  /// Whether text may be lost by this call: only CLOSE of the output keeps all, once there is a
  /// connection (§3.10.4).
  private static boolean givesUp(UserCall call, State state) {
    return switch (call) {
      case OPEN, SEND, RECEIVE -> false;
      case CLOSE_OUTPUT -> state == State.SYN_SENT;
      case CLOSE, ABORT -> true;
    };
  }

  private void arrives(Side to, Segment segment, @Nullable Happening special) {
    now += WAY;
    coverage.saw(end(to).state(), special == null ? Happening.of(segment) : special);
    transcript.arrives(to, segment, end(to).state(), now);
    end(to).arrives(segment, now);
  }

  private Segment oldDuplicate(Side to) {
    SentSegments own = end(to).sent();
    SentSegments peers = end(to.other()).sent();
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

  @Override
  public void sent(Side from, Segment segment, @Nullable TextSource text) {
    Flight flight = Flight.of(flights++, segment, text);
    to(from.other()).add(flight);
    transcript.leaves(from, flight.segment(), now);
    if (client.wasEstablished() && server.wasEstablished() && !segment.has(TcpFlags.RST)) {
      Violation.unless(
          segment.ack <= end(from.other()).sent().next(),
          "nothing is acknowledged that was not sent",
          segment);
    }
  }

  @Override
  public boolean mayTimeOut() {
    TcpConfig config = bounds.config();
    return peace == Long.MAX_VALUE
        || now - peace < Math.max(config.userTimeout(), config.openTimeout());
  }

  // --- the end

  /// From now on the network is good, the users read what comes, and close when nothing comes any
  /// more. Both ends must come to rest, and nothing must be left of them.
  void finish() {
    transcript.note("from here on nothing is lost or late, both users read, and close at the end");
    peace = now;
    Closing closing = Closing.NONE;
    for (int events = 0; ; events++) {
      Violation.unless(
          events < MOST_EVENTS, "every run ends", client.state() + "/" + server.state());
      if (receive(Side.CLIENT) || receive(Side.SERVER)) {
        continue;
      }
      if (underWay()) {
        happen(new Move.Deliver(oldest(), 0));
      } else if (nextTimer() != null) {
        happen(new Move.Timer(nextTimer()));
      } else if (client.idle() && server.idle()) {
        break;
      } else {
        closing = close(closing);
      }
    }
    if (!anybodyGaveUp && client.ending() == Ending.FIN && server.ending() == Ending.FIN) {
      Violation.unless(fromClient.allRead(), "all that was written is read", fromClient);
      Violation.unless(fromServer.allRead(), "all that was written is read", fromServer);
    }
  }

  private enum Closing {
    NONE,
    OUTPUT,
    ALL
  }

  private Closing close(Closing before) {
    Closing next = before == Closing.NONE ? Closing.OUTPUT : Closing.ALL;
    Violation.unless(
        before != Closing.ALL,
        "a connection that both users have closed ends",
        client.state() + "/" + server.state());
    for (Side side : Side.values()) {
      UserCall call = next == Closing.OUTPUT ? UserCall.CLOSE_OUTPUT : UserCall.CLOSE;
      if (end(side).can(call)) {
        happen(new Move.Call(side, call));
      }
    }
    return next;
  }

  private boolean receive(Side side) {
    boolean can = end(side).can(UserCall.RECEIVE);
    if (can) {
      happen(new Move.Call(side, UserCall.RECEIVE));
    }
    return can;
  }

  private Side oldest() {
    if (toClient.isEmpty() || toServer.isEmpty()) {
      return toClient.isEmpty() ? Side.SERVER : Side.CLIENT;
    }
    return toClient.getFirst().order < toServer.getFirst().order ? Side.CLIENT : Side.SERVER;
  }

  private @Nullable Side nextTimer() {
    if (client.deadline() == Long.MAX_VALUE && server.deadline() == Long.MAX_VALUE) {
      return null;
    }
    return client.deadline() <= server.deadline() ? Side.CLIENT : Side.SERVER;
  }

  State state(Side side) {
    return end(side).state();
  }
}
