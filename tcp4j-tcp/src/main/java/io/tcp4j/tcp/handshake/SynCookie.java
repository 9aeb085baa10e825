package io.tcp4j.tcp.handshake;

import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.IsnGenerator;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import org.jspecify.annotations.Nullable;

/// SYN cookies (RFC 4987 §3.6): a SYN,ACK of which nothing has to be remembered, since the ACK that
/// completes the handshake brings everything back.
///
/// The cookie is our initial sequence number. It is the one of RFC 6528, F(4-tuple) + M, save that
/// in place of the low 24 bits of the clock M stands a keyed hash of all that the cookie vouches
/// for, to which the index of the peer's MSS in a table of eight is added. So numbers of the same
/// 4-tuple grow from one period of 2²⁴ ticks (67 s) to the next (RFC 9293 §3.4.1), and the high
/// bits of M tell how old a cookie is: one of this period or of the last is good. Of the 2³²
/// numbers that somebody may guess, 16 are.
///
/// Window scale, SACK and ECN need six bits more. They stand in the low bits of the TSval of our
/// SYN,ACK and come back as TSecr; the hash vouches for them as well. A peer without timestamps
/// gets none of the three. The hash also covers IRS, so that only the first segment after the SYN
/// is believed, and no later one of a connection that is gone.
///
/// Immutable.
public final class SynCookie {
  /// The low bits of M that the hash takes the place of.
  private static final int HASH_BITS = 24;

  private static final int HASH_MASK = (1 << HASH_BITS) - 1;
  private static final int PERIOD_MASK = 0xff;

  /// The oldest cookie that is believed, in periods.
  private static final int OLDEST = 1;

  /// For how long after it was made a cookie may be good, in ns. One that was made in the beginning
  /// of a period is.
  public static final long LIFETIME = (OLDEST + 1) * (IsnGenerator.TICK_NANOS << HASH_BITS);

  /// What a peer's MSS is rounded down to: the smallest that counts, the two defaults, what tunnels
  /// and Ethernet leave in either family, and jumbo frames.
  private static final int[] SIZES = {48, 536, 1220, 1360, 1400, 1440, 1460, 8940};

  // What the low bits of a TSval say.

  private static final int SHIFT_MASK = 0xf;
  private static final int NO_SCALING = 0xf;
  private static final int SACK = 0x10;
  private static final int ECN = 0x20;
  private static final int SAID_MASK = 0x3f;

  /// Beyond those bits: there was a TSval.
  private static final int STAMPED = 0x40;

  /// Beyond those bits: Rcv.Wind.Shift, which must not change between SYN,ACK and ACK either.
  private static final int OWN_SHIFT_AT = 8;

  private static final int ECN_SETUP = TcpFlags.ECE | TcpFlags.CWR;
  private static final int LARGEST_SHIFT = 14;

  private final IsnGenerator isn;

  /// @param isn the host's secret
  public SynCookie(IsnGenerator isn) {
    this.isn = isn;
  }

  /// The cookie that answers a SYN, as the low 32 bits of our initial sequence number.
  ///
  /// @param syn its numbers as on the wire
  /// @param terms what we offer
  public int iss(FourTuple connection, Segment syn, Terms terms, long now) {
    int index = index(terms.peerMss(syn));
    long period = period(now);
    int hash = hash(connection, (int) syn.seq, said(syn, terms), terms, period);
    return isn.at(connection, (period << HASH_BITS) | ((hash + index) & HASH_MASK));
  }

  /// Takes from a SYN what a cookie does not carry, so that we agree on nothing that is forgotten.
  public static void reduce(Segment syn, Terms terms) {
    write(syn, SIZES[index(terms.peerMss(syn))], said(syn, terms));
  }

  /// The TSval by which a SYN,ACK says what was agreed on: the latest that is not after our
  /// clock's.
  ///
  /// @param tsVal what our clock shows
  /// @param said what the SYN said
  public static int stamp(int tsVal, int said) {
    int stamp = (tsVal & ~SAID_MASK) | (said & SAID_MASK);
    return stamp - tsVal > 0 ? stamp - (SAID_MASK + 1) : stamp;
  }

  /// The SYN, reduced, that was answered by the cookie which an ACK brings back.
  ///
  /// Its window is the ACK's, as far as a SYN can say it, and so is its TSval.
  ///
  /// @param ack its numbers as on the wire
  /// @param terms what we offer
  /// @return null where the cookie is none of ours, or too old
  public @Nullable Segment restore(FourTuple connection, Segment ack, Terms terms, long now) {
    int irs = (int) ack.seq - 1;
    int said = terms.stamped(ack) ? STAMPED | (ack.tsEcr & SAID_MASK) : NO_SCALING;
    int m = (int) ack.ack - 1 - isn.at(connection, 0);
    long age = (period(now) - (m >>> HASH_BITS)) & PERIOD_MASK;
    if (age > OLDEST) {
      return null;
    }
    int index = (m - hash(connection, irs, said, terms, period(now) - age)) & HASH_MASK;
    if (index >= SIZES.length) {
      return null;
    }
    var syn = new Segment();
    syn.seq = Integer.toUnsignedLong(irs);
    syn.flags = TcpFlags.SYN;
    syn.wnd = ack.wnd;
    syn.timestamps = terms.stamped(ack);
    syn.tsVal = ack.tsVal;
    write(syn, SIZES[index], said);
    return syn;
  }

  private static void write(Segment syn, int mss, int said) {
    int shift = said & SHIFT_MASK;
    syn.mss = mss;
    syn.windowScale = shift == NO_SCALING ? -1 : shift;
    syn.sackPermitted = (said & SACK) != 0;
    syn.timestamps = (said & STAMPED) != 0;
    syn.flags = (syn.flags & ~ECN_SETUP) | ((said & ECN) != 0 ? ECN_SETUP : 0);
  }

  /// What a SYN says beside its MSS, as {@link #stamp} takes it.
  public static int said(Segment syn, Terms terms) {
    if (!terms.stamped(syn)) {
      return NO_SCALING;
    }
    int shift = syn.windowScale < 0 ? NO_SCALING : Math.min(syn.windowScale, LARGEST_SHIFT);
    int sack = syn.sackPermitted ? SACK : 0;
    int ecn = syn.has(ECN_SETUP) ? ECN : 0;
    return STAMPED | shift | sack | ecn;
  }

  private static int index(int mss) {
    int index = SIZES.length - 1;
    while (index > 0 && SIZES[index] > mss) {
      index--;
    }
    return index;
  }

  private static long period(long now) {
    return IsnGenerator.clock(now) >> HASH_BITS;
  }

  private int hash(FourTuple connection, int irs, int said, Terms terms, long period) {
    long first = ((long) irs << Integer.SIZE) | (terms.windowShift() << OWN_SHIFT_AT) | said;
    return (int) isn.seal(connection, first, period);
  }

  /// What our SYN,ACK offers, and so settles what a peer's words come to.
  ///
  /// @param timestamps whether we offer timestamps
  /// @param windowShift Rcv.Wind.Shift that we offer, 0..14
  /// @param defaultMss the MSS of a peer that says nothing of it
  public record Terms(boolean timestamps, int windowShift, int defaultMss) {
    boolean stamped(Segment segment) {
      return timestamps && segment.timestamps;
    }

    int peerMss(Segment syn) {
      return syn.mss >= 0 ? syn.mss : defaultMss;
    }
  }
}
