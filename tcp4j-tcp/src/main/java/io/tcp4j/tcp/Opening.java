package io.tcp4j.tcp;

import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SegmentSink;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.Segment;
import org.jspecify.annotations.Nullable;

/// What a {@link TcpListener} makes of a segment that begins a connection: a SYN for which there is
/// room in the SYN queue, or an ACK that brings a SYN cookie back.
///
/// Its owner finds the connection a place, and either {@link #begin}s or {@link #abandon}s it.
public final class Opening {
  private final TcpListener listener;
  private final FourTuple tuple;
  private final TcpConfig config;

  /// What is left of an earlier connection of the two sockets.
  private final @Nullable TimeWaitEntry waiting;

  /// The SYN that a cookie stands for.
  private final @Nullable Segment restored;

  Opening(
      TcpListener listener,
      FourTuple tuple,
      TcpConfig config,
      @Nullable TimeWaitEntry waiting,
      @Nullable Segment restored) {
    this.listener = listener;
    this.tuple = tuple;
    this.config = config;
    this.waiting = waiting;
    this.restored = restored;
  }

  /// Makes the connection. A SYN is answered, and the connection is in SYN-RECEIVED; a cookie's is
  /// in ESTABLISHED, and has taken what else the segment carries.
  ///
  /// @param seg the segment that was shown to the listener, as that left it
  /// @param sink the way to the peer; becomes the connection's
  /// @return null where the accept queue is full: the ACK that brought the cookie is dropped, and
  ///     may come again with the peer's text
  public @Nullable TcpConnection begin(Segment seg, SegmentSink sink, long now) {
    return restored == null
        ? listener.begin(seg, tuple, waiting, config, sink, Trigger.SEGMENT, now)
        : listener.complete(restored, seg, tuple, config, sink, now);
  }

  /// There is no place for the connection: the segment is as good as lost.
  public void abandon() {
    if (restored == null) {
      listener.abandon();
    }
  }
}
