package io.tcp4j.link.impair;

/// What an [ImpairedLink] has done in one direction, at one moment. Packets are counted as they
/// would be on a wire, after cutting; only where there is no impairment at all nothing is cut, and
/// a super-packet counts as one.
///
/// All are accounted for: `seen + duplicated == passed + dropped() + held`.
///
/// @param seen packets that came in
/// @param passed packets handed on, to the decorated link (which may still drop them) or to the
///     receiver
/// @param held packets that travel or wait
/// @param filtered packets dropped by the filter
/// @param lost packets lost by chance
/// @param marked packets marked, those that came marked included
/// @param unmarkable packets dropped because they were to be marked and are not ECN-capable
/// @param malformed super-packets and partial checksums that were none, dropped
/// @param overQueue packets dropped because the queue of the throttled line was full
/// @param overHeld packets dropped because too many were held
/// @param duplicated copies added
/// @param corrupted packets with a flipped bit, whatever became of them
/// @param reordered packets held back, whatever became of them
public record ImpairmentCounts(
    long seen,
    long passed,
    long held,
    long filtered,
    long lost,
    long marked,
    long unmarkable,
    long malformed,
    long overQueue,
    long overHeld,
    long duplicated,
    long corrupted,
    long reordered) {

  /// Returns the number of packets dropped for any reason.
  public long dropped() {
    return filtered + lost + unmarkable + malformed + overQueue + overHeld;
  }
}
