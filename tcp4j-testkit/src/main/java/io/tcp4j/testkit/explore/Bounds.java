package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.model.TcpConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How far an exploration goes, and between whom.
///
/// What is counted is per run; moves beyond a count are not among the choices.
///
/// @param config how both hosts behave
/// @param maximumMessageSize largest TCP header and text of a segment in bytes, 88 to 65,515
/// @param depth how many moves are chosen, 1 to 10,000; then the network is good, the users read
///     and close, and the run has to end by itself
/// @param start where the choices begin
/// @param wraps whose sequence numbers begin just below 2³², so that they wrap around within the
///     first segment of text; null for nobody's
/// @param calls what the users may do
/// @param faults what may go wrong
public record Bounds(
    TcpConfig config,
    int maximumMessageSize,
    int depth,
    Start start,
    @Nullable Role wraps,
    Calls calls,
    Faults faults) {

  /// Small segments and buffers, so that a few moves do much: three segments fill a window.
  public static final TcpConfig SMALL =
      TcpConfig.builder()
          .sendBuffer(1_000)
          .receiveBuffer(300)
          .initialWindow(4)
          .msl(Duration.ofSeconds(30))
          .build();

  private static final int SMALL_MESSAGES = 132;
  private static final int MOST = 10_000;

  /// What each user may do. RECEIVE is not counted: it takes all that there is.
  ///
  /// @param opens how often a user opens, passively or actively, beside what {@link Start} is made
  ///     of, 0 to 10,000
  /// @param sends how often a user sends, 0 to 10,000
  /// @param closes how often a user closes, by any of the three calls, 0 to 10,000
  public record Calls(int opens, int sends, int closes) {
    /// Checks every component.
    ///
    /// @throws IllegalArgumentException naming the component, its value and what it may be
    public Calls {
      check("opens", opens, 0, MOST);
      check("sends", sends, 0, MOST);
      check("closes", closes, 0, MOST);
    }
  }

  /// What may go wrong, each 0 to 10,000.
  ///
  /// @param drops how many segments get lost
  /// @param duplicates how many segments arrive twice
  /// @param overtakings how many segments overtake others
  /// @param oldDuplicates how many segments of a connection long ago arrive
  /// @param timers how many timers expire while segments are under way, which delays those
  /// @param reboots how many hosts crash and come back, knowing nothing
  public record Faults(
      int drops, int duplicates, int overtakings, int oldDuplicates, int timers, int reboots) {
    /// Checks every component.
    ///
    /// @throws IllegalArgumentException naming the component, its value and what it may be
    public Faults {
      check("drops", drops, 0, MOST);
      check("duplicates", duplicates, 0, MOST);
      check("overtakings", overtakings, 0, MOST);
      check("oldDuplicates", oldDuplicates, 0, MOST);
      check("timers", timers, 0, MOST);
      check("reboots", reboots, 0, MOST);
    }
  }

  /// Checks every component.
  ///
  /// @throws IllegalArgumentException naming the component, its value and what it may be
  public Bounds {
    check("maximumMessageSize", maximumMessageSize, 88, 65_515);
    check("depth", depth, 1, MOST);
  }

  /// All that can happen from one place on, each of it once or twice.
  ///
  /// @param start the place
  /// @param depth how many moves
  public static Bounds of(Start start, int depth) {
    return new Bounds(
        SMALL,
        SMALL_MESSAGES,
        depth,
        start,
        null,
        new Calls(opens(start), start == Start.ESTABLISHED ? 2 : 1, 2),
        new Faults(2, 1, 1, 1, 2, 0));
  }

  private static int opens(Start start) {
    return start == Start.CLOSED || start == Start.HANDSHAKE ? 1 : 0;
  }

  /// A long life over a very bad network, for exploration by chance.
  public static Bounds lengthy() {
    return new Bounds(
        SMALL,
        SMALL_MESSAGES,
        200,
        Start.HANDSHAKE,
        null,
        new Calls(2, 20, 2),
        new Faults(20, 20, 20, 5, 40, 0));
  }

  /// As for {@link #lengthy}, after the handshake and with text in plenty.
  public static Bounds longEstablished() {
    return new Bounds(
        SMALL,
        SMALL_MESSAGES,
        100,
        Start.ESTABLISHED,
        null,
        new Calls(0, 50, 1),
        new Faults(20, 20, 20, 5, 20, 0));
  }

  /// The same bounds for another number of moves.
  ///
  /// @param moves how many, 1 to 10,000
  public Bounds withDepth(int moves) {
    return new Bounds(config, maximumMessageSize, moves, start, wraps, calls, faults);
  }

  /// The same bounds from another place on.
  public Bounds withStart(Start place) {
    return new Bounds(config, maximumMessageSize, depth, place, wraps, calls, faults);
  }

  /// The same bounds between other hosts.
  public Bounds withConfig(TcpConfig other) {
    return new Bounds(other, maximumMessageSize, depth, start, wraps, calls, faults);
  }

  /// The same bounds with sequence numbers that wrap around.
  ///
  /// @param role whose
  public Bounds withWrapping(Role role) {
    return new Bounds(config, maximumMessageSize, depth, start, role, calls, faults);
  }

  /// The same bounds with other calls.
  public Bounds withCalls(Calls others) {
    return new Bounds(config, maximumMessageSize, depth, start, wraps, others, faults);
  }

  /// The same bounds with other faults.
  public Bounds withFaults(Faults others) {
    return new Bounds(config, maximumMessageSize, depth, start, wraps, calls, others);
  }

  private static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " " + value + " is not in " + min + ".." + max);
    }
  }
}
