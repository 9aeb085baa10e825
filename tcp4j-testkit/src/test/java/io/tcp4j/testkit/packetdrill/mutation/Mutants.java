package io.tcp4j.testkit.packetdrill.mutation;

import io.tcp4j.testkit.packetdrill.script.Event;
import io.tcp4j.testkit.packetdrill.script.Script;
import java.util.ArrayList;
import java.util.List;

/// All mutants of a script of which the original says that they must fail.
///
/// What the peer sends is left alone: another segment may well get the same answer. So are the
/// numbers that a script is free to choose: descriptors, the numbers of SYNs, TSval without a tick.
public final class Mutants {
  private Mutants() {}

  /// All of them.
  ///
  /// @param exact whether windows and the order of options count
  public static List<Mutant> of(Script script, boolean exact) {
    List<Mutant> mutants = new ArrayList<>();
    long tolerance =
        1_000 * Long.parseLong(script.options().getOrDefault("tolerance_usecs", "4000"));
    boolean ticks = script.options().containsKey("tcp_ts_tick_usecs");
    for (int i = 0; i < script.events().size(); i++) {
      int index = i;
      switch (script.events().get(i)) {
        case Event.Packet packet when !packet.inbound() -> {
          SegmentMutations.of(
              packet.segment(),
              exact,
              ticks,
              (change, segment) ->
                  mutants.add(
                      Mutant.of(
                          script,
                          index,
                          change,
                          new Event.Packet(packet.place(), packet.time(), false, segment))));
          TimeMutations.of(
              packet.time(),
              tolerance,
              (change, time) ->
                  mutants.add(
                      Mutant.of(
                          script,
                          index,
                          change,
                          new Event.Packet(packet.place(), time, false, packet.segment()))));
          if (differentPacketAfter(script, i, packet)) {
            // something else takes its place, so that all later times stay
            mutants.add(
                Mutant.of(
                    script,
                    i,
                    "the packet is not expected",
                    new Event.Code(packet.place(), packet.time(), "")));
          }
          mutants.add(
              Mutant.of(
                  script,
                  i,
                  "the packet is expected twice",
                  packet,
                  new Event.Packet(
                      packet.place(), TimeMutations.AT_ONCE, false, packet.segment())));
        }
        case Event.Call call ->
            CallMutations.of(
                call,
                tolerance,
                (change, other) -> mutants.add(Mutant.of(script, index, change, other)));
        case Event.Code code when plain(code.text()) ->
            mutants.add(
                Mutant.of(
                    script,
                    i,
                    "== becomes !=",
                    new Event.Code(
                        code.place(), code.time(), code.text().replaceFirst("==", "!="))));
        default -> {}
      }
    }
    return mutants;
  }

  private static boolean plain(String code) {
    return code.contains("==") && !code.contains(" or ") && !code.contains("#");
  }

  /// Packets after the last one that is expected go unseen, so only one before another counts.
  private static boolean differentPacketAfter(Script script, int index, Event.Packet packet) {
    return script.events().stream()
        .skip(index + 1L)
        .anyMatch(
            event ->
                event instanceof Event.Packet later
                    && !later.inbound()
                    && !later.segment().equals(packet.segment()));
  }
}
