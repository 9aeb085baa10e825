package io.tcp4j.testkit.ladder;

import io.tcp4j.wire.TcpFlags;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A word of `--filter`: a flag, an end, or a kind of segment.
public enum FilterWord {
  /// Segments with SYN.
  SYN(TcpFlags.SYN),
  /// Segments with ACK: all but the first and some resets.
  ACK(TcpFlags.ACK),
  /// Segments with FIN.
  FIN(TcpFlags.FIN),
  /// Segments with RST.
  RST(TcpFlags.RST),
  /// Segments with PSH.
  PSH(TcpFlags.PSH),
  /// Segments with URG.
  URG(TcpFlags.URG),
  /// Segments with ECE.
  ECE(TcpFlags.ECE),
  /// Segments with CWR.
  CWR(TcpFlags.CWR),
  /// What the client sent.
  CLIENT("client"),
  /// What the server sent.
  SERVER("server"),
  /// Segments with text.
  DATA("data"),
  /// Acknowledgments that carry nothing else.
  PURE_ACK("pure-ack"),
  /// What had been sent before.
  RETRANSMISSION("retransmission"),
  /// What did not arrive.
  LOST("lost");

  private static final int BESIDES_ACK = TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST;

  private final String word;
  private final int flag;

  FilterWord(String word) {
    this.word = word;
    flag = 0;
  }

  FilterWord(int flag) {
    word = TcpFlags.toString(flag);
    this.flag = flag;
  }

  /// All words, as they are written.
  public static List<String> words() {
    return Arrays.stream(values()).map(FilterWord::toString).toList();
  }

  /// The word that this text is, in small letters or capitals.
  public static Optional<FilterWord> of(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(value -> value.word.toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }

  /// Whether it is said of this segment.
  boolean fits(LadderSegment segment) {
    return switch (this) {
      case SYN, ACK, FIN, RST, PSH, URG, ECE, CWR -> segment.has(flag);
      case CLIENT -> segment.from() == Side.LEFT;
      case SERVER -> segment.from() == Side.RIGHT;
      case DATA -> segment.length() > 0;
      case PURE_ACK -> pureAck(segment);
      case RETRANSMISSION -> segment.reason().again();
      case LOST -> segment.lost();
    };
  }

  private static boolean pureAck(LadderSegment segment) {
    return segment.has(TcpFlags.ACK)
        && (segment.flags() & BESIDES_ACK) == 0
        && segment.length() == 0;
  }

  /// The word as it is written on the command line.
  @Override
  public String toString() {
    return word;
  }
}
