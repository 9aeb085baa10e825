package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.model.TcpConfig;
import java.time.Duration;

/// How far an exploration goes, and between whom.
///
/// What is counted is per run; moves beyond a count are not among the choices.
///
/// @param config how both ends behave
/// @param maximumMessageSize largest TCP header and text of a segment in bytes, 88 to 65,515
/// @param depth how many moves are chosen; then the network is good, the users read and close, and
///     the run has to end by itself
/// @param established whether the choices begin after the handshake; else with the first SYN
/// @param sends how often each user sends
/// @param closes how often each user may close, by any of the three calls
/// @param opens how often the server's user opens actively, beside listening: 0 or 1
/// @param drops how many segments get lost
/// @param duplicates how many segments arrive twice
/// @param overtakings how many segments overtake others
/// @param oldDuplicates how many segments of an earlier connection arrive
/// @param timers how many timers expire while segments are under way, which delays those
public record Bounds(
    TcpConfig config,
    int maximumMessageSize,
    int depth,
    boolean established,
    int sends,
    int closes,
    int opens,
    int drops,
    int duplicates,
    int overtakings,
    int oldDuplicates,
    int timers) {

  /// Small segments and buffers, so that a few moves do much: three segments fill a window.
  public static final TcpConfig SMALL =
      TcpConfig.builder()
          .sendBuffer(1_000)
          .receiveBuffer(300)
          .initialWindow(2)
          .msl(Duration.ofSeconds(30))
          .build();

  /// All that can happen, each of it once or twice.
  ///
  /// @param depth how many moves
  public static Bounds ofDepth(int depth) {
    return new Bounds(SMALL, 132, depth, false, 1, 1, 1, 2, 1, 1, 1, 2);
  }

  /// As for {@link #ofDepth}, after the handshake.
  ///
  /// @param depth how many moves
  public static Bounds establishedOfDepth(int depth) {
    return new Bounds(SMALL, 132, depth, true, 2, 1, 0, 2, 1, 1, 1, 2);
  }

  /// A long life over a very bad network, for exploration by chance.
  public static Bounds lengthy() {
    return new Bounds(SMALL, 132, 200, false, 20, 1, 1, 20, 20, 20, 5, 40);
  }

  /// As for {@link #lengthy}, after the handshake and with text in plenty.
  public static Bounds longEstablished() {
    return new Bounds(SMALL, 132, 100, true, 50, 1, 0, 20, 20, 20, 5, 20);
  }

  /// Checks every component.
  ///
  /// @throws IllegalArgumentException naming the component, its value and what it may be
  public Bounds {
    check("maximumMessageSize", maximumMessageSize, 88, 65_515);
    check("depth", depth, 1, 10_000);
    check("sends", sends, 0, 10_000);
    check("closes", closes, 0, 3);
    check("opens", opens, 0, 1);
    check("drops", drops, 0, 10_000);
    check("duplicates", duplicates, 0, 10_000);
    check("overtakings", overtakings, 0, 10_000);
    check("oldDuplicates", oldDuplicates, 0, 10_000);
    check("timers", timers, 0, 10_000);
  }

  /// The same bounds for another number of moves.
  Bounds withDepth(int moves) {
    return new Bounds(
        config,
        maximumMessageSize,
        moves,
        established,
        sends,
        closes,
        opens,
        drops,
        duplicates,
        overtakings,
        oldDuplicates,
        timers);
  }

  private static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " " + value + " is not in " + min + ".." + max);
    }
  }
}
