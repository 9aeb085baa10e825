package io.tcp4j.testkit.network;

import io.tcp4j.stack.log.Happening;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.ByteSlice;
import org.jspecify.annotations.Nullable;

/// Something that happened in a [SimulatedNetwork].
public sealed interface TraceEvent {
  /// Returns when, in nanoseconds of the simulation.
  long at();

  /// A packet was put on a cable, by a node or by a fault.
  ///
  /// @param at when
  /// @param number of the packet on this cable, from 1 on over the whole network; a router that
  ///     forwards it sends another one
  /// @param origin the number that it had on its first cable: its own, unless a node forwards it
  /// @param cable name of the cable
  /// @param from name of the node; for a packet that a fault made, that in whose name it did
  /// @param to name of the node at the other end
  /// @param madeBy name of the fault that made it, as an ICMP error or a RST; null if the node did
  /// @param bytes the packet, from its IP header on
  /// @param cause why its engine sent it; null where it is no segment, or not from there
  /// @param trigger what made the engine act; null where the cause is
  record Sent(
      long at,
      long number,
      long origin,
      String cable,
      String from,
      String to,
      @Nullable String madeBy,
      ByteSlice bytes,
      @Nullable SendCause cause,
      @Nullable Trigger trigger)
      implements TraceEvent {}

  /// A packet arrived, or a copy of it.
  ///
  /// @param at when
  /// @param number of the packet; 0 for one that a rule made and did not
  ///     [send][io.tcp4j.link.impair.Stage#send] but pass on
  /// @param bytes as it arrived: marked, corrupted, or as it was sent
  record Arrived(long at, long number, ByteSlice bytes) implements TraceEvent {}

  /// A packet was dropped on its way.
  ///
  /// @param at when
  /// @param number of the packet
  /// @param by name of the fault, or what else was the reason
  record Dropped(long at, long number, String by) implements TraceEvent {}

  /// Something happened to a connection at one end that no packet shows: it entered a state, slowed
  /// down, threw away what had arrived, met with trouble, learnt another path MTU, or ended.
  ///
  /// @param at when
  /// @param host name of the host
  /// @param connection its sockets, seen from there
  /// @param what what
  /// @param trigger what the engine was working on; null where that is the segment that is spoken
  ///     of
  record Happened(
      long at, String host, FourTuple connection, Happening what, @Nullable Trigger trigger)
      implements TraceEvent {}

  /// Something that is no packet and no connection: a fault begins or ends, a host crashes.
  ///
  /// @param at when
  /// @param text in words
  record Note(long at, String text) implements TraceEvent {}
}
