package io.tcp4j.link;

import java.util.Objects;

/// Shows every packet that crosses a link to a [PacketTracer], super-packets and partial checksums
/// as they are.
public final class TracingLink extends ObservingLink {
  private final PacketTracer tracer;
  private final Scheduler scheduler;

  /// Makes the decorator.
  ///
  /// @param inner the link to decorate, not open yet
  /// @param tracer whom to show the packets
  /// @param scheduler whose time they get
  public TracingLink(Link inner, PacketTracer tracer, Scheduler scheduler) {
    super(inner);
    this.tracer = Objects.requireNonNull(tracer, "tracer");
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
  }

  @Override
  protected void observe(Direction direction, Packet packet) {
    tracer.packet(direction, packet, scheduler.nanoTime());
  }
}
