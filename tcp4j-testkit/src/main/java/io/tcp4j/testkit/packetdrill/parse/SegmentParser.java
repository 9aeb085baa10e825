package io.tcp4j.testkit.packetdrill.parse;

import io.tcp4j.testkit.packetdrill.parse.Token.Kind;
import io.tcp4j.testkit.packetdrill.script.Event;
import io.tcp4j.testkit.packetdrill.script.EventTime;
import io.tcp4j.testkit.packetdrill.script.Place;
import io.tcp4j.testkit.packetdrill.script.SegmentText;
import io.tcp4j.testkit.packetdrill.script.SegmentText.Ecn;
import io.tcp4j.testkit.packetdrill.script.SequenceRange;
import io.tcp4j.wire.TcpFlags;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A packet: what follows `<` or `>`.
final class SegmentParser {
  private static final long MAX_NUMBER = 0xffff_ffffL;

  /// AE, the ninth control bit (RFC 9768 §3.1).
  private static final int AE = 1 << 8;

  private final Tokens tokens;
  private final OptionParser options;

  SegmentParser(Tokens tokens) {
    this.tokens = tokens;
    options = new OptionParser(tokens);
  }

  Event packet(Place place, EventTime time) {
    boolean inbound = tokens.next().is('<');
    IpInfo ip = new IpInfo();
    while (tokens.at('[') || tokens.at('(')) {
      ip.read(tokens.next().is('[') ? ']' : ')');
    }
    if (tokens.accept("icmp")) {
      return icmp(place, time, inbound);
    }
    Optional<SegmentText.Ports> ports = ports();
    int flags = flags();
    SequenceRange sequence = range();
    OptionalLong ack = OptionalLong.empty();
    OptionalInt window = OptionalInt.empty();
    OptionalInt urgent = OptionalInt.empty();
    if (tokens.accept("ack")) {
      ack = OptionalLong.of(tokens.number("ack", 0, MAX_NUMBER));
    }
    if (tokens.accept("win")) {
      window = OptionalInt.of((int) tokens.number("win", 0, 0xffff));
    }
    if (tokens.accept("urg")) {
      urgent = OptionalInt.of((int) tokens.number("urg", 0, 0xffff));
    }
    return new Event.Packet(
        place,
        time,
        inbound,
        new SegmentText(
            ip.ecn,
            ip.ttl,
            ip.trafficClass,
            ports,
            flags,
            sequence,
            ack,
            window,
            urgent,
            options.options()));
  }

  /// What is said of the IP header, in `[...]` or `(...)`.
  private final class IpInfo {
    private Ecn ecn = Ecn.UNSAID;
    private OptionalInt ttl = OptionalInt.empty();
    private OptionalInt trafficClass = OptionalInt.empty();

    void read(char close) {
      do {
        Token name = tokens.peek();
        switch (tokens.word("something about the IP header")) {
          case "noecn" -> ecn = Ecn.NOT_ECT;
          case "ect0" -> ecn = Ecn.ECT0;
          case "ect1" -> ecn = Ecn.ECT1;
          case "ect01" -> ecn = Ecn.ECT;
          case "ce" -> ecn = Ecn.CE;
          case "ttl" -> ttl = OptionalInt.of((int) tokens.number("ttl", 0, 255));
          case "tos" -> trafficClass = OptionalInt.of((int) tokens.number("tos", 0, 255));
          default ->
              throw tokens.error(
                  name.place(), "expected noecn, ect0, ect1, ect01, ce, ttl or tos, found " + name);
        }
      } while (tokens.accept(','));
      tokens.expect(close);
    }
  }

  private Optional<SegmentText.Ports> ports() {
    if (!tokens.at(Kind.INTEGER) || !tokens.peek(1).is('>')) {
      return Optional.empty();
    }
    int source = (int) tokens.number("a port", 0, 0xffff);
    tokens.expect('>');
    int destination = (int) tokens.number("a port", 0, 0xffff);
    return Optional.of(new SegmentText.Ports(source, destination));
  }

  private int flags() {
    if (!tokens.at(Kind.WORD) && !tokens.at('.') && !tokens.at('-')) {
      throw tokens.expected("flags (of S F R P . U E W A, or -)");
    }
    Token first = tokens.peek();
    String text = tokens.unbroken();
    int flags = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      flags |=
          switch (letter) {
            case 'F' -> TcpFlags.FIN;
            case 'S' -> TcpFlags.SYN;
            case 'R' -> TcpFlags.RST;
            case 'P' -> TcpFlags.PSH;
            case '.' -> TcpFlags.ACK;
            case 'U' -> TcpFlags.URG;
            case 'E' -> TcpFlags.ECE;
            case 'W' -> TcpFlags.CWR;
            case 'A' -> AE;
            case '-' -> 0;
            case '0', '1', '2', '3', '4', '5', '6', '7' -> ace(letter - '0');
            default ->
                throw tokens.error(
                    first.place(),
                    "expected flags (of S F R P . U E W A, or -), found '" + text + "'");
          };
    }
    return flags;
  }

  /// The ACE field of accurate ECN: AE, CWR and ECE as a number (RFC 9768 §3.1).
  private static int ace(int value) {
    return ((value & 4) != 0 ? AE : 0)
        | ((value & 2) != 0 ? TcpFlags.CWR : 0)
        | ((value & 1) != 0 ? TcpFlags.ECE : 0);
  }

  private SequenceRange range() {
    Token first = tokens.peek();
    long start = tokens.number("a sequence number", 0, MAX_NUMBER);
    tokens.expect(':');
    long end = tokens.number("a sequence number", 0, MAX_NUMBER);
    tokens.expect('(');
    long length = tokens.number("a length", 0, 0xffff_ffffL);
    tokens.expect(')');
    if ((start + length & MAX_NUMBER) != end) {
      throw tokens.error(first.place(), "%d:%d is not %d bytes long".formatted(start, end, length));
    }
    return new SequenceRange(start, end, (int) length);
  }

  private Event.Icmp icmp(Place place, EventTime time, boolean inbound) {
    String type = tokens.word("the type of an ICMP message");
    String code = tokens.at(Kind.WORD) && !tokens.at("mtu") ? tokens.word("a code") : "";
    int mtu = tokens.accept("mtu") ? (int) tokens.number("mtu", 0, 0xffff) : 0;
    Optional<SequenceRange> quoted = Optional.empty();
    if (tokens.accept('[')) {
      quoted = Optional.of(range());
      tokens.expect(']');
    }
    return new Event.Icmp(place, time, inbound, type, code, mtu, quoted);
  }
}
