package io.tcp4j.testkit.ladder;

import static io.tcp4j.wire.TcpFlags.ACK;
import static io.tcp4j.wire.TcpFlags.FIN;
import static io.tcp4j.wire.TcpFlags.PSH;
import static io.tcp4j.wire.TcpFlags.SYN;

import io.tcp4j.tcp.model.State;
import io.tcp4j.wire.Ecn;

/// Ladders made by hand, for the tests of what lays them out and draws them.
final class LadderFixture {
  static final long MS = 1_000_000;

  final LadderRecorder recorder = new LadderRecorder();

  /// The handshake of RFC 9293 Figure 6, 10 ms each way.
  static Ladder handshake() {
    LadderFixture f = new LadderFixture();
    f.recorder.noted(Side.RIGHT, 0, "listen on port 80");
    f.recorder.entered(Side.RIGHT, 0, State.LISTEN, "");
    f.recorder.noted(Side.LEFT, 0, "connect to 10.0.0.2:80");
    f.recorder.entered(Side.LEFT, 0, State.SYN_SENT, "");
    f.sent(
        Side.LEFT,
        0,
        SYN,
        0,
        0,
        0,
        "active OPEN: ask for a connection",
        "OPEN by the client",
        "RFC 9293 §3.10.1");
    f.recorder.arrived(1, 10 * MS);
    f.recorder.entered(Side.RIGHT, 10 * MS, State.SYN_RECEIVED, "");
    f.sent(
        Side.RIGHT,
        10 * MS,
        SYN | ACK,
        0,
        1,
        0,
        "answer the SYN: acknowledge it and send our own",
        "#1",
        "RFC 9293 §3.10.7.2");
    f.recorder.arrived(2, 20 * MS);
    f.recorder.entered(Side.LEFT, 20 * MS, State.ESTABLISHED, "");
    f.sent(
        Side.LEFT,
        20 * MS,
        ACK,
        1,
        1,
        0,
        "acknowledge the SYN: the handshake is done",
        "#2",
        "RFC 9293 §3.10.7.3");
    f.recorder.arrived(3, 30 * MS);
    f.recorder.entered(Side.RIGHT, 30 * MS, State.ESTABLISHED, "");
    return f.ladder("handshake", "The connection is open.");
  }

  /// Both ends close at the same time: the FINs cross.
  static Ladder simultaneousClose() {
    LadderFixture f = new LadderFixture();
    f.recorder.noted(Side.LEFT, 0, "close");
    f.recorder.entered(Side.LEFT, 0, State.FIN_WAIT_1, "");
    f.sent(Side.LEFT, 0, FIN | ACK, 1, 1, 0, "CLOSE", "CLOSE by the client", "RFC 9293 §3.10.4");
    f.recorder.noted(Side.RIGHT, 0, "close");
    f.recorder.entered(Side.RIGHT, 0, State.FIN_WAIT_1, "");
    f.sent(Side.RIGHT, 0, FIN | ACK, 1, 1, 0, "CLOSE", "CLOSE by the server", "RFC 9293 §3.10.4");
    f.recorder.arrived(1, 10 * MS);
    f.recorder.entered(Side.RIGHT, 10 * MS, State.CLOSING, "");
    f.sent(Side.RIGHT, 10 * MS, ACK, 2, 2, 0, "acknowledge the FIN", "#1", "RFC 9293 §3.10.7.4");
    f.recorder.arrived(2, 10 * MS);
    f.recorder.entered(Side.LEFT, 10 * MS, State.CLOSING, "");
    f.sent(Side.LEFT, 10 * MS, ACK, 2, 2, 0, "acknowledge the FIN", "#2", "RFC 9293 §3.10.7.4");
    f.recorder.arrived(3, 20 * MS);
    f.recorder.entered(Side.LEFT, 20 * MS, State.TIME_WAIT, "");
    f.recorder.arrived(4, 20 * MS);
    f.recorder.entered(Side.RIGHT, 20 * MS, State.TIME_WAIT, "");
    f.recorder.entered(Side.LEFT, 60_020 * MS, State.CLOSED, "2MSL timeout");
    f.recorder.entered(Side.RIGHT, 60_020 * MS, State.CLOSED, "2MSL timeout");
    return f.ladder("simultaneous-close", "Both ends closed.");
  }

  /// One segment of text is lost, one arrives.
  static Ladder loss() {
    LadderFixture f = new LadderFixture();
    f.sent(Side.LEFT, 0, PSH | ACK, 1, 1, 1460, "new data", "SEND", "RFC 9293 §3.10.2");
    f.sent(Side.RIGHT, 0, PSH | ACK, 1, 1, 700, "new data", "SEND", "RFC 9293 §3.10.2");
    f.sent(Side.LEFT, 0, PSH | ACK, 1461, 1, 1460, "new data", "SEND", "RFC 9293 §3.10.2");
    f.recorder.arrived(3, 10 * MS);
    return f.ladder("loss", "One of two arrived.");
  }

  /// Two chapters: a segment that is held up for 50 ms, and one of which a copy comes 30 ms late.
  static Ladder late() {
    LadderFixture f = new LadderFixture();
    f.recorder.said(0, "1. Held up", "A segment takes long.");
    f.sent(Side.LEFT, 0, FIN | ACK, 1, 1, 0, "CLOSE", "CLOSE", "RFC 9293 §3.10.4");
    f.sent(Side.RIGHT, 5 * MS, PSH | ACK, 1, 1, 7, "new data", "SEND", "RFC 9293 §3.10.2");
    f.recorder.arrived(2, 15 * MS);
    f.recorder.arrivedLate(1, 50 * MS);
    f.recorder.entered(Side.RIGHT, 50 * MS, State.CLOSE_WAIT, "");
    f.recorder.said(60 * MS, "", "It arrived.");
    f.recorder.said(60 * MS, "2. Copied", "A segment comes twice.");
    f.sent(Side.RIGHT, 60 * MS, PSH | ACK, 1, 1, 7, "new data", "SEND", "RFC 9293 §3.10.2");
    f.recorder.arrived(3, 70 * MS);
    f.recorder.arrivedAgain(3, 100 * MS);
    f.recorder.noted(Side.LEFT, 120 * MS, "close");
    return f.ladder("late", "Both came.");
  }

  void sent(
      Side from,
      long at,
      int flags,
      long seq,
      long ack,
      int length,
      String why,
      String event,
      String rule) {
    boolean syn = (flags & SYN) != 0;
    recorder.sent(
        new LadderSegment(
            recorder.nextNumber(),
            from,
            at,
            LadderSegment.LOST,
            flags,
            seq,
            ack,
            syn ? (from == Side.LEFT ? 3816285231L : 3816285230L) : -1,
            length,
            65535,
            Ecn.NOT_ECT,
            syn ? "mss 1460 ws 7" : "",
            new Reason(why, event, rule, false)));
  }

  Ladder ladder(String name, String closing) {
    return new Ladder(
        name,
        "One sentence that says what the ladder shows.",
        new Ladder.End("client", "10.0.0.1"),
        new Ladder.End("server", "10.0.0.2"),
        recorder.rows(),
        closing);
  }
}
