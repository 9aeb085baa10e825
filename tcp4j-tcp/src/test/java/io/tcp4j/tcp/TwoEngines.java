package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.IsnGenerator;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// Two engines, joined by a wire in virtual time that does what a test tells it to.
final class TwoEngines {
  static final FourTuple TUPLE =
      new FourTuple(Endpoint.parse("10.0.0.1:40000"), Endpoint.parse("10.0.0.2:80"));

  /// A segment on the wire; `index` counts those of its direction from 1.
  record Flight(int index, Segment segment) {
    boolean has(int flags) {
      return segment.has(flags);
    }

    int text() {
      return segment.textLength;
    }
  }

  private record Arrival(long at, long order, TestHost to, Segment segment, Runnable task) {}

  /// One direction.
  final class Wire {
    private final TestHost to;
    private final List<Rule> rules = new ArrayList<>();
    private final List<Segment> held = new ArrayList<>();
    private int count;

    /// Time on the way.
    long delay = Duration.ofMillis(10).toNanos();

    /// Super-segments arrive as they left, as after GRO, instead of cut.
    boolean merges;

    /// All that was put on the wire, dropped or not.
    final List<Flight> log = new ArrayList<>();

    private Wire(TestHost to) {
      this.to = to;
    }

    void drop(Predicate<Flight> which) {
      rules.add((flight, wire) -> !which.test(flight));
    }

    /// Drops the first `times` that match.
    void drop(int times, Predicate<Flight> which) {
      int[] left = {times};
      drop(f -> left[0] > 0 && which.test(f) && left[0]-- > 0);
    }

    void dropNth(int index) {
      drop(f -> f.index() == index);
    }

    /// A router that is congested: marks what matches and is ECN-capable.
    void mark(Predicate<Flight> which) {
      rules.add(
          (flight, wire) -> {
            if (Ecn.capable(flight.segment().ecn) && which.test(flight)) {
              flight.segment().ecn = Ecn.CE;
            }
            return true;
          });
    }

    void duplicate(Predicate<Flight> which) {
      rules.add(
          (flight, wire) -> {
            if (which.test(flight)) {
              deliver(flight.segment(), delay);
            }
            return true;
          });
    }

    void late(Predicate<Flight> which, Duration extra) {
      rules.add(
          (flight, wire) -> {
            if (which.test(flight)) {
              deliver(flight.segment(), delay + extra.toNanos());
              return false;
            }
            return true;
          });
    }

    /// Keeps what matches until {@link #release}.
    void hold(Predicate<Flight> which) {
      rules.add(
          (flight, wire) -> {
            if (which.test(flight)) {
              held.add(flight.segment());
              return false;
            }
            return true;
          });
    }

    void release() {
      rules.clear();
      held.forEach(s -> deliver(s, delay));
      held.clear();
    }

    void heal() {
      rules.clear();
    }

    private void put(Segment segment) {
      int size = segment.gsoSize > 0 && !merges ? segment.gsoSize : Integer.MAX_VALUE;
      int from = 0;
      do {
        Segment part = part(segment, from, Math.min(size, segment.textLength - from));
        from += part.textLength;
        pass(new Flight(++count, part));
      } while (from < segment.textLength);
    }

    private void pass(Flight flight) {
      log.add(flight);
      for (Rule rule : List.copyOf(rules)) {
        if (!rule.passes(flight, this)) {
          return;
        }
      }
      deliver(flight.segment(), delay);
    }

    private void deliver(Segment segment, long after) {
      schedule(now + after, to, segment, null);
    }
  }

  private interface Rule {
    boolean passes(Flight flight, Wire wire);
  }

  final TestHost a;
  final TestHost b;

  /// From a to b.
  final Wire ab;

  final Wire ba;
  long now;
  int events;
  private long order;
  private final PriorityQueue<Arrival> arrivals =
      new PriorityQueue<>(
          (x, y) ->
              x.at() != y.at() ? Long.compare(x.at(), y.at()) : Long.compare(x.order(), y.order()));

  TwoEngines() {
    this(TcpConfig.DEFAULT, TcpConfig.DEFAULT);
  }

  TwoEngines(TcpConfig configA, TcpConfig configB) {
    this(configA, configB, 1_000_000);
  }

  TwoEngines(TcpConfig configA, TcpConfig configB, long start) {
    now = start;
    a = new TestHost(TUPLE, configA, new IsnGenerator(1, 2), (s, c) -> wire(true).put(s));
    b =
        new TestHost(
            TUPLE.reversed(), configB, new IsnGenerator(3, 4), (s, c) -> wire(false).put(s));
    ab = new Wire(b);
    ba = new Wire(a);
    b.listening = true;
    a.autoRead = true;
    b.autoRead = true;
  }

  /// Two engines of which a's ISS is `iss`.
  static TwoEngines withIss(int iss, TcpConfig config) {
    return new TwoEngines(config, config, startFor(iss, TUPLE, new IsnGenerator(1, 2)));
  }

  /// The instant at which a generator gives a wanted number: it adds a tick each 4 µs.
  static long startFor(int iss, FourTuple tuple, IsnGenerator isn) {
    return Integer.toUnsignedLong(iss - isn.next(tuple, 0)) * 4_000;
  }

  private Wire wire(boolean fromA) {
    return fromA ? ab : ba;
  }

  TwoEngines connect() {
    a.open(now);
    runUntil(() -> both(State.ESTABLISHED));
    return this;
  }

  boolean both(State state) {
    return a.state() == state && b.state() == state;
  }

  /// Runs `task` at a later instant.
  void at(Duration later, Runnable task) {
    schedule(now + later.toNanos(), null, null, task);
  }

  private void schedule(long at, TestHost to, Segment segment, Runnable task) {
    arrivals.add(new Arrival(at, order++, to, segment, task));
  }

  /// The next event, if there is one.
  boolean step() {
    return stepBefore(Long.MAX_VALUE - 1);
  }

  private boolean stepBefore(long limit) {
    long arrival = arrivals.isEmpty() ? Long.MAX_VALUE : arrivals.peek().at();
    long timer = Math.min(a.nextDeadline(), b.nextDeadline());
    long next = Math.min(arrival, timer);
    if (next > limit) {
      return false;
    }
    if (++events > 2_000_000) {
      throw new AssertionError("a run without end: " + this);
    }
    now = Math.max(now, next);
    if (arrival <= timer) {
      Arrival head = arrivals.remove();
      if (head.task() != null) {
        head.task().run();
      } else {
        head.to().arrives(onWire(head.segment()), now);
      }
    } else {
      TestHost host = a.nextDeadline() <= b.nextDeadline() ? a : b;
      long before = host.nextDeadline();
      host.timeout(now);
      if (host.nextDeadline() <= before && host.nextDeadline() <= now) {
        throw new AssertionError("a timer that went off is due again at once: " + this);
      }
    }
    return true;
  }

  void runUntil(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (!step()) {
        throw new AssertionError("all is idle before it happened: " + this);
      }
    }
  }

  void runFor(Duration duration) {
    long end = now + duration.toNanos();
    while (stepBefore(end)) {}
    now = end;
  }

  /// Runs until nothing is on the wire and no timer runs.
  void runUntilIdle() {
    while (step()) {}
  }

  /// What must be so when both have closed: all text there, all memory back.
  void assertAllDelivered() {
    assertThat(b.received).as("a's text at b").isEqualTo(a.sent);
    assertThat(a.received).as("b's text at a").isEqualTo(b.sent);
    assertNothingLeft();
  }

  void assertNothingLeft() {
    assertThat(a.pages.outstanding()).as("pages at a").isZero();
    assertThat(b.pages.outstanding()).as("pages at b").isZero();
    assertThat(b.halfOpen).as("half-open at b").isZero();
  }

  /// As decoded from bytes: 32-bit numbers and a text of its own.
  static Segment onWire(Segment segment) {
    Segment copy = TestHost.copy(segment);
    copy.seq = Integer.toUnsignedLong((int) segment.seq);
    copy.ack = Integer.toUnsignedLong((int) segment.ack);
    if (segment.text != null) {
      copy.text = segment.text.clone();
    }
    return copy;
  }

  private static Segment part(Segment whole, int from, int length) {
    Segment part = TestHost.copy(whole);
    part.seq = whole.seq + from;
    part.textOffset = whole.textOffset + from;
    part.textLength = length;
    if (from > 0) {
      part.flags &= ~TcpFlags.CWR;
    }
    boolean last = from + length == whole.textLength;
    if (!last) {
      part.flags &= ~(TcpFlags.FIN | TcpFlags.PSH);
    }
    if (length <= whole.gsoSize) {
      part.gsoSize = 0;
    }
    return part;
  }

  @Override
  public String toString() {
    return "at " + Duration.ofNanos(now) + " a " + describe(a) + ", b " + describe(b);
  }

  private String describe(TestHost host) {
    return host.state()
        + " "
        + host.path
        + " "
        + host.counters
        + (host.any() == null ? "" : " " + host.any().status(now));
  }
}
