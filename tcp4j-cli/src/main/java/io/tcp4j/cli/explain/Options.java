package io.tcp4j.cli.explain;

import java.util.List;

/// What there is to say about each option.
final class Options {
  private static final List<String> IN_EVERY_SYN = List.of("handshake");

  static final List<OptionTopic> ALL =
      List.of(
          new OptionTopic(
              "EOL",
              List.of("end of option list"),
              0,
              "1 octet",
              "no more options",
              "What follows it in the header is padding.",
              "Understood; never sent, since options are filled up with NOP to a multiple of four.",
              "RFC 9293 §3.2",
              List.of()),
          new OptionTopic(
              "NOP",
              List.of("no-operation"),
              1,
              "1 octet",
              "fills up",
              "Fills up, so that the option behind it starts where its numbers are aligned.",
              "Sent before options that need it, where Linux puts it, too.",
              "RFC 9293 §3.2",
              List.of()),
          new OptionTopic(
              "MSS",
              List.of("maximum segment size"),
              2,
              "4 octets",
              "send me no larger segments",
              "The most bytes of data that its sender wants in one segment, without headers. Each end"
                  + " tells its own in its SYN; it is no negotiation. Without it 536 are assumed over"
                  + " IPv4 and 1220 over IPv6.",
              "Sent in every SYN, from the MTU of the link; what the peer says is obeyed, but never"
                  + " taken to be less than 48.",
              "RFC 9293 §3.7.1",
              IN_EVERY_SYN),
          new OptionTopic(
              "window scale",
              List.of("ws", "wscale", "window scaling"),
              3,
              "3 octets",
              "windows of more than 64 KiB",
              "The window field has 16 bits, too few for fast and long paths. This says by how many"
                  + " bits its sender's windows are to be shifted to the left; it counts only if both"
                  + " SYNs have it, and not for the windows in the SYNs themselves.",
              "Offered in every SYN, as large as the receive buffer needs; a shift of more than 14 is"
                  + " taken as 14.",
              "RFC 7323 §2",
              IN_EVERY_SYN),
          new OptionTopic(
              "SACK-permitted",
              List.of("sackok", "sack permitted"),
              4,
              "2 octets",
              "you may send me SACK",
              "Stands in a SYN and says that its sender understands the SACK option.",
              "Sent in every SYN, unless TcpConfig.sack is off.",
              "RFC 2018 §2",
              List.of()),
          new OptionTopic(
              "SACK",
              List.of("selective acknowledgment", "D-SACK", "duplicate sack"),
              5,
              "10 to 34 octets",
              "what has arrived behind a gap",
              "Names up to four blocks of data that have arrived out of order, so that the sender can"
                  + " send again what is missing and nothing else. The acknowledgment number is not"
                  + " changed by it.",
              "Sent for what waits behind a gap, and once for what came twice (RFC 2883). What the peer"
                  + " reports is not sent again; losses are still found as NewReno does.",
              "RFC 2018 §3 and §4",
              List.of()),
          new OptionTopic(
              "timestamps",
              List.of("timestamp", "ts", "tsopt", "PAWS"),
              8,
              "10 octets",
              "measures round trips, tells old from new",
              "Its sender's clock and an echo of the peer's, in every segment once both SYNs had it. The"
                  + " echo tells how long a round trip took, and the clock shows when a segment is an old"
                  + " one whose sequence number has come round again.",
              "Offered in every SYN, unless TcpConfig.timestamps is off, and then on every segment."
                  + " They measure the round trip of a segment that was sent twice, and show which"
                  + " segments are old (PAWS).",
              "RFC 7323 §3, §4 and §5",
              List.of("paws")),
          new OptionTopic(
              "user timeout",
              List.of("uto"),
              28,
              "4 octets",
              "how long I keep trying",
              "Tells the peer for how long its sender keeps a connection whose data is not"
                  + " acknowledged, so that the peer can be as patient.",
              "Skipped like any unknown option, and not sent. How long tcp4j keeps trying is set by its"
                  + " own side alone.",
              "RFC 5482; RFC 9293 §3.8.3",
              List.of()),
          new OptionTopic(
              "fast open",
              List.of("tfo", "cookie"),
              34,
              "6 to 18 octets",
              "data in the SYN",
              "Carries a cookie that lets a client send data with its SYN to a server that knows it from"
                  + " before.",
              "Skipped like any unknown option, and not sent. Data in a SYN is taken, and handed out"
                  + " once the handshake is done.",
              "RFC 7413",
              List.of()));

  private Options() {}
}
