package io.tcp4j.testkit.packetdrill.flow;

import io.tcp4j.testkit.packetdrill.script.Notation;
import io.tcp4j.testkit.packetdrill.script.OptionText;
import io.tcp4j.testkit.packetdrill.script.SegmentText;
import io.tcp4j.testkit.packetdrill.script.SequenceRange;
import io.tcp4j.testkit.packetdrill.wire.LivePacket;
import io.tcp4j.testkit.packetdrill.wire.RawOption;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Packets of the stack in the language of scripts, so that they can be held against what a script
/// says.
public final class Reading {
  private static final SegmentText.Ecn[] ECN = {
    SegmentText.Ecn.NOT_ECT, SegmentText.Ecn.ECT1, SegmentText.Ecn.ECT0, SegmentText.Ecn.CE
  };

  private Reading() {}

  /// The packet, its numbers relative as in the script.
  ///
  /// @param pieces the packet, or the segments that together are the one of the script
  public static String of(Flow flow, List<LivePacket> pieces) {
    LivePacket head = pieces.getFirst();
    if (!head.isTcp()) {
      return "a packet that is no TCP segment: " + head.fault();
    }
    Segment first = head.segment();
    LivePacket last = pieces.getLast();
    Segment tail = last.segment();
    boolean syn = first.has(TcpFlags.SYN);
    int length = pieces.stream().mapToInt(p -> p.segment().textLength).sum();
    long seq = syn && !flow.local.known() ? 0 : flow.local.toScript(first.seq, syn);
    int ecn = head.ip().trafficClass & 3;
    SegmentText text =
        new SegmentText(
            ecn == 0 ? SegmentText.Ecn.UNSAID : ECN[ecn],
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            first.flags | tail.flags,
            new SequenceRange(seq, seq + length & 0xffff_ffffL, length),
            first.has(TcpFlags.ACK)
                ? OptionalLong.of(flow.remote.toScript(tail.ack, syn))
                : OptionalLong.empty(),
            OptionalInt.of(tail.wnd),
            first.up == 0 ? OptionalInt.empty() : OptionalInt.of(first.up),
            Optional.of(options(flow, last)));
    return Notation.of(text);
  }

  private static List<OptionText> options(Flow flow, LivePacket packet) {
    List<OptionText> options = new ArrayList<>();
    for (RawOption option : packet.options()) {
      options.add(option(flow, option));
    }
    return options;
  }

  private static OptionText option(Flow flow, RawOption option) {
    return switch (option.kind()) {
      case 0 -> new OptionText.EndOfList();
      case 1 -> new OptionText.NoOperation();
      case 2 -> new OptionText.MaximumSegmentSize((int) option.number(2, 2));
      case 3 -> new OptionText.WindowScale((int) option.number(2, 1));
      case 4 -> new OptionText.SackPermitted();
      case 5 -> sack(flow, option);
      case 8 ->
          new OptionText.Timestamps(flow.clocks.toScript(option.number(2, 4)), option.number(6, 4));
      default -> new OptionText.Other("option " + option.kind(), bytes(option));
    };
  }

  private static OptionText sack(Flow flow, RawOption option) {
    List<OptionText.Sack.Block> blocks = new ArrayList<>();
    for (int at = 2; at + 8 <= option.bytes().length; at += 8) {
      blocks.add(
          new OptionText.Sack.Block(
              flow.remote.toScript(option.number(at, 4), false),
              flow.remote.toScript(option.number(at + 4, 4), false)));
    }
    return new OptionText.Sack(blocks);
  }

  private static List<Byte> bytes(RawOption option) {
    List<Byte> bytes = new ArrayList<>();
    byte[] all = option.bytes();
    for (int i = 2; i < all.length; i++) {
      bytes.add(all[i]);
    }
    return bytes;
  }
}
