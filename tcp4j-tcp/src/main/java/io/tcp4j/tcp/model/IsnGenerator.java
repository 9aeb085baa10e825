package io.tcp4j.tcp.model;

import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.SipHash;

/// Initial sequence numbers by RFC 6528: ISN = M + F(4-tuple, secret) (RFC 9293 §3.4.1, MUST-8,
/// MUST-9, SHLD-1).
///
/// M counts 4 µs ticks. F is SipHash, a keyed PRF, so that who sees the numbers of one connection
/// cannot tell those of another; the same 4-tuple gets ever larger numbers. Immutable.
public final class IsnGenerator {
  /// One tick of M, in ns.
  public static final long TICK_NANOS = 4_000;

  /// Stands where the ports stand for a sequence number, and is none.
  private static final long SEAL = -1;

  private final SipHash prf;

  /// @param key0 first half of the host's secret, from a secure source of randomness
  /// @param key1 second half
  public IsnGenerator(long key0, long key1) {
    prf = new SipHash(key0, key1);
  }

  /// Where the clock of a connection's timestamps begins: a place that depends on the 4-tuple, so
  /// that a later connection of the same two sockets goes on where the earlier one was (RFC 7323
  /// §5.4), and that tells nothing of when the host began.
  public int timestampOffset(FourTuple connection) {
    return (int) (hash(connection) >>> 32);
  }

  /// The 32-bit initial sequence number for a new connection.
  ///
  /// @param connection the connection that begins
  /// @param now the present instant in nanoseconds
  public int next(FourTuple connection, long now) {
    return at(connection, clock(now));
  }

  /// M: the clock at an instant.
  ///
  /// @param now the instant in nanoseconds
  public static long clock(long now) {
    return Math.floorDiv(now, TICK_NANOS);
  }

  /// The initial sequence number that a connection gets when the clock shows `m`.
  public int at(FourTuple connection, long m) {
    return (int) (hash(connection) + m);
  }

  /// A number that nobody else can make, of a connection and two words about it: when it comes back
  /// with the same words, they are as they were (RFC 4987 §3.6).
  public long seal(FourTuple connection, long first, long second) {
    return prf.hash(hash(connection), first, second, 0, SEAL);
  }

  /// The initial sequence number for a connection whose two sockets are still in TIME-WAIT: one
  /// "larger than the largest sequence number it used on the previous connection" (RFC 9293 §3.6.1,
  /// MAY-2), which the clock alone does not promise after a fast transfer.
  ///
  /// @param connection the connection that begins
  /// @param previous the previous one's SND.NXT, as on the wire
  /// @param now the present instant in nanoseconds
  public int nextBeyond(FourTuple connection, int previous, long now) {
    int next = next(connection, now);
    return next - previous > 0 ? next : previous + 1;
  }

  private long hash(FourTuple connection) {
    IpAddress local = connection.local().address();
    IpAddress remote = connection.remote().address();
    long ports = ((long) connection.local().port() << 16) | connection.remote().port();
    return prf.hash(local.high(), local.low(), remote.high(), remote.low(), ports);
  }
}
