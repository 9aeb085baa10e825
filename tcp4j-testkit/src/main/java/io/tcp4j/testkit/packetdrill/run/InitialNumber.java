package io.tcp4j.testkit.packetdrill.run;

import io.tcp4j.link.Direction;
import io.tcp4j.link.Packet;
import io.tcp4j.testkit.packetdrill.script.Script;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import io.tcp4j.wire.TcpFlags;

/// `--local_isn=N`, an option of our own: the first SYN of the stack has this number, so that a
/// script can be about the wrap.
///
/// The stack gets no number from outside. It counts its initial numbers by a clock (RFC 9293
/// §3.4.1), so the script runs once to see which it takes, and then again with a stack that was
/// started so much earlier.
final class InitialNumber {
  private static final String OPTION = "local_isn";

  /// The clock of initial numbers ticks every 4 µs.
  private static final long TICK = 4_000;

  private InitialNumber() {}

  /// How much earlier the stack must have been started, in ns; 0 where the script does not say.
  ///
  /// @throws NumberFormatException if it says no number of 32 bits
  static long head(Script script, RunOptions options) {
    String wanted = script.options().get(OPTION);
    if (wanted == null) {
      return 0;
    }
    First first = new First();
    var _ = ScriptRunner.run(script, options, first, 0);
    return (Integer.parseUnsignedInt(wanted) - first.number & 0xffff_ffffL) * TICK;
  }

  /// Listens for the first SYN.
  private static final class First implements RunListener {
    private final IpHeader ip = new IpHeader();
    private final Segment segment = new Segment();
    private boolean seen;
    private long number;

    @Override
    public void packet(Direction direction, Packet packet, long now) {
      if (!seen
          && direction == Direction.OUTBOUND
          && IpCodec.decode(packet.array, packet.offset, packet.length, ip) == null
          && TcpCodec.decode(packet.array, ip.payloadOffset, ip.payloadLength, segment) == null
          && segment.has(TcpFlags.SYN)) {
        seen = true;
        number = segment.seq;
      }
    }
  }
}
