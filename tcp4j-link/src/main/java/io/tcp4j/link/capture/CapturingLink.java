package io.tcp4j.link.capture;

import io.tcp4j.link.Direction;
import io.tcp4j.link.Link;
import io.tcp4j.link.ObservingLink;
import io.tcp4j.link.Packet;
import io.tcp4j.link.Scheduler;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Captures every packet that crosses a link: an outbound one before the link gets it (which may
/// still drop it), an inbound one before the receiver does. Around an
/// [ImpairedLink][io.tcp4j.link.impair.ImpairedLink] it sees what the stack sees; inside, what the
/// wire does.
///
/// Several links may share a writer, and are then interfaces of one capture. Whoever made the
/// writer closes it, after the links; [#close] only flushes it. If writing fails, the capture ends
/// and the link goes on: see [#failure].
public final class CapturingLink extends ObservingLink {
  private final PcapngWriter writer;
  private final Scheduler scheduler;
  private final PacketCommenter commenter;
  private final int interfaceNumber;
  private volatile @Nullable IOException failure;

  /// Makes the decorator, and an interface with the link's name in the capture.
  ///
  /// @param inner the link to decorate, not open yet
  /// @param writer where the packets go
  /// @param scheduler whose wall-clock time they get
  /// @throws IOException from the writer
  public CapturingLink(Link inner, PcapngWriter writer, Scheduler scheduler) throws IOException {
    this(inner, writer, scheduler, PacketCommenter.SILENT);
  }

  /// Makes the decorator, and an interface with the link's name in the capture.
  ///
  /// @param inner the link to decorate, not open yet
  /// @param writer where the packets go
  /// @param scheduler whose wall-clock time they get
  /// @param commenter what to say about each
  /// @throws IOException from the writer
  public CapturingLink(
      Link inner, PcapngWriter writer, Scheduler scheduler, PacketCommenter commenter)
      throws IOException {
    super(inner);
    this.writer = writer;
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    this.commenter = Objects.requireNonNull(commenter, "commenter");
    interfaceNumber = writer.addInterface(inner.name());
  }

  /// Returns why the capture ended before the link was closed, or null if it did not.
  public @Nullable IOException failure() {
    return failure;
  }

  @Override
  public void close() {
    super.close();
    if (failure == null) {
      try {
        writer.flush();
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  @Override
  protected void observe(Direction direction, Packet packet) {
    if (failure != null || !packet.isWithinArray()) { // the link will drop such a packet
      return;
    }
    try {
      String comment = commenter.comment(direction, packet);
      writer.write(interfaceNumber, scheduler.epochNanos(), direction, packet, comment);
    } catch (IOException e) {
      failure = e;
    }
  }
}
