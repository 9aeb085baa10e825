package io.tcp4j.tcp.model;

import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.SourceRoute;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a connection behaves. Immutable; made by {@link #builder()}, changed by {@link
/// #toBuilder()}.
///
/// Sections are RFC 9293's. What each setting may be is checked by {@link Builder#build()}. A new
/// one takes an accessor, a field and a setter here, and a row in {@link Setting}. Those of an open
/// connection can be changed, save the few that are settled when it is opened.
public final class TcpConfig {
  /// The maximum segment lifetime of RFC 793 §3.3 and RFC 9293 §3.4.2, for {@link Builder#msl}:
  /// with it TIME-WAIT lasts four minutes.
  public static final Duration RFC_793_MSL = Duration.ofMinutes(2);

  /// The defaults.
  public static final TcpConfig DEFAULT = builder().build();

  /// Nobody else has it, and it is not changed any more.
  private final Builder values;

  private TcpConfig(Builder values) {
    this.values = values;
  }

  /// A builder with the defaults.
  public static Builder builder() {
    return new Builder();
  }

  /// A builder with this configuration's values.
  public Builder toBuilder() {
    return values.copy();
  }

  /// How many bytes the user may hand in ahead of their acknowledgment: 1 to 2³⁰; 1 MiB unless
  /// told.
  public int sendBuffer() {
    return values.sendBuffer;
  }

  /// How many bytes may at most be accepted from the user that are not sent yet, so that what is
  /// written is still fresh when it leaves (TCP_NOTSENT_LOWAT of Linux): 1 to 2³⁰, which is no
  /// limit beside the send buffer and holds unless told.
  public int notSentLowWater() {
    return values.notSentLowWater;
  }

  /// How many bytes may wait for the user, and so the largest window that we offer: 1 to 2³⁰; 1 MiB
  /// unless told.
  public int receiveBuffer() {
    return values.receiveBuffer;
  }

  /// Up to how many bytes the receive buffer may be set on an open connection: the window scale is
  /// chosen for it. Up to 2³⁰; the receive buffer unless told, and never less.
  public int largestReceiveBuffer() {
    return Math.max(values.receiveBuffer, values.largestReceiveBuffer);
  }

  /// How many bytes must have arrived for the user to be told that there is something to read
  /// (SO_RCVLOWAT): 1 to 2³⁰; 1 unless told. Fewer are enough where no more can come: at the end of
  /// the stream, after a failure, before the urgent mark, or with the receive buffer full.
  public int receiveLowWater() {
    return values.receiveLowWater;
  }

  /// The upper bound of the MSS in bytes, beside what the MTU allows (§3.7.1): 64 to 65,495, which
  /// is also what holds unless told.
  public int maximumSegmentSize() {
    return values.maximumSegmentSize;
  }

  /// Whether small segments wait for the acknowledgment of what is outstanding (§3.7.4; off is
  /// TCP_NODELAY). On unless told.
  public boolean nagle() {
    return values.nagle;
  }

  /// The first congestion window in segments (RFC 6928): 1 to 1,000; 10 unless told.
  public int initialWindow() {
    return values.initialWindow;
  }

  /// Whether the congestion window falls back to the initial one when nothing was sent for an RTO
  /// (RFC 5681 §4.1). On unless told.
  public boolean slowStartAfterIdle() {
    return values.slowStartAfterIdle;
  }

  /// The longest delay of an acknowledgment in ns (§3.8.6.3, MUST-40): 0, which acknowledges each
  /// segment at once, to 499 ms; 40 ms unless told.
  public long delayedAck() {
    return values.delayedAck;
  }

  /// How many segments are acknowledged at once when a connection begins, while the peer's
  /// congestion window is small: 0 to 1,000; 0 unless told. Linux has up to 16.
  public int quickAcks() {
    return values.quickAcks;
  }

  /// How many segments, however small, may share an acknowledgment: up to 1,000; 0 for any number,
  /// as long as they are less than two full-sized ones together (SHLD-19), which is what holds
  /// unless told. FreeBSD has 2.
  public int segmentsPerAck() {
    return values.segmentsPerAck;
  }

  /// The RTO before the first measurement in ns (RFC 6298 §2.1): 1 ms to 60 s; 1 s unless told.
  public long initialRto() {
    return values.initialRto;
  }

  /// The smallest RTO in ns: 1 ms to 60 s, and not more than {@link #maxRto()}; 200 ms unless told.
  /// RFC 6298 §2.4 advises 1 s; 200 ms is what Linux has used for decades.
  public long minRto() {
    return values.minRto;
  }

  /// The largest RTO in ns, back-off included (RFC 6298 §2.5): 1 s to 1 h; 120 s unless told.
  public long maxRto() {
    return values.maxRto;
  }

  /// R2 of a SYN in ns: how long to try to open (§3.8.3, MUST-23). 1 ms to a day; 3 minutes unless
  /// told.
  public long openTimeout() {
    return values.openTimeout;
  }

  /// R2 of the SYN,ACK of a connection that a listener has begun, in ns: how long to try to
  /// complete the handshake. 1 ms to a day; 63 s unless told, as with Linux: nobody here waits for
  /// the connection, and it takes room in the SYN queue (RFC 4987 §3.3).
  public long acceptTimeout() {
    return values.acceptTimeout;
  }

  /// R2 in ns: how long sent data, or a probe, may stay without any answer (§3.8.3). 1 ms to a
  /// year; 15 minutes unless told.
  public long userTimeout() {
    return values.userTimeout;
  }

  /// The maximum segment lifetime in ns; TIME-WAIT lasts twice that (§3.4.2, MUST-13). 0 to 10
  /// minutes; 30 s unless told, so that TIME-WAIT lasts 60 s, as with Linux. The RFC's own is
  /// {@link #RFC_793_MSL}.
  public long msl() {
    return values.msl;
  }

  /// How long a connection that nobody reads any more waits for the peer's FIN, in ns: 0 to a day;
  /// 60 s unless told.
  public long finWait2Timeout() {
    return values.finWait2Timeout;
  }

  /// Whether a connection may begin on two sockets that are in TIME-WAIT, where timestamps or
  /// sequence numbers tell its segments from those of the old one: by a SYN that arrives (§3.6.1,
  /// RFC 6191), and by our OPEN, a second later and with timestamps. On unless told.
  public boolean timeWaitReuse() {
    return values.timeWaitReuse;
  }

  /// Whether a silent peer is asked if it is still there (§3.8.4, MUST-24). Off unless told
  /// (MUST-25).
  public boolean keepAlive() {
    return values.keepAlive;
  }

  /// When and how often it is asked, if it is (MUST-27): {@link KeepAlive#DEFAULT} unless told.
  public KeepAlive keepAliveTimes() {
    return values.keepAliveTimes;
  }

  /// Whether we offer window scaling (RFC 7323 §2). On unless told.
  public boolean windowScaling() {
    return values.windowScaling;
  }

  /// Whether we offer timestamps (RFC 7323 §3). On unless told.
  public boolean timestamps() {
    return values.timestamps;
  }

  /// Whether a segment without timestamps is taken where they are agreed on. On unless told, as
  /// Linux: a box on the way may have taken them off. RFC 7323 §3.2 advises to drop such segments.
  public boolean missingTimestamps() {
    return values.missingTimestamps;
  }

  /// Whether we offer selective acknowledgments (RFC 2018). On unless told.
  public boolean sack() {
    return values.sack;
  }

  /// Whether ECN is asked for or agreed to (RFC 3168): {@link EcnMode#PASSIVE} unless told, as
  /// Linux.
  public EcnMode ecn() {
    return values.ecn;
  }

  /// Where the urgent pointer points, in both directions (§3.8.5): {@link
  /// UrgentPointer#FOLLOWING_OCTET} unless told (MUST-62).
  public UrgentPointer urgentPointer() {
    return values.urgentPointer;
  }

  /// Whether urgent octets are read in the stream (RFC 6093 §6). On unless told; if off, the last
  /// one is out of band, as with BSD's sockets without SO_OOBINLINE.
  public boolean urgentInline() {
    return values.urgentInline;
  }

  /// The Differentiated Services codepoint of the segments that we send (§3.9.1.9, MUST-48; RFC
  /// 2474): 0 to 63; 0 unless told. IP gets it unchanged (SHLD-22); the two ECN bits beside it are
  /// ECN's. It may change while the connection is open, and should seldom (SHLD-23): packets of two
  /// classes overtake each other.
  public int dscp() {
    return values.dscp;
  }

  /// Time to Live or Hop Limit of the segments that we send (§3.9.2, MUST-49): 1 to 255; 64 unless
  /// told (RFC 1700).
  public int hopLimit() {
    return values.hopLimit;
  }

  /// The least hop limit of a segment that is taken (RFC 5082, GTSM): 0 to 255; 0 unless told.
  /// Where both sides send with 255, 255 lets in only what comes from the same network, which
  /// nobody outside can make up.
  public int minHopLimit() {
    return values.minHopLimit;
  }

  /// By which gateways our IPv4 segments go (§3.9.2.1, MUST-51): {@link SourceRoute#NONE} unless
  /// told. It beats one that arrives (MUST-52). The stack must have source routing switched on.
  public SourceRoute sourceRoute() {
    return values.sourceRoute;
  }

  /// What becomes of unread text when the connection fails: {@link UnreadAfterReset#FLUSH}, as the
  /// RFC has it, unless told.
  public UnreadAfterReset unreadAfterReset() {
    return values.unreadAfterReset;
  }

  /// How many handshakes a listener may have under way (RFC 4987 §3.1): 1 to 65,536; 1,024 unless
  /// told. When half of them are, ever more SYNs find the queue full, by chance.
  public int synQueue() {
    return values.synQueue;
  }

  /// Whether a listener answers SYNs by cookies (RFC 4987 §3.6): {@link SynCookies#WHEN_FULL}
  /// unless told.
  public SynCookies synCookies() {
    return values.synCookies;
  }

  /// Whether a SYN that carries a FIN, too, begins a connection; the FIN is ignored. Off unless
  /// told, as Linux: nobody means it, and scanners send it. §3.10.7.2 would take it.
  public boolean synWithFin() {
    return values.synWithFin;
  }

  /// The path MTU in bytes that no ICMP message and no loss leads below over IPv4 (RFC 1191 §3): 68
  /// to 1,500; 552 unless told, as Linux. Where a path takes less, routers cut our packets. IPv6's
  /// is 1,280 (RFC 8201 §4).
  public int minimumPathMtu() {
    return values.minimumPathMtu;
  }

  /// For how long a path MTU that is less than the first link's is believed, in ns: after that new
  /// connections begin with the link's again, and one that is open tries a larger segment (RFC 1191
  /// §6.3, RFC 8201 §5.3). 5 minutes to a day; 10 minutes unless told.
  public long pathMtuLifetime() {
    return values.pathMtuLifetime;
  }

  /// After how many time-outs in a row of a large segment it is thought too big for the path,
  /// though no ICMP message says so, and smaller ones are tried (RFC 4821 §7.7): 0 for never, to
  /// 100; 3 unless told, as Linux with `tcp_mtu_probing=1`.
  public int blackHoleTimeouts() {
    return values.blackHoleTimeouts;
  }

  /// Which ICMP errors end a connection (§3.9.2.2): {@link IcmpPolicy#WHILE_OPENING} unless told.
  public IcmpPolicy icmpPolicy() {
    return values.icmpPolicy;
  }

  /// Whether {@link Trouble} is reported (§3.9.1.8, SHLD-20). On unless told.
  public boolean errorReports() {
    return values.errorReports;
  }

  /// R1 (§3.8.3): when the same segment, be it a SYN, has been sent again so often, IP and the user
  /// are told. 1 to 100; 3 unless told (SHLD-10).
  public int r1() {
    return values.r1;
  }

  /// How often a SYN is sent again at most, our own or SYN,ACK, beside {@link #openTimeout()}: 0 to
  /// 255; 255 unless told, which is more often than fits into any time that is sensible (MUST-23).
  public int synRetries() {
    return values.synRetries;
  }

  /// Checks that an open connection may go on with these settings after those: all are alike that
  /// are settled when it is opened.
  ///
  /// @throws IllegalArgumentException naming one that is not
  public void checkChange(TcpConfig before) {
    Setting.checkChange(before.values, values);
  }

  /// Says what is to stand in the IP header of a segment that leaves.
  public void prepare(Segment segment) {
    segment.dscp = values.dscp;
    segment.hopLimit = values.hopLimit;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TcpConfig config
        && Setting.values(values).equals(Setting.values(config.values));
  }

  @Override
  public int hashCode() {
    return Setting.values(values).hashCode();
  }

  /// Says what differs from the defaults.
  @Override
  public String toString() {
    return "TcpConfig" + Setting.differences(values, DEFAULT.values);
  }

  /// Collects the settings, each of which is described at the accessor of its name.
  public static final class Builder implements Cloneable {
    int sendBuffer = 1 << 20;
    int notSentLowWater = 1 << 30;
    int receiveBuffer = 1 << 20;
    int largestReceiveBuffer;
    int receiveLowWater = 1;
    int maximumSegmentSize = 65_495;
    boolean nagle = true;
    int initialWindow = 10;
    boolean slowStartAfterIdle = true;
    long delayedAck = Duration.ofMillis(40).toNanos();
    int quickAcks;
    int segmentsPerAck;
    long initialRto = Duration.ofSeconds(1).toNanos();
    long minRto = Duration.ofMillis(200).toNanos();
    long maxRto = Duration.ofMinutes(2).toNanos();
    long openTimeout = Duration.ofMinutes(3).toNanos();
    long acceptTimeout = Duration.ofSeconds(63).toNanos();
    long userTimeout = Duration.ofMinutes(15).toNanos();
    long msl = Duration.ofSeconds(30).toNanos();
    long finWait2Timeout = Duration.ofMinutes(1).toNanos();
    boolean timeWaitReuse = true;
    boolean keepAlive;
    KeepAlive keepAliveTimes = KeepAlive.DEFAULT;
    boolean windowScaling = true;
    boolean timestamps = true;
    boolean missingTimestamps = true;
    boolean sack = true;
    EcnMode ecn = EcnMode.PASSIVE;
    UrgentPointer urgentPointer = UrgentPointer.FOLLOWING_OCTET;
    boolean urgentInline = true;
    int dscp;
    int hopLimit = IpHeader.DEFAULT_HOP_LIMIT;
    int minHopLimit;
    SourceRoute sourceRoute = SourceRoute.NONE;
    UnreadAfterReset unreadAfterReset = UnreadAfterReset.FLUSH;
    int synQueue = 1_024;
    SynCookies synCookies = SynCookies.WHEN_FULL;
    boolean synWithFin;
    int minimumPathMtu = 552;
    long pathMtuLifetime = Duration.ofMinutes(10).toNanos();
    int blackHoleTimeouts = 3;
    IcmpPolicy icmpPolicy = IcmpPolicy.WHILE_OPENING;
    boolean errorReports = true;
    int r1 = 3;
    int synRetries = 255;

    private Builder() {}

    /// {@link TcpConfig#sendBuffer()}.
    public Builder sendBuffer(int bytes) {
      sendBuffer = bytes;
      return this;
    }

    /// {@link TcpConfig#notSentLowWater()}.
    public Builder notSentLowWater(int bytes) {
      notSentLowWater = bytes;
      return this;
    }

    /// {@link TcpConfig#receiveBuffer()}.
    public Builder receiveBuffer(int bytes) {
      receiveBuffer = bytes;
      return this;
    }

    /// {@link TcpConfig#largestReceiveBuffer()}.
    public Builder largestReceiveBuffer(int bytes) {
      largestReceiveBuffer = bytes;
      return this;
    }

    /// {@link TcpConfig#receiveLowWater()}.
    public Builder receiveLowWater(int bytes) {
      receiveLowWater = bytes;
      return this;
    }

    /// {@link TcpConfig#maximumSegmentSize()}.
    public Builder maximumSegmentSize(int bytes) {
      maximumSegmentSize = bytes;
      return this;
    }

    /// {@link TcpConfig#nagle()}.
    public Builder nagle(boolean on) {
      nagle = on;
      return this;
    }

    /// {@link TcpConfig#initialWindow()}.
    public Builder initialWindow(int segments) {
      initialWindow = segments;
      return this;
    }

    /// {@link TcpConfig#slowStartAfterIdle()}.
    public Builder slowStartAfterIdle(boolean on) {
      slowStartAfterIdle = on;
      return this;
    }

    /// {@link TcpConfig#delayedAck()}.
    public Builder delayedAck(Duration delay) {
      delayedAck = Range.nanos(delay);
      return this;
    }

    /// {@link TcpConfig#quickAcks()}.
    public Builder quickAcks(int segments) {
      quickAcks = segments;
      return this;
    }

    /// {@link TcpConfig#segmentsPerAck()}.
    public Builder segmentsPerAck(int segments) {
      segmentsPerAck = segments;
      return this;
    }

    /// {@link TcpConfig#initialRto()}.
    public Builder initialRto(Duration rto) {
      initialRto = Range.nanos(rto);
      return this;
    }

    /// {@link TcpConfig#minRto()}.
    public Builder minRto(Duration rto) {
      minRto = Range.nanos(rto);
      return this;
    }

    /// {@link TcpConfig#maxRto()}.
    public Builder maxRto(Duration rto) {
      maxRto = Range.nanos(rto);
      return this;
    }

    /// {@link TcpConfig#openTimeout()}.
    public Builder openTimeout(Duration timeout) {
      openTimeout = Range.nanos(timeout);
      return this;
    }

    /// {@link TcpConfig#acceptTimeout()}.
    public Builder acceptTimeout(Duration timeout) {
      acceptTimeout = Range.nanos(timeout);
      return this;
    }

    /// {@link TcpConfig#userTimeout()}.
    public Builder userTimeout(Duration timeout) {
      userTimeout = Range.nanos(timeout);
      return this;
    }

    /// {@link TcpConfig#msl()}.
    public Builder msl(Duration lifetime) {
      msl = Range.nanos(lifetime);
      return this;
    }

    /// {@link TcpConfig#finWait2Timeout()}.
    public Builder finWait2Timeout(Duration timeout) {
      finWait2Timeout = Range.nanos(timeout);
      return this;
    }

    /// {@link TcpConfig#timeWaitReuse()}.
    public Builder timeWaitReuse(boolean on) {
      timeWaitReuse = on;
      return this;
    }

    /// {@link TcpConfig#keepAlive()}.
    public Builder keepAlive(boolean on) {
      keepAlive = on;
      return this;
    }

    /// {@link TcpConfig#keepAliveTimes()}.
    public Builder keepAliveTimes(KeepAlive times) {
      keepAliveTimes = times;
      return this;
    }

    /// {@link TcpConfig#windowScaling()}.
    public Builder windowScaling(boolean on) {
      windowScaling = on;
      return this;
    }

    /// {@link TcpConfig#timestamps()}.
    public Builder timestamps(boolean on) {
      timestamps = on;
      return this;
    }

    /// {@link TcpConfig#missingTimestamps()}.
    public Builder missingTimestamps(boolean taken) {
      missingTimestamps = taken;
      return this;
    }

    /// {@link TcpConfig#sack()}.
    public Builder sack(boolean on) {
      sack = on;
      return this;
    }

    /// {@link TcpConfig#ecn()}.
    public Builder ecn(EcnMode mode) {
      ecn = mode;
      return this;
    }

    /// {@link TcpConfig#urgentPointer()}.
    public Builder urgentPointer(UrgentPointer pointsTo) {
      urgentPointer = pointsTo;
      return this;
    }

    /// {@link TcpConfig#urgentInline()}.
    public Builder urgentInline(boolean on) {
      urgentInline = on;
      return this;
    }

    /// {@link TcpConfig#dscp()}.
    public Builder dscp(int codepoint) {
      dscp = codepoint;
      return this;
    }

    /// {@link TcpConfig#hopLimit()}.
    public Builder hopLimit(int hops) {
      hopLimit = hops;
      return this;
    }

    /// {@link TcpConfig#minHopLimit()}.
    public Builder minHopLimit(int hops) {
      minHopLimit = hops;
      return this;
    }

    /// {@link TcpConfig#sourceRoute()}.
    public Builder sourceRoute(SourceRoute route) {
      sourceRoute = route;
      return this;
    }

    /// {@link TcpConfig#unreadAfterReset()}.
    public Builder unreadAfterReset(UnreadAfterReset choice) {
      unreadAfterReset = choice;
      return this;
    }

    /// {@link TcpConfig#synQueue()}.
    public Builder synQueue(int handshakes) {
      synQueue = handshakes;
      return this;
    }

    /// {@link TcpConfig#synCookies()}.
    public Builder synCookies(SynCookies when) {
      synCookies = when;
      return this;
    }

    /// {@link TcpConfig#synWithFin()}.
    public Builder synWithFin(boolean taken) {
      synWithFin = taken;
      return this;
    }

    /// {@link TcpConfig#minimumPathMtu()}.
    public Builder minimumPathMtu(int bytes) {
      minimumPathMtu = bytes;
      return this;
    }

    /// {@link TcpConfig#pathMtuLifetime()}.
    public Builder pathMtuLifetime(Duration age) {
      pathMtuLifetime = Range.nanos(age);
      return this;
    }

    /// {@link TcpConfig#blackHoleTimeouts()}.
    public Builder blackHoleTimeouts(int timeouts) {
      blackHoleTimeouts = timeouts;
      return this;
    }

    /// {@link TcpConfig#icmpPolicy()}.
    public Builder icmpPolicy(IcmpPolicy choice) {
      icmpPolicy = choice;
      return this;
    }

    /// {@link TcpConfig#errorReports()}.
    public Builder errorReports(boolean on) {
      errorReports = on;
      return this;
    }

    /// {@link TcpConfig#r1()}.
    public Builder r1(int retransmissions) {
      r1 = retransmissions;
      return this;
    }

    /// {@link TcpConfig#synRetries()}.
    public Builder synRetries(int retransmissions) {
      synRetries = retransmissions;
      return this;
    }

    /// The configuration.
    ///
    /// @throws IllegalArgumentException naming the setting, the value and the range
    public TcpConfig build() {
      Setting.check(this);
      return new TcpConfig(copy());
    }

    private Builder copy() {
      try {
        return (Builder) clone();
      } catch (CloneNotSupportedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
