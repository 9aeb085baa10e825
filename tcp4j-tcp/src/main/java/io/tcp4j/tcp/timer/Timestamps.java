package io.tcp4j.tcp.timer;

import io.tcp4j.wire.Segment;

/// The Timestamps option of one connection: our clock as the peer sees it, and the peer's as far as
/// we know it (RFC 7323 §3–5).
public final class Timestamps {
  /// {@link #roundTrip} has nothing to say.
  public static final long NO_SAMPLE = Long.MIN_VALUE;

  /// One tick of our clock: within the 1 ms to 1 s of §5.4.
  private static final long TICK_NANOS = 1_000_000;

  /// For how long TS.Recent is believed without news: the sign of a clock of 1 ms ticks turns after
  /// 24.8 days (§5.5).
  private static final long OUTDATED = 24L * 24 * 3_600 * 1_000_000_000L;

  private boolean agreed;
  private int offset;

  /// What our clock showed when the connection began.
  private int beginning;

  /// TS.Recent, and when it was learnt.
  private int recent;

  private long recentAt;

  /// The segment being processed may set TS.Recent (§4.3, rule 2), if its ACK turns out acceptable.
  private boolean candidate;

  /// A connection begins: nothing is agreed on, and our clock begins at a place of its own, so that
  /// it tells nothing of the host's (§5.4).
  public void begin(int offset, long now) {
    this.offset = offset;
    beginning = clock(now);
    agreed = false;
    candidate = false;
  }

  /// The peer's SYN carried the option, and ours does too (§3.2): from now on every segment does.
  public void agree(Segment syn, long now) {
    agreed = true;
    recent = syn.tsVal;
    recentAt = now;
  }

  /// Whether both sides carry the option.
  public boolean agreed() {
    return agreed;
  }

  /// Writes the option. TSecr is 0 as long as there is nothing to echo (§3.2).
  public void stamp(Segment segment, long now) {
    segment.timestamps = true;
    segment.tsVal = clock(now);
    segment.tsEcr = agreed ? recent : 0;
  }

  /// PAWS (§5.3 R1): the segment is older than one that has come already, so it is of an earlier
  /// round of sequence numbers, however well it fits into the window.
  public boolean old(Segment seg, long now) {
    return agreed && seg.timestamps && seg.tsVal - recent < 0 && !outdated(now);
  }

  /// Whether the segment's TSval is newer than all that came before.
  public boolean newer(Segment seg) {
    return agreed && seg.timestamps && seg.tsVal - recent > 0;
  }

  /// For how long TS.Recent has been as it is, in ns.
  public long age(long now) {
    return now - recentAt;
  }

  /// Notes whether the segment's TSval is the one to echo: that of the oldest segment not yet
  /// acknowledged (§4.3, rule 2).
  ///
  /// @param lastAckSent Last.ACK.sent
  public void arrived(Segment seg, long lastAckSent, long now) {
    candidate =
        agreed
            && seg.timestamps
            && seg.seq <= lastAckSent
            && (seg.tsVal - recent >= 0 || outdated(now));
  }

  /// The segment is acceptable, its ACK too: its TSval becomes TS.Recent.
  public void accept(Segment seg, long now) {
    if (candidate) {
      candidate = false;
      recent = seg.tsVal;
      recentAt = now;
    }
  }

  /// The round trip that an ACK of new data tells (§4.1), in ns, at least one tick.
  ///
  /// A peer may echo what it likes. It gains nothing by it that it could not have by being slow,
  /// but what no round trip lasts is not believed. Nor tells an echo from before the connection
  /// began anything: a SYN cookie's clock runs in large steps.
  ///
  /// @param longest the longest round trip that is believed, in ns
  /// @return {@link #NO_SAMPLE} where the ACK tells none, or an impossible one
  public long roundTrip(Segment seg, long longest, long now) {
    if (!agreed || !seg.timestamps || seg.tsEcr == 0 || seg.tsEcr - beginning < 0) {
      return NO_SAMPLE;
    }
    int ticks = clock(now) - seg.tsEcr;
    long roundTrip = Math.max(ticks, 1) * TICK_NANOS;
    return ticks < 0 || roundTrip > longest ? NO_SAMPLE : roundTrip;
  }

  private boolean outdated(long now) {
    return now - recentAt > OUTDATED;
  }

  private int clock(long now) {
    return (int) Math.floorDiv(now, TICK_NANOS) + offset;
  }
}
