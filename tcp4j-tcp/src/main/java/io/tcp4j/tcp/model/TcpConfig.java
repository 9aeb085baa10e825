package io.tcp4j.tcp.model;

import java.time.Duration;
import java.util.Objects;

/// How a connection behaves. Immutable; made by {@link #builder()}, changed by {@link
/// #toBuilder()}.
///
/// @param sendBuffer bytes that the user may hand in ahead of their acknowledgment
/// @param receiveBuffer bytes that may wait for the user: the largest window we offer
/// @param largestReceiveBuffer up to how many bytes the receive buffer may be set on an open
///     connection: the window scale is chosen for it
/// @param maximumSegmentSize upper bound of the MSS in bytes, beside what the MTU allows
/// @param nagle whether small segments wait (§3.7.4; off is TCP_NODELAY)
/// @param windowScaling whether we offer RFC 7323 window scaling
/// @param initialWindow the first congestion window in segments (RFC 6928)
/// @param quickAcks how many segments are acknowledged at once when a connection begins, while the
///     peer's congestion window is small
/// @param segmentsPerAck how many segments, however small, may share an acknowledgment; 0 for any
///     number, as long as they are less than two full-sized ones together
/// @param slowStartAfterIdle whether the congestion window falls back to the initial one when
///     nothing was sent for an RTO (RFC 5681 §4.1)
/// @param synWithFin whether a SYN that carries a FIN, too, begins a connection; the FIN is ignored
/// @param delayedAck the longest delay of an acknowledgment in ns; 0 acknowledges each segment at
///     once
/// @param initialRto the RTO before the first measurement in ns (RFC 6298 §2.1)
/// @param minRto the smallest RTO in ns
/// @param maxRto the largest RTO in ns, back-off included
/// @param openTimeout R2 of a SYN in ns: how long to try to open (MUST-23)
/// @param userTimeout R2 in ns: how long sent data, or a probe, may stay without any answer
///     (§3.8.3)
/// @param msl the maximum segment lifetime in ns; TIME-WAIT lasts twice that
/// @param finWait2Timeout how long a connection nobody reads any more waits for the peer's FIN, in
///     ns
/// @param keepAlive whether a silent peer is asked if it is still there (§3.8.4, MUST-24)
/// @param keepAliveTimes when and how often it is asked
/// @param timestamps whether we offer RFC 7323 timestamps
/// @param missingTimestamps whether a segment without them is taken where they are agreed on
/// @param sack whether we offer selective acknowledgments (RFC 2018)
/// @param unreadAfterReset what becomes of unread text when the connection fails
/// @param ecn whether ECN is asked for or agreed to (RFC 3168)
/// @param urgentPointer where the urgent pointer points, in both directions (§3.8.5)
/// @param urgentInline whether urgent octets are read in the stream (RFC 6093 §6); if not, the last
///     one is out of band, as with BSD's sockets
public record TcpConfig(
    int sendBuffer,
    int receiveBuffer,
    int largestReceiveBuffer,
    int maximumSegmentSize,
    boolean nagle,
    boolean windowScaling,
    int initialWindow,
    int quickAcks,
    int segmentsPerAck,
    boolean slowStartAfterIdle,
    boolean synWithFin,
    long delayedAck,
    long initialRto,
    long minRto,
    long maxRto,
    long openTimeout,
    long userTimeout,
    long msl,
    long finWait2Timeout,
    boolean keepAlive,
    KeepAlive keepAliveTimes,
    UnreadAfterReset unreadAfterReset,
    EcnMode ecn,
    UrgentPointer urgentPointer,
    boolean urgentInline,
    boolean timestamps,
    boolean missingTimestamps,
    boolean sack) {

  /// The maximum segment lifetime of RFC 793 §3.3 and RFC 9293 §3.4.2, for {@link Builder#msl}:
  /// with it TIME-WAIT lasts four minutes.
  public static final Duration RFC_793_MSL = Duration.ofMinutes(2);

  /// The defaults.
  public static final TcpConfig DEFAULT = builder().build();

  /// Checks every field.
  ///
  /// @throws IllegalArgumentException naming the field, the value and the range
  public TcpConfig {
    Range.check("sendBuffer", sendBuffer, 1, 1 << 30);
    Range.check("receiveBuffer", receiveBuffer, 1, 1 << 30);
    Range.check("largestReceiveBuffer", largestReceiveBuffer, receiveBuffer, 1 << 30);
    Range.check("maximumSegmentSize", maximumSegmentSize, 64, 65_495);
    Range.check("initialWindow", initialWindow, 1, 1_000);
    Range.check("quickAcks", quickAcks, 0, 1_000);
    Range.check("segmentsPerAck", segmentsPerAck, 0, 1_000);
    Range.checkTime("delayedAck", delayedAck, Duration.ZERO, Duration.ofMillis(499));
    Range.checkTime("initialRto", initialRto, Duration.ofMillis(1), Duration.ofMinutes(1));
    Range.checkTime("minRto", minRto, Duration.ofMillis(1), Duration.ofMinutes(1));
    Range.checkTime("maxRto", maxRto, Duration.ofSeconds(1), Duration.ofHours(1));
    Range.checkTime("openTimeout", openTimeout, Duration.ofMillis(1), Duration.ofDays(1));
    Range.checkTime("userTimeout", userTimeout, Duration.ofMillis(1), Duration.ofDays(365));
    Range.checkTime("msl", msl, Duration.ZERO, Duration.ofMinutes(10));
    Range.checkTime("finWait2Timeout", finWait2Timeout, Duration.ZERO, Duration.ofDays(1));
    Objects.requireNonNull(ecn, "ecn");
    if (minRto > maxRto) {
      throw new IllegalArgumentException(
          "minRto " + minRto + " ns is larger than maxRto " + maxRto + " ns");
    }
  }

  /// A builder with the defaults.
  public static Builder builder() {
    return new Builder();
  }

  /// A builder with this configuration's values.
  public Builder toBuilder() {
    var builder = new Builder();
    builder.sendBuffer = sendBuffer;
    builder.receiveBuffer = receiveBuffer;
    // else a smaller buffer set next would have the window scale of this one
    builder.largestReceiveBuffer = largestReceiveBuffer > receiveBuffer ? largestReceiveBuffer : 0;
    builder.maximumSegmentSize = maximumSegmentSize;
    builder.nagle = nagle;
    builder.windowScaling = windowScaling;
    builder.initialWindow = initialWindow;
    builder.quickAcks = quickAcks;
    builder.segmentsPerAck = segmentsPerAck;
    builder.slowStartAfterIdle = slowStartAfterIdle;
    builder.synWithFin = synWithFin;
    builder.delayedAck = delayedAck;
    builder.initialRto = initialRto;
    builder.minRto = minRto;
    builder.maxRto = maxRto;
    builder.openTimeout = openTimeout;
    builder.userTimeout = userTimeout;
    builder.msl = msl;
    builder.finWait2Timeout = finWait2Timeout;
    builder.keepAlive = keepAlive;
    builder.keepAliveTimes = keepAliveTimes;
    builder.unreadAfterReset = unreadAfterReset;
    builder.ecn = ecn;
    builder.urgentPointer = urgentPointer;
    builder.urgentInline = urgentInline;
    builder.timestamps = timestamps;
    builder.missingTimestamps = missingTimestamps;
    builder.sack = sack;
    return builder;
  }

  /// Collects the fields; {@link #build()} checks them.
  public static final class Builder {
    private int sendBuffer = 1 << 20;
    private int receiveBuffer = 1 << 20;
    private int largestReceiveBuffer;
    private int maximumSegmentSize = 65_495;
    private boolean nagle = true;
    private boolean windowScaling = true;
    private int initialWindow = 10;
    private int quickAcks;
    private int segmentsPerAck;
    private boolean slowStartAfterIdle = true;
    private boolean synWithFin;
    private long delayedAck = Duration.ofMillis(40).toNanos();
    private long initialRto = Duration.ofSeconds(1).toNanos();
    private long minRto = Duration.ofMillis(200).toNanos();
    private long maxRto = Duration.ofMinutes(2).toNanos();
    private long openTimeout = Duration.ofMinutes(3).toNanos();
    private long userTimeout = Duration.ofMinutes(15).toNanos();
    private long msl = Duration.ofSeconds(30).toNanos();
    private long finWait2Timeout = Duration.ofMinutes(1).toNanos();
    private boolean keepAlive;
    private KeepAlive keepAliveTimes = KeepAlive.DEFAULT;
    private UnreadAfterReset unreadAfterReset = UnreadAfterReset.FLUSH;
    private EcnMode ecn = EcnMode.PASSIVE;
    private UrgentPointer urgentPointer = UrgentPointer.FOLLOWING_OCTET;
    private boolean urgentInline = true;
    private boolean timestamps = true;
    private boolean missingTimestamps = true;
    private boolean sack = true;

    private Builder() {}

    /// Bytes, 1 to 2³⁰; 1 MiB unless told.
    public Builder sendBuffer(int bytes) {
      sendBuffer = bytes;
      return this;
    }

    /// Bytes, 1 to 2³⁰; 1 MiB unless told.
    public Builder receiveBuffer(int bytes) {
      receiveBuffer = bytes;
      return this;
    }

    /// Bytes, up to 2³⁰; the receive buffer unless told, and never less.
    public Builder largestReceiveBuffer(int bytes) {
      largestReceiveBuffer = bytes;
      return this;
    }

    /// Bytes, 64 to 65,495.
    public Builder maximumSegmentSize(int bytes) {
      maximumSegmentSize = bytes;
      return this;
    }

    /// On unless told.
    public Builder nagle(boolean on) {
      nagle = on;
      return this;
    }

    /// On unless told.
    public Builder windowScaling(boolean on) {
      windowScaling = on;
      return this;
    }

    /// Segments, 1 to 1,000; 10 unless told.
    public Builder initialWindow(int segments) {
      initialWindow = segments;
      return this;
    }

    /// 0 to 1,000; 0 unless told. Linux has up to 16.
    public Builder quickAcks(int segments) {
      quickAcks = segments;
      return this;
    }

    /// 0 to 1,000; 0 unless told (SHLD-19 speaks of full-sized segments). FreeBSD has 2.
    public Builder segmentsPerAck(int segments) {
      segmentsPerAck = segments;
      return this;
    }

    /// On unless told.
    public Builder slowStartAfterIdle(boolean on) {
      slowStartAfterIdle = on;
      return this;
    }

    /// Off unless told, as Linux: nobody means it, and scanners send it. RFC 9293 §3.10.7.2 would
    /// take it.
    public Builder synWithFin(boolean taken) {
      synWithFin = taken;
      return this;
    }

    /// 0 to 499 ms; 40 ms unless told.
    public Builder delayedAck(Duration delay) {
      delayedAck = delay.toNanos();
      return this;
    }

    /// 1 ms to 60 s; 1 s unless told.
    public Builder initialRto(Duration rto) {
      initialRto = rto.toNanos();
      return this;
    }

    /// 1 ms to 60 s; 200 ms unless told. RFC 6298 §2.4 advises 1 s; 200 ms is what Linux has used
    /// for decades.
    public Builder minRto(Duration rto) {
      minRto = rto.toNanos();
      return this;
    }

    /// 1 s to 1 h; 120 s unless told.
    public Builder maxRto(Duration rto) {
      maxRto = rto.toNanos();
      return this;
    }

    /// 1 ms to a day; 3 minutes unless told (MUST-23).
    public Builder openTimeout(Duration timeout) {
      openTimeout = timeout.toNanos();
      return this;
    }

    /// 1 ms to a year; 15 minutes unless told.
    public Builder userTimeout(Duration timeout) {
      userTimeout = timeout.toNanos();
      return this;
    }

    /// 0 to 10 minutes; 30 s unless told, so that TIME-WAIT lasts 60 s, as with Linux. The RFC's
    /// own is {@link #RFC_793_MSL}.
    public Builder msl(Duration lifetime) {
      msl = lifetime.toNanos();
      return this;
    }

    /// 0 to a day; 60 s unless told.
    public Builder finWait2Timeout(Duration timeout) {
      finWait2Timeout = timeout.toNanos();
      return this;
    }

    /// Off unless told (MUST-25).
    public Builder keepAlive(boolean on) {
      keepAlive = on;
      return this;
    }

    /// {@link KeepAlive#DEFAULT} unless told (MUST-27). They say nothing about whether it is on.
    public Builder keepAliveTimes(KeepAlive times) {
      keepAliveTimes = times;
      return this;
    }

    /// On unless told.
    public Builder timestamps(boolean on) {
      timestamps = on;
      return this;
    }

    /// On unless told, as Linux: a box on the way may have taken them off. RFC 7323 §3.2 advises to
    /// drop such segments.
    public Builder missingTimestamps(boolean taken) {
      missingTimestamps = taken;
      return this;
    }

    /// On unless told.
    public Builder sack(boolean on) {
      sack = on;
      return this;
    }

    /// {@link UnreadAfterReset#FLUSH}, as the RFC has it, unless told.
    public Builder unreadAfterReset(UnreadAfterReset choice) {
      unreadAfterReset = choice;
      return this;
    }

    /// {@link EcnMode#PASSIVE} unless told, as Linux.
    public Builder ecn(EcnMode mode) {
      ecn = mode;
      return this;
    }

    /// {@link UrgentPointer#FOLLOWING_OCTET} unless told (MUST-62).
    public Builder urgentPointer(UrgentPointer pointsTo) {
      urgentPointer = pointsTo;
      return this;
    }

    /// On unless told (RFC 6093 §6). Off is what BSD's sockets do without SO_OOBINLINE.
    public Builder urgentInline(boolean on) {
      urgentInline = on;
      return this;
    }

    /// The configuration.
    ///
    /// @throws IllegalArgumentException naming the field, the value and the range
    public TcpConfig build() {
      return new TcpConfig(
          sendBuffer,
          receiveBuffer,
          Math.max(receiveBuffer, largestReceiveBuffer),
          maximumSegmentSize,
          nagle,
          windowScaling,
          initialWindow,
          quickAcks,
          segmentsPerAck,
          slowStartAfterIdle,
          synWithFin,
          delayedAck,
          initialRto,
          minRto,
          maxRto,
          openTimeout,
          userTimeout,
          msl,
          finWait2Timeout,
          keepAlive,
          keepAliveTimes,
          unreadAfterReset,
          ecn,
          urgentPointer,
          urgentInline,
          timestamps,
          missingTimestamps,
          sack);
    }
  }
}
