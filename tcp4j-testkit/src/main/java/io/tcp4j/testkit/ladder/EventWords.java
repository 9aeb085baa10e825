package io.tcp4j.testkit.ladder;

import io.tcp4j.tcp.model.Trigger;
import java.util.EnumMap;
import java.util.Map;

/// Puts into words what made an engine act, with the numbers that segments have on the ladder.
public final class EventWords {
  private final Map<Side, Integer> arrived = new EnumMap<>(Side.class);
  private final Map<Side, Integer> unanswered = new EnumMap<>(Side.class);

  /// Words for ends that nothing has reached yet.
  public EventWords() {}

  /// A segment arrived at this end, and its engine is about to process it.
  ///
  /// @param number its number on the ladder
  /// @param length bytes of sequence space that ask for an acknowledgment
  public void arrived(Side at, int number, int length) {
    arrived.put(at, number);
    if (length > 0) {
      unanswered.putIfAbsent(at, number);
    }
  }

  /// This end has sent an acknowledgment of all that had arrived.
  public void acknowledged(Side from) {
    unanswered.remove(from);
  }

  /// What made the engine of this end act, in words that follow "on".
  ///
  /// @param host what the end is called
  public String of(Trigger trigger, Side side, String host) {
    return switch (trigger.kind()) {
      case CALL -> trigger + " by the " + host;
      case ARRIVAL ->
          trigger == Trigger.SEGMENT && arrived.containsKey(side)
              ? LadderSegment.tag(arrived.get(side))
              : trigger.toString();
      case TIMER ->
          trigger == Trigger.DELAYED_ACK_TIMER && unanswered.containsKey(side)
              ? trigger + ", set on " + LadderSegment.tag(unanswered.get(side))
              : trigger.toString();
    };
  }
}
