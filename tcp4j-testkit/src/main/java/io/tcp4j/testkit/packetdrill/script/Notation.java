package io.tcp4j.testkit.packetdrill.script;

import io.tcp4j.wire.TcpFlags;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// Writes segments in the language of scripts, as in `[ect0] P. 1:11(10) ack 1 win 257 <nop>`.
public final class Notation {
  /// The letters of the flags, in the order of their bits; AE is the ninth.
  private static final String FLAGS = "FSRP.UEWA";

  private Notation() {}

  /// The segment as a script would have it.
  public static String of(SegmentText segment) {
    StringBuilder text = new StringBuilder(ecn(segment.ecn()));
    segment.trafficClass().ifPresent(tos -> text.append("(tos 0x%02x) ".formatted(tos)));
    segment.ttl().ifPresent(ttl -> text.append("[ttl ").append(ttl).append("] "));
    segment
        .ports()
        .ifPresent(p -> text.append(p.source()).append(" > ").append(p.destination()).append(' '));
    text.append(flags(segment.flags())).append(' ').append(range(segment.sequence()));
    segment.ack().ifPresent(ack -> text.append(" ack ").append(ack));
    segment.window().ifPresent(window -> text.append(" win ").append(window));
    segment.urgent().ifPresent(urgent -> text.append(" urg ").append(urgent));
    segment
        .options()
        .ifPresentOrElse(
            options -> text.append(options.isEmpty() ? "" : " " + of(options)),
            () -> text.append(" <...>"));
    return text.toString();
  }

  private static String of(List<OptionText> options) {
    return options.stream().map(Notation::of).collect(Collectors.joining(",", "<", ">"));
  }

  private static String ecn(SegmentText.Ecn ecn) {
    return switch (ecn) {
      case UNSAID -> "";
      case NOT_ECT -> "[noecn] ";
      case ECT0 -> "[ect0] ";
      case ECT1 -> "[ect1] ";
      case CE -> "[ce] ";
      case ECT -> "[ect01] ";
    };
  }

  private static String flags(int flags) {
    StringBuilder letters = new StringBuilder();
    for (int bit = 0; bit < FLAGS.length(); bit++) {
      // the dot of ACK stands last, as scripts have it
      if ((flags & 1 << bit) != 0 && 1 << bit != TcpFlags.ACK) {
        letters.append(FLAGS.charAt(bit));
      }
    }
    letters.append((flags & TcpFlags.ACK) != 0 ? "." : "");
    return letters.isEmpty() ? "-" : letters.toString();
  }

  private static String range(SequenceRange range) {
    return range.start() + ":" + range.end() + "(" + Integer.toUnsignedLong(range.length()) + ")";
  }

  private static String of(OptionText option) {
    return switch (option) {
      case OptionText.EndOfList _ -> "eol";
      case OptionText.NoOperation _ -> "nop";
      case OptionText.MaximumSegmentSize(int mss) -> "mss " + mss;
      case OptionText.WindowScale(int shift) -> "wscale " + shift;
      case OptionText.SackPermitted _ -> "sackOK";
      case OptionText.Sack(List<OptionText.Sack.Block> blocks) ->
          blocks.stream()
              .map(block -> " " + block.left() + ":" + block.right())
              .collect(Collectors.joining("", "sack", ""));
      case OptionText.Timestamps(long value, long echo) -> "TS val " + value + " ecr " + echo;
      case OptionText.FastOpen(List<Byte> cookie, boolean experimental) ->
          (experimental ? "FOEXP " : "FO ") + hex(cookie);
      case OptionText.Other(String name, List<Byte> bytes) -> name + " " + hex(bytes);
    };
  }

  private static String hex(List<Byte> bytes) {
    return bytes.stream()
        .map(octet -> HexFormat.of().toHexDigits(octet))
        .collect(Collectors.joining());
  }
}
