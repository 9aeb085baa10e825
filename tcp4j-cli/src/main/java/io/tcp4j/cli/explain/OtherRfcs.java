package io.tcp4j.cli.explain;

import java.util.List;

/// The RFCs beside RFC 9293 that tcp4j is built by, in the order of their numbers.
final class OtherRfcs {
  static final List<SectionTopic> ALL =
      List.of(
          of(
              Place.BEYOND,
              "orphan",
              "what no RFC asks for: orphans",
              "An orphan is a connection whose program has gone. In FIN-WAIT-2 it waits for a FIN that may never come; as in Linux, that wait has an end."),
          of(
              Place.BEYOND,
              "reuse",
              "what no RFC asks for: an OPEN in TIME-WAIT",
              "By the letter an OPEN on two ports in TIME-WAIT fails. As in Linux it may begin the next connection, a second after the last one and if both have timestamps, which tell old segments from new."),
          of(
              1122,
              "",
              "requirements for Internet hosts",
              "What each host on the Internet has to do, of 1989. Its part on TCP is now within RFC 9293; the rest, on IP and ICMP, still holds."),
          of(
              1122,
              "4.2.2.13",
              "closing a connection",
              "A program may close both directions at once. If data it never read is there then, or comes later, TCP should send RST, so that the peer learns of the loss.",
              "reset-unread"),
          of(
              1122,
              "4.2.3.6",
              "TCP keep-alives",
              "Off unless asked for, and not more often than every two hours unless configured.",
              "keep-alive"),
          of(
              1191,
              "",
              "path MTU discovery",
              "Packets are sent with \"don't fragment\" set; the router whose next link is too small for one says so by ICMP, and the sender makes smaller ones. RFC 8201 is the same for IPv6.",
              "path-mtu"),
          of(
              1191,
              "6.4",
              "TCP layer actions",
              "What was too big is sent again at once in smaller segments. The network is not congested, so the congestion window stays as it is.",
              "path-mtu"),
          of(
              1337,
              "",
              "TIME-WAIT assassination hazards",
              "A RST made by an old segment can end TIME-WAIT too early, so that old data gets into a new connection. The cure: ignore RST there.",
              "time-wait",
              "old-duplicate"),
          of(
              2018,
              "",
              "selective acknowledgment options",
              "Tells the sender which blocks have arrived behind a gap, so that it need not guess."),
          of(2018, "2", "SACK-permitted option", "Stands in a SYN: SACK may be sent to me."),
          of(
              2018,
              "3",
              "SACK option format",
              "Up to four blocks, each by its first number and the one behind its last."),
          of(
              2018,
              "4",
              "generating SACK options",
              "The first block is the one that the segment just arrived belongs to; the others repeat what was said before."),
          of(
              2525,
              "",
              "known TCP implementation problems",
              "A collection of mistakes that TCPs have made, each with a trace."),
          of(
              2525,
              "2.17",
              "failure to RST on close with data pending",
              "Calls it a mistake to close with unread data and send FIN: the peer would believe that all was read.",
              "reset-unread"),
          of(
              2883,
              "",
              "D-SACK: an extension to SACK",
              "The first block may tell what has come twice, so that the sender learns which retransmission was none of need."),
          of(
              2883,
              "4",
              "use of the SACK option for reporting a duplicate segment",
              "A block below the acknowledgment number, or within the second block, is such a report; each is sent once."),
          of(3042, "", "limited transmit", "Makes fast retransmit work with small windows, too."),
          of(
              3042,
              "2",
              "limited transmit",
              "On each of the first two duplicate ACKs one new segment may be sent, which makes the third more likely to come."),
          of(
              3168,
              "",
              "explicit congestion notification (ECN)",
              "Routers mark packets before they have to drop them; TCP carries the mark back to the sender, which slows down.",
              "ecn"),
          of(
              3168,
              "5",
              "ECN in IP",
              "Two bits of the IP header: not capable (00), capable (10 or 01), congestion experienced (11)."),
          of(
              3168,
              "6.1",
              "ECN in TCP",
              "What both ends of a connection have to do, with the flags ECE and CWR.",
              "ecn"),
          of(
              3168,
              "6.1.1",
              "TCP initialization",
              "A SYN with ECE and CWR offers ECN; a SYN,ACK with ECE alone accepts it."),
          of(
              3168,
              "6.1.2",
              "the TCP sender",
              "ECE counts like a loss, but at most once per window; the next new data carries CWR. Only new data is marked as capable.",
              "ecn"),
          of(
              3168,
              "6.1.3",
              "the TCP receiver",
              "After a packet with the mark every ACK carries ECE, until a segment with CWR arrives.",
              "ecn"),
          of(
              3168,
              "6.1.4",
              "congestion on the ACK path",
              "Pure ACKs are not marked as capable, since nobody would hear of the mark."),
          of(
              3168,
              "6.1.5",
              "retransmitted TCP packets",
              "What is sent again is not marked as capable: a forged one could be used to slow a sender down."),
          of(
              3168,
              "6.1.6",
              "TCP window probes",
              "Probes of a closed window are not marked as capable."),
          of(
              4821,
              "",
              "packetization layer path MTU discovery",
              "Finds out what a path carries without the help of ICMP, which many a filter swallows: by larger segments that arrive or do not."),
          of(
              4821,
              "7.4",
              "conducting a probe",
              "Now and then one segment is larger than the others. If it arrives the path takes that much; if not, its data is sent again in smaller ones and nothing else follows."),
          of(
              4987,
              "",
              "TCP SYN flooding attacks and common mitigations",
              "An attacker sends SYNs in the names of others, who never answer. Whoever remembers each of them runs out of room for those who mean it.",
              "flood"),
          of(
              4987,
              "2",
              "attack description",
              "Each SYN in a false name leaves a connection in SYN-RECEIVED whose ACK never comes; when their number has reached its limit, further SYNs are turned away.",
              "flood"),
          of(
              4987,
              "3.3",
              "reducing the SYN-RECEIVED timer",
              "What waits for its ACK for a shorter time makes room sooner, and gives up slow peers sooner."),
          of(
              4987,
              "3.6",
              "SYN cookies",
              "The SYN,ACK carries all that there is to remember: the sequence number a keyed hash and the MSS, the timestamp the other options. The ACK brings it back, and makes the connection.",
              "flood"),
          of(
              5482,
              "",
              "TCP user timeout option",
              "Lets each end tell for how long it will keep trying."),
          of(
              5681,
              "",
              "TCP congestion control",
              "Slow start, congestion avoidance, fast retransmit and fast recovery: how much may be on its way."),
          of(
              5681,
              "3.1",
              "slow start and congestion avoidance",
              "The congestion window grows fast up to a threshold and slowly beyond it. A timeout takes it back to one segment, and what was out is sent again from there."),
          of(
              5681,
              "3.2",
              "fast retransmit and fast recovery",
              "Three duplicate ACKs mean a loss: send the missing segment at once, halve the window, and go on without waiting for the timer.",
              "transfer"),
          of(
              5681,
              "4.1",
              "restarting idle connections",
              "After a pause nothing is known of the network any more: begin with a small window again."),
          of(
              5681,
              "4.2",
              "generating acknowledgments",
              "A segment out of order is answered at once by a duplicate ACK, and so is one that fills a gap.",
              "transfer"),
          of(
              5961,
              "",
              "robustness against blind in-window attacks",
              "An attacker who sees nothing has to guess. An answer that he does not see makes each guess harder: the challenge ACK."),
          of(
              5961,
              "3",
              "blind reset attack using the RST bit",
              "A RST must have exactly the next number. One that is merely within the window is answered by a challenge ACK: a peer that means it sends RST again, with the right number.",
              "blind-reset"),
          of(
              5961,
              "4",
              "blind reset attack using the SYN bit",
              "A SYN in an open connection gets a challenge ACK, whatever its number. A peer that has really begun anew answers that with RST.",
              "half-open"),
          of(
              5961,
              "5",
              "blind data injection attack",
              "An acknowledgment number that is too old or too new is not believed, and its data is not taken.",
              "blind-reset"),
          of(
              5961,
              "7",
              "ACK throttling",
              "Challenge ACKs are limited in number, so that they are no means of attack themselves."),
          of(
              6056,
              "",
              "recommendations for port randomization",
              "An attacker off the path has to guess the port as well as the number: so ports are chosen where nobody can foresee it."),
          of(
              6056,
              "3.3.4",
              "double-hash port selection",
              "Ports to one destination follow each other from a secret place, so that none comes again soon, and say nothing about those to others."),
          of(
              6093,
              "",
              "on the implementation of the TCP urgent mechanism",
              "Says what urgent data is and what systems have made of it, and asks new programs to leave it alone."),
          of(
              6093,
              "2",
              "specification of the urgent mechanism",
              "Urgent data stays in the stream and may have any length; the program is told when it comes, and when all of it has been read.",
              "urgent"),
          of(
              6093,
              "3",
              "current implementation practice",
              "Most systems take a single byte out of the stream, and read the pointer as if it were on the last urgent byte."),
          of(
              6093,
              "4",
              "updating RFCs 793, 1011, and 1122",
              "The pointer is to the byte behind the urgent data, as everybody's systems do."),
          of(
              6191,
              "",
              "reducing the TIME-WAIT state using TCP timestamps",
              "A SYN for two ports in TIME-WAIT begins the next connection if it is surely no old one: by a newer timestamp or, without one, by a larger number."),
          of(
              6191,
              "2",
              "improved processing of incoming connection requests",
              "The timestamp decides first, the sequence number if the timestamps are the same or if there are none. What fits neither way leaves TIME-WAIT as it is.",
              "old-duplicate"),
          of(
              6298,
              "",
              "computing TCP's retransmission timer",
              "How long to wait for an ACK: the measured round trip, smoothed, and four times its variation."),
          of(
              6298,
              "2",
              "the basic algorithm",
              "The timeout from the measured round trips; one second before the first."),
          of(
              6298,
              "3",
              "taking RTT samples",
              "Never from a segment that was sent twice: nobody knows which one was acknowledged."),
          of(6298, "5", "managing the RTO timer", "When the timer is set, stopped and set again."),
          of(
              6298,
              "5.4",
              "managing the RTO timer: it expires",
              "Send the earliest segment again that has not been acknowledged; then wait twice as long."),
          of(
              6429,
              "",
              "TCP sender clarification for persist condition",
              "A connection whose peer keeps its window closed for ever may be ended, if resources are short."),
          of(
              6528,
              "",
              "defending against sequence number attacks",
              "Why first sequence numbers must be hard to guess, and how to make them so."),
          of(
              6528,
              "3",
              "proposed initial sequence number generation",
              "A clock plus a secret hash of addresses and ports."),
          of(
              6582,
              "",
              "the NewReno modification to fast recovery",
              "How to repair several losses of one window without SACK."),
          of(
              6582,
              "3.2",
              "specification",
              "An ACK that covers only a part of what was out says that the next segment is lost, too: send it at once, and stay in recovery until all is acknowledged."),
          of(
              6928,
              "",
              "increasing TCP's initial window",
              "Ten segments may be sent before the first ACK."),
          of(7323, "", "TCP extensions for high performance", "Window scaling and timestamps."),
          of(
              7323,
              "2",
              "window scale option",
              "Windows of up to one gigabyte: the field is shifted by up to 14 bits, if both SYNs say so."),
          of(7323, "3", "timestamps option", "A clock and its echo in every segment."),
          of(
              7323,
              "5",
              "PAWS: protection against wrapped sequences",
              "A segment with an old timestamp is an old segment, even if its number fits.",
              "paws"),
          of(
              7323,
              "5.3",
              "basic PAWS algorithm",
              "A timestamp that is older than the last good one: answer with an ACK, and drop the segment. RST is exempt.",
              "paws"),
          of(
              7323,
              "5.4",
              "timestamp clock",
              "It ticks between once in a millisecond and once a second, and begins for each pair of ports at a place of its own, where the last connection of the two left off."),
          of(
              7323,
              "5.5",
              "outdated timestamps",
              "After 24 days of silence the clock may have gone half round: then no timestamp is old."),
          of(
              7413,
              "",
              "TCP fast open",
              "A client that has been there before may send data with its SYN, and proves by a cookie that it"
                  + " is where it says."),
          of(
              8961,
              "",
              "requirements for time-based loss detection",
              "What any timeout that detects loss has to obey; it allows less than a second."));

  private OtherRfcs() {}

  private static SectionTopic of(
      int rfc, String section, String summary, String text, String... scenarios) {
    return SectionTopic.of(rfc, section, summary, text, scenarios);
  }
}
