package io.tcp4j.tcp.event;

/// What a step of §3.10.7.4 says of the segment.
enum Verdict {
  /// Go on to the next step.
  CONTINUE,
  /// The segment is dealt with: "drop the segment and return".
  DONE
}
