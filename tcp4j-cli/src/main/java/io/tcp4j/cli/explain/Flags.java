package io.tcp4j.cli.explain;

import io.tcp4j.wire.TcpFlags;
import java.util.List;

/// What there is to say about each flag.
final class Flags {
  static final List<FlagTopic> ALL =
      List.of(
          new FlagTopic(
              TcpFlags.SYN,
              "here my sequence numbers begin",
              "Opens a connection.",
              "It tells the first sequence number, which is random, and takes one number itself, so"
                  + " that it can be acknowledged and sent again like data. Only the first segment of"
                  + " each end has it; most options may stand only beside it.",
              "A SYN in a connection that is open is not obeyed, but challenged.",
              "RFC 9293 §3.5; RFC 5961 §4",
              List.of("handshake", "simultaneous-open")),
          new FlagTopic(
              TcpFlags.ACK,
              "the acknowledgment number counts",
              "Confirms that something was received.",
              "The number is the next one expected: all before it has arrived, and nothing is said"
                  + " about what came after a gap. Every segment after the first has it, with or"
                  + " without news. It says that the peer's TCP has the data, not that a program has"
                  + " read it.",
              "An ACK is put off for a while so that it can ride on an answer, but at least every"
                  + " second full segment gets one.",
              "RFC 9293 §3.4 and §3.8.6.3; RFC 5681 §4.2",
              List.of("handshake", "transfer")),
          new FlagTopic(
              TcpFlags.FIN,
              "I will send no more",
              "Ends the connection; stands in the last packet that its sender sends.",
              "It ends one direction: the peer may go on for as long as it likes. It takes the last"
                  + " sequence number of its direction, so it arrives behind all data; acknowledgments"
                  + " still follow it.",
              "It rides on the last data where it can.",
              "RFC 9293 §3.6",
              List.of("close", "half-close", "three-way-close")),
          new FlagTopic(
              TcpFlags.RST,
              "this connection does not exist (any more)",
              "Sent when a packet reaches a host that did not expect it.",
              "Also sent by a program that gives up, and by a host whose program closed without"
                  + " reading all. The connection ends at once, and neither side can tell from a RST"
                  + " which of these it was. It is not acknowledged and not sent again.",
              "Only a RST with exactly the next sequence number is obeyed; another one within the"
                  + " window is challenged, so that a blind attacker has to hit one number in four"
                  + " billion. In TIME-WAIT it is ignored. Whether data that has"
                  + " arrived may still be read afterwards is configured: the RFC says no, Linux yes.",
              "RFC 9293 §3.5.2 and §3.5.3; RFC 5961 §3; RFC 1122 §4.2.2.13",
              List.of("refused", "reset-unread", "half-open", "linger")),
          new FlagTopic(
              TcpFlags.PSH,
              "do not keep this waiting",
              "Asks the receiver to deliver the data at once instead of buffering it.",
              "The sender sets it at the end of a write, which says: there is no more for now. It is"
                  + " no boundary of a message, and several may collapse into one. A receiver of today"
                  + " wakes its program with or without it.",
              "Set on the segment with the last byte that was written; a reader is woken by any data.",
              "RFC 9293 §3.9.1.2 and §3.10.3",
              List.of("push", "transfer")),
          new FlagTopic(
              TcpFlags.URG,
              "the urgent pointer counts",
              "The urgent data is to be handled before the rest.",
              "It moves nothing to the front. The pointer marks a place in the stream, just behind"
                  + " the urgent data, and the program is told that something urgent lies ahead, so"
                  + " that it can hurry there. Many systems take one byte out of the stream instead"
                  + " (out-of-band data), which the specification never meant.",
              "The mark stays in the stream: the program learns when urgent mode begins, how much"
                  + " remains, and when all is read. One byte out of band is an option, for peers that"
                  + " do it so.",
              "RFC 9293 §3.8.5; RFC 6093",
              List.of("urgent")),
          new FlagTopic(
              TcpFlags.ECE,
              "a router marked what you sent",
              "The peer is capable of ECN.",
              "That is its meaning on a SYN. Afterwards it says something else: a packet arrived with"
                  + " the mark of a router that is near overflow, and it is repeated in every ACK until"
                  + " the sender answers with CWR. So congestion is learnt of before anything is lost.",
              "Agreed to when the peer asks for ECN; asked for by ourselves where that is configured.",
              "RFC 3168 §6.1.1 and §6.1.3",
              List.of("ecn")),
          new FlagTopic(
              TcpFlags.CWR,
              "I have slowed down",
              "The sender got an ECE and has reduced its window.",
              "Right, and it stops the peer from repeating ECE. On a SYN it stands beside ECE and says"
                  + " that its sender would like to use ECN; the answer has ECE alone.",
              "On the first new data after the window was reduced, which happens at most once for all marks"
                  + " in one window.",
              "RFC 3168 §6.1.1 and §6.1.2",
              List.of("ecn")));

  private Flags() {}
}
