package io.tcp4j.cli.packetdrill;

import io.tcp4j.cli.demo.world.Wiretap;
import io.tcp4j.link.Direction;
import io.tcp4j.link.Packet;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.testkit.ladder.Ladder;
import io.tcp4j.testkit.ladder.Reason;
import io.tcp4j.testkit.ladder.Side;
import io.tcp4j.testkit.packetdrill.run.RunListener;
import io.tcp4j.testkit.packetdrill.run.Verdict;
import io.tcp4j.testkit.packetdrill.script.Event;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.Segment;
import java.util.function.LongSupplier;

/// Draws what happens while a script runs: on the left the stack, on the right the peer that the
/// script plays, so that arrows point as in the script.
final class ScriptLadder implements RunListener {
  private static final String STACK = "tcp4j";
  private static final String PEER = "script";

  private final Wiretap tap = new Wiretap(0);
  private LongSupplier clock = () -> 0;
  private String local = "";
  private String remote = "";

  /// The line of what the script did last.
  private int line;

  @Override
  public void begins(IpAddress local, IpAddress remote, LongSupplier clock) {
    this.local = local.toString();
    this.remote = remote.toString();
    this.clock = clock;
  }

  @Override
  public void happens(Event event) {
    line = event.place().line();
    if (event instanceof Event.Call call) {
      tap.noted(Side.LEFT, clock.getAsLong(), "line " + line + ": " + call.name() + "()");
    }
  }

  @Override
  public void packet(Direction direction, Packet packet, long now) {
    switch (direction) {
      case OUTBOUND -> {
        tap.sent(Side.LEFT, packet, now);
        tap.arrived(Side.RIGHT, packet, now);
      }
      case INBOUND -> {
        tap.sent(Side.RIGHT, packet, now, new Reason("line " + line, "", "", false));
        tap.arrived(Side.LEFT, packet, now);
      }
    }
  }

  @Override
  public void stateChanged(
      FourTuple connection, State from, io.tcp4j.tcp.model.Event event, State to, Trigger trigger) {
    tap.entered(Side.LEFT, clock.getAsLong(), event, to);
  }

  @Override
  public void segmentSent(FourTuple connection, Segment segment, SendCause cause, Trigger trigger) {
    tap.announced(Side.LEFT, STACK, connection, segment, cause, trigger);
  }

  @Override
  public void ends() {
    tap.stop();
  }

  /// What has happened so far.
  Ladder ladder(Verdict verdict) {
    return new Ladder(
        verdict.script(),
        "what happened up to line " + (verdict.place() == null ? line : verdict.place().line()),
        new Ladder.End(STACK, local),
        new Ladder.End(PEER, remote),
        tap.recorder().rows(),
        verdict.where() + ": " + verdict.message());
  }
}
