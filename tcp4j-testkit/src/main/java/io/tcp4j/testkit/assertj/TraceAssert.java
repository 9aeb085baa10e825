package io.tcp4j.testkit.assertj;

import io.tcp4j.stack.log.Happening;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.network.Fault;
import io.tcp4j.testkit.network.Node;
import io.tcp4j.testkit.network.Trace;
import io.tcp4j.testkit.network.TraceEvent;
import io.tcp4j.testkit.network.TracedPacket;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/// What is to be true of a [Trace] so far:
/// ```java
/// import static io.tcp4j.testkit.assertj.TraceAssert.assertThat;
/// import static org.assertj.core.api.Assertions.assertThat;
///
/// assertThat(network.trace()).from(client).hasRetransmissions(1);
/// assertThat(network.trace()).hasConnectionEndedByRstFrom(client).hasNoDropsBy(partition);
/// ```
///
/// Both names have to be imported one by one: by `Assertions.*` AssertJ's own is hidden.
///
/// A failure shows the packets concerned. A segment counts once, however many routers forward or
/// NATs translate it.
@SuppressWarnings("exports") // whoever asserts has AssertJ; others need not
public final class TraceAssert extends AbstractAssert<TraceAssert, Trace> {
  /// So many packets are shown.
  private static final int SHOWN = 20;

  private final @Nullable Node node;

  private TraceAssert(Trace trace, @Nullable Node node) {
    super(trace, TraceAssert.class);
    this.node = node;
  }

  /// Begins assertions.
  ///
  /// @param trace what happened
  public static TraceAssert assertThat(Trace trace) {
    return new TraceAssert(trace, null);
  }

  /// From here on only what one node does is looked at: the segments that it sends first, its ends
  /// of connections, and packets of its own that are dropped.
  ///
  /// @param sender the node
  public TraceAssert from(Node sender) {
    return new TraceAssert(actual, sender);
  }

  // --- segments ---

  /// Fails unless so many segments were sent again, for whatever reason.
  ///
  /// @param count how many exactly
  public TraceAssert hasRetransmissions(int count) {
    return hasExactly(
        count,
        "retransmission",
        "",
        packet -> {
          SendCause cause = packet.sent().cause();
          return cause != null && cause.retransmission();
        });
  }

  /// Fails unless so many segments were sent for a reason.
  ///
  /// @param cause the reason
  /// @param count how many exactly
  public TraceAssert hasSent(SendCause cause, int count) {
    return hasExactly(count, "segment", " for " + cause, packet -> packet.sent().cause() == cause);
  }

  /// Fails unless so many RSTs were sent by nodes. Those that a fault makes are not among them.
  ///
  /// @param count how many exactly
  public TraceAssert hasResets(int count) {
    return hasExactly(count, "RST", "", TraceAssert::isReset);
  }

  private static boolean isReset(TracedPacket packet) {
    Segment segment = packet.segment();
    return segment != null && segment.has(TcpFlags.RST);
  }

  private TraceAssert hasExactly(
      int count, String what, String why, Predicate<TracedPacket> which) {
    List<TracedPacket> found = segments().filter(which).toList();
    if (found.size() != count) {
      failWithMessage(
          "expected exactly %s%s%s, but there %s%s",
          counted(count, what), why, byWhom(), were(found.size()), list(found));
    }
    return this;
  }

  /// `1 retransmission`, `2 retransmissions`.
  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String were(long count) {
    return (count == 1 ? "was " : "were ") + count;
  }

  private Stream<TracedPacket> segments() {
    return SentSegments.of(actual).all().stream().filter(packet -> concerns(packet.sent().from()));
  }

  private boolean concerns(String host) {
    return node == null || node.name().equals(host);
  }

  private String byWhom() {
    return node == null ? "" : " from " + node;
  }

  private static String list(Collection<?> things) {
    String left = things.size() > SHOWN ? "\n  … and " + (things.size() - SHOWN) + " more" : "";
    return things.isEmpty()
        ? ""
        : things.stream()
                .limit(SHOWN)
                .map(thing -> "\n  " + thing)
                .collect(Collectors.joining("", ":", ""))
            + left;
  }

  // --- drops ---

  /// Fails if any packet was dropped on its way.
  public TraceAssert hasNoDrops() {
    return hasDrops(0, "", by -> true);
  }

  /// Fails unless so many packets were dropped on their way, by whatever; copies count, too.
  ///
  /// @param count how many exactly
  public TraceAssert hasDrops(int count) {
    return hasDrops(count, "", by -> true);
  }

  /// Fails if a fault has dropped a packet.
  ///
  /// @param fault which
  public TraceAssert hasNoDropsBy(Fault fault) {
    return hasDropsBy(fault, 0);
  }

  /// Fails unless a fault has dropped so many packets, copies included. What is sent to a node
  /// that has crashed is dropped by the crash.
  ///
  /// @param fault which
  /// @param count how many exactly
  public TraceAssert hasDropsBy(Fault fault, int count) {
    return hasDrops(count, " by " + fault.name(), fault.name()::equals);
  }

  private TraceAssert hasDrops(int count, String byWhat, Predicate<String> which) {
    List<TracedPacket> found = dropped(which);
    if (found.size() != count) {
      failWithMessage(
          "expected exactly %s%s dropped%s, but there %s%s",
          counted(count, "packet"), byWhom(), byWhat, were(found.size()), list(found));
    }
    return this;
  }

  /// One for each packet and each copy of it that was dropped, with what dropped that one.
  private List<TracedPacket> dropped(Predicate<String> which) {
    Map<Long, TracedPacket> packets =
        actual.packets().stream()
            .collect(Collectors.toMap(one -> one.sent().number(), Function.identity()));
    return actual.events().stream()
        .filter(TraceEvent.Dropped.class::isInstance)
        .map(TraceEvent.Dropped.class::cast)
        .filter(drop -> which.test(drop.by()) && packets.containsKey(drop.number()))
        .map(drop -> fate(Objects.requireNonNull(packets.get(drop.number())), drop.by()))
        .filter(packet -> concerns(packet.sent().from()))
        .toList();
  }

  private static TracedPacket fate(TracedPacket packet, String droppedBy) {
    return new TracedPacket(packet.sent(), packet.arrivals(), droppedBy);
  }

  // --- connections ---

  /// Fails unless so many connections were established at both ends.
  ///
  /// @param count how many exactly
  public TraceAssert hasHandshakes(int count) {
    Set<FourTuple> established =
        happenings()
            .filter(TraceAssert::isEstablished)
            .map(TraceEvent.Happened::connection)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    SentSegments sent = SentSegments.of(actual);
    long both =
        established.stream()
                .flatMap(one -> sent.otherEnds(one).stream())
                .filter(established::contains)
                .count()
            / 2;
    if (both != count) {
      failWithMessage(
          "expected exactly %s, but there %s; established ends%s\nSYNs%s",
          counted(count, "handshake"),
          were(both),
          list(established),
          list(segments().filter(TraceAssert::isSyn).toList()));
    }
    return this;
  }

  private static boolean isEstablished(TraceEvent.Happened event) {
    return event.what() instanceof Happening.StateChange change && change.to() == State.ESTABLISHED;
  }

  private static boolean isSyn(TracedPacket packet) {
    Segment segment = packet.segment();
    return segment != null && segment.has(TcpFlags.SYN);
  }

  /// Fails unless a RST that a node sent has ended a connection at the other end.
  ///
  /// @param sender the node
  public TraceAssert hasConnectionEndedByRstFrom(Node sender) {
    SentSegments sent = SentSegments.of(actual);
    List<TracedPacket> resets =
        sent.all().stream()
            .filter(TraceAssert::isReset)
            .filter(packet -> packet.sent().from().equals(sender.name()))
            .toList();
    List<TraceEvent.Happened> endings =
        happenings().filter(event -> ending(event) != null).toList();
    boolean ended =
        endings.stream()
            .filter(end -> ending(end) == Ending.RESET || ending(end) == Ending.REFUSED)
            .anyMatch(
                end ->
                    resets.stream()
                        .anyMatch(rst -> sent.ways(rst).contains(end.connection().reversed())));
    if (!ended) {
      failWithMessage(
          "expected a connection to be ended by a RST from %s; it sent %s%s\nendings%s",
          sender, counted(resets.size(), "RST"), list(resets), endings(endings));
    }
    return this;
  }

  /// Fails unless so many ends of connections have ended in a way.
  ///
  /// @param ending how
  /// @param count how many exactly; a connection has two ends
  public TraceAssert hasEnded(Ending ending, int count) {
    List<TraceEvent.Happened> all =
        happenings()
            .filter(event -> ending(event) != null)
            .filter(end -> concerns(end.host()))
            .toList();
    long found = all.stream().filter(end -> ending(end) == ending).count();
    if (found != count) {
      failWithMessage(
          "expected exactly %s of a connection%s %s, but there %s; endings%s",
          counted(count, "end"),
          node == null ? "" : " of " + node,
          ending,
          were(found),
          endings(all));
    }
    return this;
  }

  private static @Nullable Ending ending(TraceEvent.Happened event) {
    return event.what() instanceof Happening.End end ? end.ending() : null;
  }

  private static String endings(List<TraceEvent.Happened> all) {
    return list(
        all.stream()
            .map(
                end ->
                    "%.6f s %s: %s %s on %s"
                        .formatted(
                            end.at() / 1e9,
                            end.host(),
                            end.connection(),
                            ending(end),
                            end.trigger()))
            .toList());
  }

  private Stream<TraceEvent.Happened> happenings() {
    return actual.events().stream()
        .filter(TraceEvent.Happened.class::isInstance)
        .map(TraceEvent.Happened.class::cast);
  }

  // --- the whole run ---

  /// Fails unless all that happened to packets was the same, to the byte, as in another run.
  ///
  /// @param digest the other's [digest][Trace#digest]
  public TraceAssert hasDigest(String digest) {
    if (!actual.digest().equals(digest)) {
      failWithMessage(
          "expected the run with the digest %s, but it was %s", digest, actual.digest());
    }
    return this;
  }
}
