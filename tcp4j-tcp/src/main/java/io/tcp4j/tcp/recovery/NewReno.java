package io.tcp4j.tcp.recovery;

import io.tcp4j.tcp.congestion.CongestionControl;
import io.tcp4j.tcp.send.RetransmissionQueue;
import io.tcp4j.tcp.send.SendSequence;

/// Fast retransmit and fast recovery without SACK: RFC 5681 §3.2 as refined by NewReno, RFC 6582
/// §3.2, and limited transmit, RFC 3042.
///
/// Decides which entries of the queue are lost and how much the window is inflated by segments that
/// have left the network; sends nothing itself.
public final class NewReno {
  /// So many duplicate ACKs make a loss (RFC 5681 §3.2).
  public static final int THRESHOLD = 3;

  private int duplicates;
  private boolean recovering;
  private boolean partialSeen;
  private boolean timedOut;
  private long recover;

  /// The pipe leaves out what has arrived out of order, so the window need not make up for it.
  private boolean countsPipe;

  /// By how much cwnd is inflated (or deflated) for the length of the recovery.
  private long inflation;

  /// A connection begins.
  public void begin(long iss) {
    countsPipe = false;
    recover = iss - 1; // so that a loss of the very first text is repaired, too
  }

  /// SACK blocks tell what has left the network: from now on the window is not inflated for it. A
  /// peer that agreed to SACK and then sends none is inflated for like any other.
  public void countPipe() {
    countsPipe = true;
  }

  /// Whether a recovery is going on.
  public boolean recovering() {
    return recovering;
  }

  /// Whether the retransmission timer expired, and what was outstanding then is not acknowledged.
  public boolean afterTimeout(SendSequence snd) {
    return timedOut && snd.una <= recover;
  }

  /// Duplicate ACKs in a row, as far as they count.
  public int duplicates() {
    return duplicates;
  }

  /// The congestion window as the sender is to see it.
  public long window(CongestionControl congestion, int mss) {
    if (countsPipe) {
      return congestion.window();
    }
    if (recovering) {
      return Math.max(congestion.window() + inflation, mss);
    }
    // RFC 3042: each of the first two duplicates releases a new segment
    return congestion.window() + (long) Math.min(duplicates, THRESHOLD - 1) * mss;
  }

  /// A duplicate ACK arrived.
  ///
  /// @param reduced the congestion window has been reduced for this window of data already
  /// @return true when it is the third: the head of the queue has been marked lost
  public boolean duplicate(
      SendSequence snd,
      RetransmissionQueue queue,
      CongestionControl congestion,
      int mss,
      boolean reduced) {
    if (recovering) {
      duplicates++;
      inflation += mss;
      return false;
    }
    // RFC 6582 §3.2 steps 2 and 4: until all that was outstanding at the last recovery or time-out
    // is acknowledged, duplicates may stem from what was sent again, and count for nothing
    if (snd.una - 1 <= recover || ++duplicates != THRESHOLD) {
      return false;
    }
    recover = snd.nxt - 1;
    recovering = true;
    timedOut = false;
    partialSeen = false;
    if (!reduced) {
      // "additional data sent in limited transmit MUST NOT be included" (RFC 5681 §3.2 step 2):
      // that is what was sent beyond cwnd
      congestion.onLoss(Math.min(snd.flightSize(), congestion.window()));
    }
    inflation = (long) THRESHOLD * mss;
    markHeadLost(queue, mss);
    return true;
  }

  /// SND.UNA advanced.
  ///
  /// @param acked by how much
  /// @return true for a partial ACK: the new head has been marked lost
  public boolean advanced(
      long acked,
      SendSequence snd,
      RetransmissionQueue queue,
      CongestionControl congestion,
      int mss) {
    duplicates = 0;
    if (!recovering) {
      return false;
    }
    if (snd.una > recover) {
      recovering = false;
      inflation = 0;
      congestion.onRecovered(snd.flightSize());
      return false;
    }
    inflation -= acked;
    if (acked >= mss) {
      inflation += mss;
    }
    partialSeen = true;
    markHeadLost(queue, mss);
    return true;
  }

  /// Whether this recovery has seen a partial ACK: only the first restarts the retransmission
  /// timer.
  public boolean partialSeen() {
    return partialSeen;
  }

  /// What was outstanding is sent again in segments of another size. What the peer says to the old
  /// ones that reach it is no sign of a loss, until it has all of that.
  public void resegmented(SendSequence snd) {
    timedOut = afterTimeout(snd);
    recover = snd.nxt - 2;
    duplicates = 0;
  }

  /// The retransmission timer expired: RFC 6582 §3.2 step 4.
  public void timeout(SendSequence snd) {
    recover = snd.nxt - 1;
    recovering = false;
    timedOut = true;
    inflation = 0;
    duplicates = 0;
  }

  private static void markHeadLost(RetransmissionQueue queue, int mss) {
    if (queue.isEmpty()) {
      return;
    }
    long end = queue.start(0) + mss;
    if (queue.end(0) - (queue.is(0, RetransmissionQueue.FIN) ? 1 : 0) > end) {
      queue.split(0, end);
    }
    queue.markLost(0);
  }
}
