package io.tcp4j.cli.demo.world;

import io.tcp4j.link.Packet;
import io.tcp4j.stack.log.Announcements;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.testkit.ladder.EventWords;
import io.tcp4j.testkit.ladder.LadderRecorder;
import io.tcp4j.testkit.ladder.LadderSegment;
import io.tcp4j.testkit.ladder.Reason;
import io.tcp4j.testkit.ladder.SegmentReader;
import io.tcp4j.testkit.ladder.Side;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.IcmpCodec;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.QuotedSegment;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import io.tcp4j.wire.TcpFlags;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Listens to the packets on the link and to the engines of its ends, and takes down what it hears
/// in a [LadderRecorder] and a [Tally].
///
/// What a segment looked like comes from the bytes on the link; only why it was sent comes from the
/// engine that sent it.
public final class Wiretap {
  private final LadderRecorder recorder = new LadderRecorder();
  private Tally tally = new Tally();
  private final Journeys journeys = new Journeys();
  private final EventWords events = new EventWords();
  private final SegmentReader reader = new SegmentReader();
  private final Strangers strangers = new Strangers();
  private final Announcements<Said> announcements = new Announcements<>();
  private final List<InFlight> inFlight = new ArrayList<>();
  private final Set<Integer> explained = new HashSet<>();
  private final IpHeader ip = new IpHeader();
  private final Segment segment = new Segment();
  private final long delay;
  private boolean listening = true;

  /// @param delay how long a packet is on its way, in nanoseconds
  public Wiretap(long delay) {
    this.delay = delay;
  }

  /// What an engine has said about a segment that it sends.
  private record Said(SendCause cause, String event) {
    Reason reason() {
      return new Reason(cause.text(), event, cause.rule(), cause.retransmission());
    }
  }

  /// A packet that has not arrived yet.
  ///
  /// @param dueAt when it arrives, unless it gets lost
  /// @param tally the one that it was counted in
  private record InFlight(
      int number, Side from, long dueAt, Pace pace, ByteBuffer bytes, String reason, Tally tally) {
    boolean is(Side sender, Packet packet, long arrival) {
      return dueAt == arrival && from == sender && bytes.equals(view(packet));
    }

    InFlight later(long by, Pace pace) {
      return new InFlight(number, from, dueAt + by, pace, bytes, reason, tally);
    }

    InFlight changed(ByteBuffer into) {
      return new InFlight(number, from, dueAt, pace, into, reason, tally);
    }
  }

  private enum Pace {
    PROMPT,
    LATE,
    COPY
  }

  /// What has been taken down so far.
  public LadderRecorder recorder() {
    return recorder;
  }

  /// What has happened since the chapter began.
  Journeys journeys() {
    return journeys;
  }

  Tally tally() {
    return tally;
  }

  /// A chapter begins: what happens from now on is counted anew.
  void chapter(long now, String title, String text) {
    recorder.said(now, title, text);
    tally = new Tally();
  }

  /// A sentence for the reader.
  void said(long now, String text) {
    recorder.said(now, "", text);
  }

  /// From now on nothing is taken down any more.
  public void stop() {
    listening = false;
  }

  /// An engine has handed a segment to IP, which is about to put it on the link.
  ///
  /// @param host what the end that sends is called
  public void announced(
      Side from,
      String host,
      FourTuple connection,
      Segment segment,
      SendCause cause,
      Trigger trigger) {
    String event = events.of(trigger, from, host);
    announcements.announce(connection, segment, new Said(cause, event));
    if (segment.has(TcpFlags.ACK)) {
      events.acknowledged(from);
    }
  }

  void took(Side side, State from, Event event, State to) {
    if (listening) {
      journeys.took(side, from, event, to);
    }
  }

  /// The engine of one end has entered a state.
  public void entered(Side side, long now, Event event, State state) {
    if (listening) {
      tally.entered(side, state, now);
      recorder.entered(side, now, state, event.toString());
    }
  }

  void ended(Side side, Ending ending, long unread) {
    if (listening) {
      tally.ended(side, ending, unread);
    }
  }

  /// Something that is no segment happened at one end.
  public void noted(Side side, long now, String text) {
    if (listening) {
      recorder.noted(side, now, text);
    }
  }

  /// One end puts a packet on the link.
  public void sent(Side from, Packet packet, long now) {
    sent(from, packet, now, Reason.UNKNOWN);
  }

  /// One end puts a packet on the link.
  ///
  /// @param otherwise why, where no engine has said so
  public void sent(Side from, Packet packet, long now, Reason otherwise) {
    if (listening && decode(packet)) {
      take(from, packet, now, otherwise, false);
    }
  }

  /// Somebody is going to send packets in the name of this host, which is none of the ends.
  void stranger(IpAddress address) {
    strangers.add(address);
  }

  /// A packet is put on the link at one end that is none of its own. What it says of sequence
  /// numbers means nothing to that end.
  void forged(Side from, Packet packet, long now, Reason reason) {
    if (listening && decode(packet)) {
      take(from, packet, now, reason, true);
    }
  }

  private void take(Side from, Packet packet, long now, Reason otherwise, boolean forged) {
    Said said = announcements.about(ip, segment);
    tally.sent(from, said == null ? null : said.cause());
    Reason reason = said == null ? otherwise : said.reason();
    int number = recorder.nextNumber();
    LadderSegment read =
        forged
            ? reader.readForged(number, from, now, segment, reason)
            : reader.read(number, from, now, segment, reason);
    LadderSegment drawn = read.showing(strangers.text(ip));
    recorder.sent(drawn);
    String comment = drawn.tag() + ": " + drawn.reason().comment();
    inFlight.add(
        new InFlight(drawn.number(), from, now + delay, Pace.PROMPT, copy(packet), comment, tally));
  }

  /// A packet arrives at one end.
  public void arrived(Side at, Packet packet, long now) {
    InFlight found = inFlight(at.opposite(), packet, now);
    if (listening && found == null) {
      heard(at, packet, now);
    }
    if (!listening || found == null || !decode(packet)) {
      return;
    }
    inFlight.remove(found);
    switch (found.pace()) {
      case PROMPT -> recorder.arrived(found.number(), now);
      case LATE -> recorder.arrivedLate(found.number(), now);
      case COPY -> recorder.arrivedAgain(found.number(), now);
    }
    if (found.pace() != Pace.COPY) {
      found.tally().arrived();
    }
    events.arrived(at, found.number(), (int) segment.length());
  }

  /// What a router has to say is no segment, and came from neither end.
  private void heard(Side at, Packet packet, long now) {
    if (IpCodec.decode(packet.array, packet.offset, packet.length, ip) == null
        && ip.protocol == IcmpCodec.protocol(ip.version)
        && IcmpCodec.decode(packet.array, ip)
            instanceof IcmpMessage.PacketTooBig(long mtu, ByteSlice bytes)) {
      QuotedSegment quoted = QuotedSegment.parse(bytes);
      if (quoted == null) {
        return;
      }
      segment.sourcePort = quoted.sourcePort();
      segment.destinationPort = quoted.destinationPort();
      segment.seq = quoted.seq();
      String which = "seq " + reader.sequence(at, segment);
      recorder.noted(
          at, now, "ICMP from a router: " + which + " too big, the next link takes " + mtu);
    }
  }

  /// A packet that was sent just now has been marked on the way.
  void marked(Side from, Packet packet, long now, Packet into) {
    InFlight found = sentJustNow(from, packet, now);
    if (found != null) {
      inFlight.remove(found);
      inFlight.add(found.changed(copy(into)));
      recorder.marked(found.number());
    }
  }

  /// A packet that was sent just now will be this much longer on its way, in nanoseconds.
  void delayed(Side from, Packet packet, long now, long by) {
    InFlight found = sentJustNow(from, packet, now);
    if (found != null) {
      inFlight.remove(found);
      inFlight.add(found.later(by, Pace.LATE));
    }
  }

  /// Of a packet that was sent just now a copy will come this much later, in nanoseconds.
  void copied(Side from, Packet packet, long now, long by) {
    InFlight found = sentJustNow(from, packet, now);
    if (found != null) {
      inFlight.add(found.later(by, Pace.COPY));
    }
  }

  /// Why a packet that was put on the link just now was sent, in words, or null where that is not
  /// known.
  @Nullable String reason(Side from, Packet packet, long now) {
    for (InFlight candidate : inFlight) {
      // of packets that are the same to the byte, each is asked about in its turn
      if (candidate.is(from, packet, now + delay) && explained.add(candidate.number())) {
        return candidate.reason();
      }
    }
    return null;
  }

  /// Of packets that are the same to the byte the last is meant, ...
  private @Nullable InFlight sentJustNow(Side from, Packet packet, long now) {
    return inFlight(inFlight.reversed(), from, packet, now + delay);
  }

  /// ... and the first is the first to arrive.
  private @Nullable InFlight inFlight(Side from, Packet packet, long dueAt) {
    return inFlight(inFlight, from, packet, dueAt);
  }

  private static @Nullable InFlight inFlight(
      List<InFlight> candidates, Side from, Packet packet, long dueAt) {
    for (InFlight candidate : candidates) {
      if (candidate.is(from, packet, dueAt)) {
        return candidate;
      }
    }
    return null;
  }

  private boolean decode(Packet packet) {
    boolean decoded =
        IpCodec.decode(packet.array, packet.offset, packet.length, ip) == null
            && ip.protocol == IpProtocol.TCP
            && TcpCodec.decode(packet.array, ip.payloadOffset, ip.payloadLength, segment) == null;
    segment.ecn = Ecn.of(ip.trafficClass);
    return decoded;
  }

  private static ByteBuffer copy(Packet packet) {
    return ByteBuffer.allocate(packet.length).put(view(packet)).flip();
  }

  private static ByteBuffer view(Packet packet) {
    return ByteBuffer.wrap(packet.array, packet.offset, packet.length);
  }
}
