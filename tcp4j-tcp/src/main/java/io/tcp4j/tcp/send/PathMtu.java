package io.tcp4j.tcp.send;

import io.tcp4j.tcp.model.LikelyMtus;

/// The largest packet that the path takes, as far as one connection knows (RFC 1191, RFC 8201), and
/// whom it believes (RFC 5927 §7.2). Sizes are those of whole packets in bytes, IP header included.
///
/// Whoever claims that a packet was too big must know one that is outstanding, and must claim less
/// than what was sent. Where packets of the claimed size have arrived before, the path must have
/// changed, or the claim is a lie: it is put aside until the segment it is about times out, which
/// nobody off the path can bring about.
public final class PathMtu {
  /// What becomes of a claim.
  public enum Claim {
    /// What we sent, or know, contradicts it.
    REFUTED,
    /// It is true unless the segment is acknowledged.
    PENDING,
    /// It is true.
    BELIEVED,
    /// It is about a packet that was sent to find this out.
    ABOUT_PROBE
  }

  /// 1024 bytes of text and both headers.
  private static final int USUALLY_SAFE = 1064;

  private static final long NOTHING = Long.MIN_VALUE;

  private boolean mayBeCut;
  private boolean cut;
  private int link;
  private int floor;
  private int current;

  /// *maxsizesent* of RFC 5927.
  private int largestSent;

  /// *maxsizeacked* of RFC 5927.
  private int largestAcknowledged;

  /// *claimedmtu* of a claim that is put aside, about the segment with this number.
  private int pending;

  private long pendingSeq = NOTHING;

  private long lowered = NOTHING;
  private long probeStart = NOTHING;
  private long probeEnd = NOTHING;
  private int probeSize;

  /// A connection begins.
  ///
  /// @param firstHop the MTU of the first link: nothing larger is ever sent
  /// @param known what is known of the path from before
  /// @param least what no claim leads below
  /// @param routersCut whether routers can cut what is larger than a path takes that takes even
  ///     less
  /// @param now the present instant in ns
  public void begin(int firstHop, int known, int least, boolean routersCut, long now) {
    link = firstHop;
    mayBeCut = routersCut;
    cut = false;
    floor = Math.min(least, link);
    current = Math.clamp(known, floor, link);
    largestSent = 0;
    largestAcknowledged = -1;
    forgetClaim();
    probeOver();
    lowered = current < link ? now : NOTHING;
  }

  /// The path MTU.
  public int current() {
    return current;
  }

  /// Whether routers are to cut our packets, since the path takes less than we go down to.
  public boolean cut() {
    return cut;
  }

  /// A packet was sent.
  public void sent(int size) {
    largestSent = Math.max(largestSent, size);
  }

  /// A packet of this size, and all below a number, were acknowledged.
  public void acknowledged(int size, long una) {
    largestAcknowledged = Math.max(largestAcknowledged, Math.min(size, current));
    if (pendingSeq < una) {
      forgetClaim();
    }
  }

  /// Judges the claim of an ICMP message; one that is to wait is remembered.
  ///
  /// @param mtu what the path is said to take
  /// @param seq the number of the segment that is said to have been too big
  public Claim judge(int mtu, long seq) {
    if (probeStart <= seq && seq < probeEnd && mtu < probeSize) {
      return Claim.ABOUT_PROBE;
    }
    if (mtu < floor && !mayBeCut) {
      return Claim.REFUTED; // RFC 8201 §4: less than every IPv6 link takes must be discarded
    }
    boolean nothingNew = mtu < floor ? current == floor && cut == mayBeCut : mtu >= current;
    if (mtu >= largestSent || nothingNew) {
      return Claim.REFUTED;
    }
    if (mtu > largestAcknowledged) {
      return Claim.BELIEVED;
    }
    if (mtu > pending) { // of several claims the one that does the least harm
      pending = mtu;
      pendingSeq = seq;
    }
    return Claim.PENDING;
  }

  /// The segment at SND.UNA timed out: is it the one that a claim, put aside, is about?
  ///
  /// @param end one more than its last number
  /// @return the MTU claimed, or 0
  public int confirmed(long end) {
    return pendingSeq != NOTHING && pendingSeq < end ? pending : 0;
  }

  /// What to fall back to where large packets vanish and nobody says what the path takes: a size
  /// that most paths take (RFC 4821 §7.2), then the half, and so on.
  public int safe() {
    return Math.max(floor, current > USUALLY_SAFE ? USUALLY_SAFE : current / 2);
  }

  /// The path takes no more than this.
  public void lower(int mtu, long now) {
    cut |= mayBeCut && mtu < floor;
    current = Math.clamp(mtu, floor, link);
    largestSent = Math.min(largestSent, current);
    largestAcknowledged = Math.min(largestAcknowledged, current);
    lowered = now;
    forgetClaim();
    probeOver();
  }

  private void forgetClaim() {
    pending = 0;
    pendingSeq = NOTHING;
  }

  /// The size to try next, once what is known has grown old (RFC 1191 §6.3, RFC 8201 §5.3).
  ///
  /// @param age after so many ns a path MTU may have grown again
  /// @return the next likely size; 0 for none, or not yet
  public int probe(long age, long now) {
    if (lowered == NOTHING || probeStart != NOTHING || now - lowered < age) {
      return 0;
    }
    return Math.min(link, LikelyMtus.above(current));
  }

  /// A packet of a size that the path may not take was sent, once.
  public void probeSent(long start, long end, int size) {
    probeStart = start;
    probeEnd = end;
    probeSize = size;
  }

  /// It was not sent after all.
  public void probeWithdrawn() {
    probeOver();
  }

  /// Whether this is the number of the packet that tries a larger size.
  public boolean probing(long seq) {
    return seq == probeStart;
  }

  /// All below `una` is acknowledged.
  ///
  /// @return the size that has been shown to arrive; 0 for nothing new
  public int probeArrived(long una) {
    return probeStart != NOTHING && una >= probeEnd ? probeSize : 0;
  }

  /// The path takes this much.
  public void raise(int mtu, long now) {
    cut = false;
    current = mtu;
    largestAcknowledged = Math.max(largestAcknowledged, mtu);
    probeOver();
    lowered = current < link ? now : NOTHING;
  }

  /// The packet that tried a larger size is lost: the path is as it was.
  public void probeLost(long now) {
    probeOver();
    lowered = now;
  }

  private void probeOver() {
    probeStart = NOTHING;
    probeEnd = NOTHING;
    probeSize = 0;
  }
}
