package io.tcp4j.testkit.packetdrill.run;

import io.tcp4j.link.Link;
import io.tcp4j.link.TracingLink;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.packetdrill.call.Dialect;
import io.tcp4j.testkit.packetdrill.call.Kernel;
import io.tcp4j.testkit.packetdrill.call.Sock;
import io.tcp4j.testkit.packetdrill.call.UnsupportedCallException;
import io.tcp4j.testkit.packetdrill.code.AssertionFailure;
import io.tcp4j.testkit.packetdrill.code.Code;
import io.tcp4j.testkit.packetdrill.flow.Expectations;
import io.tcp4j.testkit.packetdrill.flow.Flow;
import io.tcp4j.testkit.packetdrill.flow.IcmpBuilder;
import io.tcp4j.testkit.packetdrill.flow.PacketBuilder;
import io.tcp4j.testkit.packetdrill.flow.PacketMatcher;
import io.tcp4j.testkit.packetdrill.flow.Reading;
import io.tcp4j.testkit.packetdrill.parse.ScriptParser;
import io.tcp4j.testkit.packetdrill.parse.ScriptSyntaxException;
import io.tcp4j.testkit.packetdrill.script.Event;
import io.tcp4j.testkit.packetdrill.script.Notation;
import io.tcp4j.testkit.packetdrill.script.Place;
import io.tcp4j.testkit.packetdrill.script.Script;
import io.tcp4j.testkit.packetdrill.script.SegmentText;
import io.tcp4j.testkit.packetdrill.wire.Hosts;
import io.tcp4j.testkit.packetdrill.wire.LivePacket;
import io.tcp4j.testkit.packetdrill.wire.ScriptLink;
import io.tcp4j.wire.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Runs one script: plays its calls and its peer's packets, and holds what the stack does against
/// it.
public final class ScriptRunner implements AutoCloseable {
  /// How much longer than allowed the runner waits for a packet, so as to tell when it came.
  private static final long PATIENCE = Duration.ofSeconds(5).toNanos();

  private static final long DEFAULT_TOLERANCE = Duration.ofMillis(4).toNanos();

  private final Script script;
  private final VirtualTime time = new VirtualTime();
  private final ScriptLink link;
  private final IpStack stack;
  private final Kernel kernel;
  private final Shell shell;
  private final Flows flows;
  private final Timeline timeline;
  private final Expectations expectations;
  private final PendingCall pending;
  private final Code code = new Code();
  private final RunListener listener;

  private ScriptRunner(Script script, RunOptions options, RunListener listener, long head) {
    this.script = script;
    this.listener = listener;
    Setting setting = Setting.of(script, options);
    Hosts hosts = setting.hosts();
    Sysctls sysctls = new Sysctls(setting.dialect());
    link = new ScriptLink(time, hosts.mtu(), setting.superSegments());
    stack =
        IpStack.builder()
            .name("packetdrill")
            .scheduler(head == 0 ? time : new LaterClock(time, head))
            .random(new SplittableRandom(1))
            .tcpConfig(sysctls.config())
            .observer(listener)
            .build();
    listener.begins(hosts.local(), hosts.remote(), time::nanoTime);
    Link heard = new TracingLink(link, listener, time);
    stack.addRoute(setting.everywhere(), stack.attach(heard, hosts.localPrefix()));
    kernel = new Kernel(stack, time, hosts, sysctls.config(), setting.dialect());
    shell = new Shell(stack, kernel, sysctls);
    flows = new Flows(kernel, hosts);
    timeline = new Timeline(setting.tolerance(DEFAULT_TOLERANCE), options.strictTime());
    expectations =
        new Expectations(
            setting.dialect() == Dialect.LINUX,
            setting.dialect() == Dialect.LINUX,
            script.options().containsKey("tcp_ts_tick_usecs"));
    pending = new PendingCall(timeline);
  }

  /// Runs a script.
  ///
  /// @param name what messages call it
  /// @param text the script itself
  public static Verdict run(String name, String text, RunOptions options) {
    return run(name, text, options, RunListener.NONE);
  }

  /// Runs a script, with somebody listening.
  ///
  /// @param name what messages call it
  /// @param text the script itself
  public static Verdict run(String name, String text, RunOptions options, RunListener listener) {
    try {
      return run(ScriptParser.parse(name, text, options.definitions()), options, listener);
    } catch (ScriptSyntaxException e) {
      return Verdict.unreadable(name, e.place(), e.problem());
    }
  }

  /// Runs a script that has been read.
  static Verdict run(Script script, RunOptions options, RunListener listener) {
    try {
      return run(script, options, listener, InitialNumber.head(script, options));
    } catch (NumberFormatException e) {
      return Verdict.failed(script.name(), null, "local_isn: " + e.getMessage());
    }
  }

  /// Runs a script that has been read.
  ///
  /// @param head how long before the script the stack was started, in ns
  static Verdict run(Script script, RunOptions options, RunListener listener, long head) {
    try (ScriptRunner runner = new ScriptRunner(script, options, listener, head)) {
      Verdict verdict = runner.run();
      listener.ends();
      return verdict;
    }
  }

  private Verdict run() {
    Place place = null;
    try {
      script.setUp().ifPresent(shell::run);
      for (Event event : script.events()) {
        place = event.place();
        happen(event);
      }
      pending.await(this::runUntilPendingIsDone);
      return Verdict.passed(script.name());
    } catch (ScriptFailure e) {
      return Verdict.failed(script.name(), place, e);
    } catch (AssertionFailure | IllegalArgumentException e) {
      return Verdict.failed(script.name(), place, String.valueOf(e.getMessage()));
    } catch (UnsupportedCallException e) {
      return Verdict.skipped(script.name(), place, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // a bug of the stack's or of the interpreter's, but the next script wants to run
      String at = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
      return Verdict.failed(script.name(), place, e + at);
    }
  }

  private void happen(Event event) {
    Timeline.Slot slot = timeline.slot(event, time.nanoTime());
    if (event instanceof Event.Packet(_, _, boolean inbound, SegmentText segment) && !inbound) {
      timeline.happened(event, slot, expect(segment, slot));
      return;
    }
    runTo(slot.from());
    listener.happens(event);
    switch (event) {
      case Event.Packet packet -> inject(packet.segment());
      case Event.Icmp icmp -> link.deliver(IcmpBuilder.build(flows.current(), icmp));
      case Event.Call call -> call(call, slot);
      case Event.Command command -> shell.run(command.text());
      case Event.Code piece -> code.run(piece.text(), variables());
    }
    progress();
    timeline.happened(event, slot, time.nanoTime());
  }

  private Map<String, Double> variables() {
    Sock underTest = kernel.underTest();
    TcpSocket socket = underTest == null ? null : underTest.connection();
    boolean listens = underTest != null && underTest.listening();
    return TcpInfoVariables.of(
        socket == null ? null : socket.info(), listens ? State.LISTEN : State.CLOSED);
  }

  private void inject(SegmentText segment) {
    link.deliver(PacketBuilder.build(flows.of(segment, true), segment));
  }

  private void call(Event.Call call, Timeline.Slot slot) {
    pending.await(this::runUntilPendingIsDone);
    pending.begin(call, kernel.begin(call), slot);
    if (!pending.done() && !slot.blocks()) {
      throw new ScriptFailure(call.name() + " waits");
    }
  }

  /// Lets time pass up to an instant.
  private void runTo(long instant) {
    boolean _ = time.runUntil(() -> !progress(), until(instant));
  }

  /// Lets time pass until the pending call is done, or it is too late for it.
  private void runUntilPendingIsDone() {
    boolean _ = time.runUntil(() -> progress() && pending.done(), until(pending.latest()));
  }

  private Duration until(long instant) {
    return Duration.ofNanos(Math.max(0, instant - time.nanoTime()));
  }

  /// After each thing that happens: sockets take note, and a call that waits tries again.
  private boolean progress() {
    kernel.observe();
    pending.attempt(time.nanoTime());
    return true;
  }

  /// Waits for a packet, and compares it with what is expected.
  ///
  /// @return when it came
  private long expect(SegmentText segment, Timeline.Slot slot) {
    Flow flow = flows.of(segment, false);
    LivePacket first = next(slot);
    if (first == null) {
      throw new ScriptFailure("no packet came", Notation.of(segment), "");
    }
    List<LivePacket> pieces = new ArrayList<>(List.of(first));
    collect(pieces, segment, slot);
    if (!flow.has(first)) {
      throw new ScriptFailure(
          "a packet of another connection came",
          Notation.of(segment),
          first.isTcp() ? first.segment().toString() : "no TCP segment");
    }
    List<String> differences = PacketMatcher.compare(flow, segment, expectations, pieces);
    if (!differences.isEmpty()) {
      throw new ScriptFailure(
          String.join("; ", differences), Notation.of(segment), Reading.of(flow, pieces));
    }
    timeline.check("the packet came", slot, first.at());
    timeline.check("the last piece of the packet came", slot, pieces.getLast().at());
    return first.at();
  }

  /// A packet longer than a segment may be is several on this link.
  private void collect(List<LivePacket> pieces, SegmentText segment, Timeline.Slot slot) {
    if (script.options().containsKey("strict_segments")) {
      return;
    }
    Segment head = pieces.getFirst().segment();
    int length = head.textLength;
    while (length > 0 && length < segment.sequence().length()) {
      LivePacket piece = next(slot);
      Segment part = piece == null ? null : piece.segment();
      if (part == null
          || part.textLength == 0
          || part.textLength > head.textLength
          || (int) part.seq != (int) (head.seq + length)) {
        return;
      }
      pieces.add(piece);
      length += part.textLength;
    }
  }

  private @Nullable LivePacket next(Timeline.Slot slot) {
    long latest = slot.any() ? time.nanoTime() : slot.to();
    boolean _ = time.runUntil(this::packetWaits, until(latest + PATIENCE));
    return link.take();
  }

  private boolean packetWaits() {
    boolean _ = progress();
    LivePacket packet = link.peek();
    while (packet != null && packet.isTcp() && !flows.knows(packet)) {
      link.take();
      packet = link.peek();
    }
    return packet != null;
  }

  @Override
  public void close() {
    stack.close();
  }
}
