package io.tcp4j.testkit.explore;

/// One thing that can happen next. That a segment is delayed is no move of its own: something else
/// happens first.
///
/// `index` is a place among the segments under way to an end, the oldest being 0; any other place
/// means that the segment overtakes those in front of it.
public sealed interface Move {
  /// A segment arrives.
  record Deliver(Side to, int index) implements Move {
    @Override
    public String toString() {
      return "segment " + index + " reaches the " + to;
    }
  }

  /// A segment gets lost.
  record Drop(Side to, int index) implements Move {
    @Override
    public String toString() {
      return "segment " + index + " to the " + to + " gets lost";
    }
  }

  /// A segment arrives, and stays under way: it will arrive again.
  record Duplicate(Side to, int index) implements Move {
    @Override
    public String toString() {
      return "a copy of segment " + index + " reaches the " + to;
    }
  }

  /// A segment of an earlier connection between the same sockets arrives, whose number is just the
  /// one that is expected, and whose timestamp is old (RFC 7323 §5).
  record OldDuplicate(Side to) implements Move {
    @Override
    public String toString() {
      return "an old duplicate reaches the " + to;
    }
  }

  /// Time goes on to the next deadline of an end, which expires.
  record Timer(Side of) implements Move {
    @Override
    public String toString() {
      return "the " + of + "'s timer expires";
    }
  }

  /// A user does something.
  record Call(Side by, UserCall call) implements Move {
    @Override
    public String toString() {
      return "the " + by + "'s user: " + call;
    }
  }
}
