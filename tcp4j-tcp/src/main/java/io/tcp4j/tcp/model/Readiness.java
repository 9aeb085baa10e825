package io.tcp4j.tcp.model;

/// The bits by which a connection tells its owner what has become possible; collected until taken.
public final class Readiness {
  /// Text can be read.
  public static final int READABLE = 1;

  /// The send buffer has room again after having been full.
  public static final int WRITABLE = 1 << 1;

  /// The handshake is done: ESTABLISHED was entered.
  public static final int CONNECTED = 1 << 2;

  /// The peer's FIN has come: after the text that can be read there is no more.
  public static final int END_OF_STREAM = 1 << 3;

  /// The TCB is gone; segments for it must go to CLOSED from now on.
  public static final int CLOSED = 1 << 4;

  /// TIME-WAIT was entered; segments must go to the {@code TimeWaitEntry} from now on.
  public static final int TIME_WAIT = 1 << 5;

  /// More could be sent at once, but the link had no room, or the connection has had its share of
  /// it: call {@code outputReady} when what was handed to the link has left.
  public static final int OUTPUT_PENDING = 1 << 6;

  /// Our FIN has been acknowledged: the peer's TCP has all that we sent.
  public static final int OUTPUT_DONE = 1 << 7;

  /// The peer's urgent pointer has advanced, or the out-of-band octet has arrived: there is urgent
  /// data to be read before the rest (§3.8.5, MUST-32).
  public static final int URGENT = 1 << 8;

  /// All urgent data that is known of has been read. Where it comes together with {@link #URGENT},
  /// it came later.
  public static final int URGENT_DONE = 1 << 9;

  /// An ICMP error has arrived that did not end the connection (§3.9.1.8, MUST-47): {@code
  /// softError} says which.
  public static final int ICMP_ERROR = 1 << 10;

  /// The same segment has been sent so often that the user is told (§3.8.3, SHLD-9).
  public static final int RETRANSMITTING = 1 << 11;

  private Readiness() {}
}
