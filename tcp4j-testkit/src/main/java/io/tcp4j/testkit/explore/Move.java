package io.tcp4j.testkit.explore;

/// One thing that can happen next. That a segment is delayed is no move of its own: something else
/// happens first.
///
/// `index` is a place among the segments under way to a host, the oldest being 0; any other place
/// means that the segment overtakes those in front of it.
public sealed interface Move {
  /// A segment arrives.
  record Deliver(Role to, int index) implements Move {
    @Override
    public String toString() {
      return "segment " + index + " reaches the " + to;
    }
  }

  /// A segment gets lost.
  record Drop(Role to, int index) implements Move {
    @Override
    public String toString() {
      return "segment " + index + " to the " + to + " gets lost";
    }
  }

  /// A segment arrives, and stays under way: it will arrive again.
  record Duplicate(Role to, int index) implements Move {
    @Override
    public String toString() {
      return "a copy of segment " + index + " reaches the " + to;
    }
  }

  /// A segment of a connection long ago between the same sockets arrives, whose number is just the
  /// one that is expected, and whose timestamp is old (RFC 7323 §5).
  record OldDuplicate(Role to) implements Move {
    @Override
    public String toString() {
      return "an old duplicate reaches the " + to;
    }
  }

  /// Time goes on to the next deadline of a host, which expires.
  record Timer(Role of) implements Move {
    @Override
    public String toString() {
      return "the " + of + "'s timer expires";
    }
  }

  /// A user does something.
  record Call(Role by, UserCall call) implements Move {
    @Override
    public String toString() {
      return "the " + by + "'s user: " + call;
    }
  }

  /// A host crashes, and comes back at once: no connection is left, and nobody is told. Its clock
  /// and the secret of its initial sequence numbers stay what they were (RFC 9293 §3.4.1).
  record Reboot(Role of) implements Move {
    @Override
    public String toString() {
      return "the " + of + " crashes and boots";
    }
  }
}
