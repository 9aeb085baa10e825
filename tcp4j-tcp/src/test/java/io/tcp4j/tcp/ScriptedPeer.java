package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.IsnGenerator;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.SourceRoute;
import io.tcp4j.wire.TcpFlags;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// One engine against segments made by hand. A segment is written as {@link Segment#toString}
/// writes it, with sequence numbers relative to both initial ones:
///
/// ```
/// peer.open().expect("SYN seq=0 <mss 1460,ws 5>");
/// peer.inject("SYN,ACK seq=0 ack=1 win=1000 <mss 1460>").expect("ACK seq=1 ack=1");
/// ```
///
/// Text is the {@link Pattern}, so `len=100` says it all. `ECT(0)`, `ECT(1)` or `CE` after that is
/// the packet's ECN codepoint, Not-ECT where there is none. Our timestamps count from {@link
/// #FIRST_TICK}, the SYN's; the peer's are what is written. A TSecr of 0 is 0. Where both have
/// agreed on them, a segment that says nothing of options carries the peer's clock, ms since it
/// began, and our last. SACK blocks are relative, too: `<sack 1001-2001 3001-3501>`.
final class ScriptedPeer {
  /// The defaults, but neither timestamps nor SACK: most rules show as well without, and better.
  static final TcpConfig PLAIN = plain().build();

  /// The TSval that stands for the one on our SYN.
  static final int FIRST_TICK = 100;

  private static final IsnGenerator ISN = new IsnGenerator(5, 6);

  /// IRS: the number that the peer's `seq=0` stands for.
  int irs = 0x5eed_0000;

  /// What the peer offers where a segment does not say `win=`.
  int window = 65_535;

  final TestHost host;
  long now;
  private final ArrayDeque<Sent> sent = new ArrayDeque<>();
  private long iss = -1;
  private int ticks;
  private final long start;
  private boolean stamped;
  private int lastTick;

  /// A segment that left, and why.
  record Sent(Segment segment, SendCause cause, long at) {}

  ScriptedPeer() {
    this(PLAIN);
  }

  ScriptedPeer(TcpConfig config) {
    this(config, TwoEngines.TUPLE, 1_000_000);
  }

  ScriptedPeer(TcpConfig config, FourTuple tuple, long start) {
    now = start;
    this.start = start;
    host = new TestHost(tuple, config, ISN, this::take);
  }

  /// A builder with the values of {@link #PLAIN}.
  static TcpConfig.Builder plain() {
    return TcpConfig.builder().timestamps(false).sack(false);
  }

  /// A peer of an engine whose ISS is `iss`.
  static ScriptedPeer withIss(int iss, TcpConfig config) {
    FourTuple tuple = TwoEngines.TUPLE;
    return new ScriptedPeer(config, tuple, TwoEngines.startFor(iss, tuple, ISN));
  }

  /// A connection in a given state, reached by the shortest way, with nothing on the wire.
  ///
  /// Where a FIN was sent it has number 1, and so has a FIN that came; nothing else was sent.
  static ScriptedPeer reach(State state) {
    return reach(state, PLAIN);
  }

  /// As {@link #reach(State)}, with ECN agreed on if the engine asks for it, and timestamps and
  /// SACK if it offers them.
  static ScriptedPeer reach(State state, TcpConfig config) {
    var peer = new ScriptedPeer(config);
    switch (state) {
      case CLOSED -> {}
      case LISTEN -> peer.listenForThisPeer();
      case SYN_SENT -> peer.open().expect(peer.syn() + " seq=0");
      case SYN_RECEIVED ->
          peer.listenForThisPeer()
              .inject(peer.syn() + " seq=0 " + peer.options())
              .expect(peer.synAck() + " seq=0 ack=1");
      case ESTABLISHED -> peer.established();
      case FIN_WAIT_1 -> peer.established().shutdownOutput().expect("FIN,ACK seq=1 ack=1");
      case FIN_WAIT_2 -> peer = reach(State.FIN_WAIT_1, config).inject("ACK seq=1 ack=2");
      case CLOSE_WAIT -> peer.established().inject("FIN,ACK seq=1 ack=1").expect("ACK seq=1 ack=2");
      case CLOSING ->
          peer =
              reach(State.FIN_WAIT_1, config)
                  .inject("FIN,ACK seq=1 ack=1")
                  .expect("ACK seq=2 ack=2");
      case LAST_ACK ->
          peer = reach(State.CLOSE_WAIT, config).shutdownOutput().expect("FIN,ACK seq=1 ack=2");
      case TIME_WAIT ->
          peer =
              reach(State.FIN_WAIT_2, config)
                  .inject("FIN,ACK seq=1 ack=2")
                  .expect("ACK seq=2 ack=2");
    }
    return peer.in(state).expectNothing();
  }

  private void take(Segment segment, SendCause cause) {
    if (segment.has(TcpFlags.SYN)) {
      ticks = segment.seq == iss ? ticks : segment.tsVal - FIRST_TICK;
      iss = segment.seq;
    }
    lastTick = segment.tsVal;
    sent.add(new Sent(segment, cause, now));
  }

  // --- the engine's user

  ScriptedPeer configure(UnaryOperator<TcpConfig.Builder> change) {
    connection().configure(change.apply(connection().config().toBuilder()).build(), now);
    return this;
  }

  TcpConnection connection() {
    return host.any();
  }

  /// STATUS.
  TcpInfo status() {
    return connection().status(now);
  }

  State state() {
    TcpConnection connection = host.any();
    if (host.listening && host.connection == null && host.timeWait == null) {
      return State.LISTEN;
    }
    return connection == null ? State.CLOSED : connection.state();
  }

  /// ISS as on the wire.
  int iss() {
    return (int) iss;
  }

  ScriptedPeer open() {
    host.open(now);
    return this;
  }

  /// Passive OPEN for any peer.
  ScriptedPeer listen() {
    host.listening = true;
    return this;
  }

  /// Passive OPEN for this very peer: a TCB in LISTEN.
  ScriptedPeer listenForThisPeer() {
    host.connection = new TcpConnection(host.tuple, host.config, host.services, host);
    assertThat(host.connection.listen()).isZero();
    return this;
  }

  /// The flags of a SYN of either side: one that asks for ECN if the engine does.
  private String syn() {
    return host.config.ecn() == EcnMode.ACTIVE ? "SYN,ECE,CWR" : "SYN";
  }

  private String synAck() {
    return host.config.ecn() == EcnMode.ACTIVE ? "SYN,ACK,ECE" : "SYN,ACK";
  }

  /// The options of the peer's SYN: all that the engine would offer, too.
  private String options() {
    return "<mss 1460"
        + (host.config.sack() ? ",sackOK" : "")
        + (host.config.timestamps() ? ",ts 1 0" : "")
        + ">";
  }

  /// An active OPEN that has succeeded, by Figure 6; ECN is agreed on if the engine asks for it.
  ScriptedPeer established() {
    return established("");
  }

  /// As {@link #established()}, with options such as `<mss 1000>` on the peer's SYN,ACK.
  ScriptedPeer established(String options) {
    open().expect(syn() + " seq=0");
    inject(synAck() + " seq=0 ack=1 " + (options.isEmpty() ? options() : options));
    return expect("ACK seq=1 ack=1").in(State.ESTABLISHED);
  }

  /// A passive OPEN that has succeeded; the peer asks for ECN if the engine would.
  ScriptedPeer accepted(String options) {
    listen().inject(syn() + " seq=0 " + (options.isEmpty() ? options() : options));
    expect(synAck() + " seq=0 ack=1");
    return inject("ACK seq=1 ack=1").in(State.ESTABLISHED);
  }

  ScriptedPeer send(int length) {
    assertThat(host.send(length, now)).isEqualTo(length);
    host.after(now);
    return this;
  }

  ScriptedPeer sendUrgent(int length) {
    assertThat(host.sendUrgent(length, now)).isEqualTo(length);
    host.after(now);
    return this;
  }

  /// The out-of-band octet is the pattern's at `position`.
  ScriptedPeer readUrgent(long position) {
    assertThat(connection().receiveUrgent()).isEqualTo(Pattern.at(position) & 0xff);
    host.after(now);
    return this;
  }

  ScriptedPeer noUrgentOctet() {
    assertThat(CallError.of(connection().receiveUrgent())).isEqualTo(CallError.NO_URGENT_OCTET);
    return this;
  }

  /// What the user knows of urgent data.
  ScriptedPeer urgent(long remaining, boolean atMark) {
    assertThat(connection().urgentRemaining()).as("urgent data that remains").isEqualTo(remaining);
    assertThat(connection().atMark()).as("at the mark").isEqualTo(atMark);
    return this;
  }

  /// The notices about urgent data since last asked, in the order of their bits.
  ScriptedPeer told(int... bits) {
    int all = Readiness.URGENT | Readiness.URGENT_DONE;
    assertThat(host.bits & all).as("notices").isEqualTo(Arrays.stream(bits).sum());
    host.bits &= ~all;
    return this;
  }

  ScriptedPeer read(int length) {
    assertThat(host.read(length, now)).isEqualTo(length);
    host.after(now);
    return this;
  }

  /// A read that asks for more than it gets.
  ScriptedPeer readsOnly(int length) {
    assertThat(host.read(64 * 1024, now)).isEqualTo(length);
    host.after(now);
    return this;
  }

  /// The stream goes on behind an octet that is out of band.
  ScriptedPeer skipped(int length) {
    host.received += length;
    return this;
  }

  ScriptedPeer readEnd() {
    return readFails(CallError.END_OF_STREAM);
  }

  ScriptedPeer readFails(CallError error) {
    assertThat(CallError.of(host.read(100, now))).isEqualTo(error);
    return this;
  }

  ScriptedPeer sendFails(CallError error) {
    assertThat(CallError.of(host.any().send(new byte[1], 0, 1, now))).isEqualTo(error);
    return this;
  }

  ScriptedPeer shutdownOutput() {
    assertThat(connection().shutdownOutput(now)).isZero();
    host.after(now);
    return this;
  }

  ScriptedPeer close() {
    assertThat(connection().close(now)).isZero();
    host.after(now);
    return this;
  }

  ScriptedPeer abort() {
    assertThat(connection().abort(now)).isZero();
    host.after(now);
    if (host.timeWait != null && host.timeWait.state() == State.CLOSED) {
      host.timeWait = null;
    }
    return this;
  }

  // --- time

  /// Lets time go by, with the timers that expire in it.
  ScriptedPeer elapse(Duration duration) {
    long end = now + duration.toNanos();
    while (host.nextDeadline() <= end) {
      now = Math.max(now, host.nextDeadline());
      host.timeout(now);
    }
    now = end;
    return this;
  }

  ScriptedPeer elapseMillis(long millis) {
    return elapse(Duration.ofMillis(millis));
  }

  /// Goes to the next timer and lets it expire.
  ///
  /// @return how long that took, in ms
  long nextTimer() {
    long before = now;
    assertThat(host.nextDeadline()).as("a timer runs").isLessThan(Long.MAX_VALUE);
    now = Math.max(now, host.nextDeadline());
    host.timeout(now);
    return (now - before) / 1_000_000;
  }

  // --- the wire

  /// Lets a segment arrive.
  ScriptedPeer inject(String text) {
    host.arrives(TwoEngines.onWire(segment(text)), now);
    return this;
  }

  /// Lets a segment arrive whose packet came by a source route.
  ScriptedPeer injectBy(SourceRoute back, String text) {
    Segment segment = segment(text);
    segment.sourceRoute = back;
    host.arrives(TwoEngines.onWire(segment), now);
    return this;
  }

  /// The segment that `text` describes, with absolute numbers.
  Segment segment(String text) {
    Segment s = parse(text);
    s.seq += Integer.toUnsignedLong(irs);
    if (s.has(TcpFlags.ACK)) {
      s.ack += Math.max(iss, 0);
    }
    if (s.wnd < 0) {
      s.wnd = window;
    }
    if (s.tsEcr != 0) {
      s.tsEcr += ticks;
    }
    if (s.has(TcpFlags.SYN)) {
      stamped = s.timestamps && host.config.timestamps();
    } else if (stamped && !text.contains("<") && !s.has(TcpFlags.RST)) {
      s.timestamps = true;
      s.tsVal = (int) ((now - start) / 1_000_000) + 1;
      s.tsEcr = lastTick;
    }
    for (int i = 0; i < s.sackBlocks; i++) {
      s.sackLeft[i] = Integer.toUnsignedLong((int) (s.sackLeft[i] + iss));
      s.sackRight[i] = Integer.toUnsignedLong((int) (s.sackRight[i] + iss));
    }
    if (s.textLength > 0) {
      long first = s.seq - Integer.toUnsignedLong(irs) - (s.has(TcpFlags.SYN) ? 0 : 1);
      s.text = Pattern.bytes(first, s.textLength);
    }
    return s;
  }

  /// The next segment that left is as described: flags, `seq`, `ack`, `up` with URG and `len` (0
  /// unless told) always, `win` and options where told.
  ScriptedPeer expect(String text) {
    Sent next = next(text);
    assertThat(line(next.segment(), text)).as(next.cause().text()).isEqualTo(text);
    check(next.segment());
    return this;
  }

  ScriptedPeer expect(String text, SendCause cause) {
    Sent next = next(text);
    assertThat(line(next.segment(), text)).isEqualTo(text);
    assertThat(next.cause()).as("cause of %s", text).isEqualTo(cause);
    check(next.segment());
    return this;
  }

  /// The next segment that left has this text, pushed or not.
  ScriptedPeer expectText(int seq, int length) {
    Segment text = next("text").segment();
    assertThat(new int[] {(int) text.seq - iss(), text.textLength}).containsExactly(seq, length);
    check(text);
    return this;
  }

  ScriptedPeer expectText(int seq, int length, SendCause cause) {
    assertThat(sent).as("something left").isNotEmpty();
    assertThat(sent.element().cause()).isEqualTo(cause);
    return expectText(seq, length);
  }

  ScriptedPeer expectNothing() {
    if (!sent.isEmpty()) {
      Sent next = sent.peek();
      fail("unexpected %s (%s)", relative(next.segment()), next.cause().text());
    }
    return this;
  }

  /// Takes the next segment that left.
  Sent next(String wanted) {
    assertThat(sent).as("something left, such as %s (state %s)", wanted, state()).isNotEmpty();
    return sent.remove();
  }

  /// Forgets what left.
  ScriptedPeer skip() {
    sent.clear();
    return this;
  }

  int sentCount() {
    return sent.size();
  }

  ScriptedPeer in(State state) {
    assertThat(state()).isEqualTo(state);
    return this;
  }

  /// The connection is over, and its memory is back.
  ScriptedPeer gone() {
    in(State.CLOSED);
    assertThat(host.pages.outstanding()).as("pages").isZero();
    assertThat(host.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    return this;
  }

  private void check(Segment s) {
    if (s.textLength > 0) {
      Pattern.check(s.text, s.textOffset, s.textLength, s.seq - iss - 1);
    }
  }

  Segment relative(Segment segment) {
    Segment s = TestHost.copy(segment);
    // a RST for no connection takes the peer's own numbers
    s.seq = segment.seq >= 1L << 31 || segment.seq == 0 ? relativeSeq(segment) : segment.seq;
    s.ack = (int) (segment.ack - irs);
    if (s.timestamps) {
      s.tsVal -= ticks;
    }
    for (int i = 0; i < s.sackBlocks; i++) {
      s.sackLeft[i] = (int) (s.sackLeft[i] - irs);
      s.sackRight[i] = (int) (s.sackRight[i] - irs);
    }
    return s;
  }

  private long relativeSeq(Segment segment) {
    return segment.seq == 0 ? 0 : (int) (segment.seq - Math.max(iss, 0));
  }

  /// A segment in the words of the description that it is compared to.
  private String line(Segment segment, String like) {
    Segment s = relative(segment);
    var line = new StringBuilder(TcpFlags.toString(s.flags)).append(" seq=").append(s.seq);
    if (s.has(TcpFlags.ACK)) {
      line.append(" ack=").append(s.ack);
    }
    if (like.contains("win=")) {
      line.append(" win=").append(s.wnd);
    }
    if (s.has(TcpFlags.URG)) {
      line.append(" up=").append(s.up);
    }
    if (s.textLength > 0) {
      line.append(" len=").append(s.textLength);
    }
    if (like.contains("dscp=")) {
      line.append(" dscp=").append(s.dscp);
    }
    if (like.contains("hops=")) {
      line.append(" hops=").append(s.hopLimit);
    }
    if (s.ecn != Ecn.NOT_ECT) {
      line.append(' ').append(Ecn.toString(s.ecn));
    }
    String all = s.toString();
    if (like.contains("<")) {
      line.append(all.contains("<") ? " " + all.substring(all.indexOf('<')) : "");
    }
    return line.toString();
  }

  private static final Map<String, Integer> CODEPOINTS =
      Map.of("ECT(0)", Ecn.ECT_0, "ECT(1)", Ecn.ECT_1, "CE", Ecn.CE);

  private static final Map<String, Integer> FLAGS = new HashMap<>();

  static {
    for (int bit = 1; bit < 256; bit <<= 1) {
      FLAGS.put(TcpFlags.toString(bit), bit);
    }
    FLAGS.put("none", 0);
  }

  private static Segment parse(String text) {
    var s = new Segment();
    s.wnd = -1;
    String head = text.contains("<") ? text.substring(0, text.indexOf('<')) : text;
    String[] words = head.trim().split(" +", -1);
    for (String flag : words[0].split(",", -1)) {
      s.flags |= FLAGS.get(flag);
    }
    for (int i = 1; i < words.length; i++) {
      if (CODEPOINTS.containsKey(words[i])) {
        s.ecn = CODEPOINTS.get(words[i]);
        continue;
      }
      String[] pair = words[i].split("=", -1);
      int value = Integer.decode(pair[1]);
      switch (pair[0]) {
        case "seq" -> s.seq = value;
        case "ack" -> s.ack = value;
        case "win" -> s.wnd = value;
        case "len" -> s.textLength = value;
        case "up" -> s.up = value;
        case "gso" -> s.gsoSize = value;
        case "dscp" -> s.dscp = value;
        case "hops" -> s.hopLimit = value;
        default -> throw new IllegalArgumentException(words[i] + " in " + text);
      }
    }
    if (text.contains("<")) {
      options(s, text.substring(text.indexOf('<') + 1, text.indexOf('>')));
    }
    return s;
  }

  private static void options(Segment s, String list) {
    for (String option : list.isBlank() ? new String[0] : list.split(",", -1)) {
      String[] pair = option.trim().split(" ", -1);
      switch (pair[0]) {
        case "mss" -> s.mss = Integer.parseInt(pair[1]);
        case "ws" -> s.windowScale = Integer.parseInt(pair[1]);
        case "sackOK" -> s.sackPermitted = true;
        case "ts" -> {
          s.timestamps = true;
          s.tsVal = Integer.parseUnsignedInt(pair[1]);
          s.tsEcr = Integer.parseUnsignedInt(pair[2]);
        }
        case "sack" -> {
          for (int i = 1; i < pair.length; i++) {
            String[] edges = pair[i].split("-", -1);
            s.sackLeft[s.sackBlocks] = Long.parseLong(edges[0]);
            s.sackRight[s.sackBlocks++] = Long.parseLong(edges[1]);
          }
        }
        default -> throw new IllegalArgumentException(option);
      }
    }
  }
}
