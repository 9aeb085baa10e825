package io.tcp4j.stack.tcp;

import io.tcp4j.link.Packet;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import io.tcp4j.wire.UnreachableReason;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A SYN about which its listener's user has not decided yet. Stands in the table where the
/// connection may stand later, and absorbs what else comes from the same socket. Thread-safe.
///
/// One thing happens to it, once: it is accepted, refused, reported unreachable or ignored by the
/// user; or withdrawn, because the peer has sent a RST, because the time for a decision is over, or
/// because the listener was closed. Whatever comes second does nothing.
public final class PendingSyn extends Peer {
  /// As much of a packet as an ICMP error in IPv4 may quote (RFC 1812 §4.3.2.3): a SYN is shorter,
  /// unless it carries text.
  private static final int QUOTE = 548;

  private enum Fate {
    UNDECIDED,
    DECIDED,
    WITHDRAWN
  }

  private final RequestListener listener;
  private final TcpHost host;

  /// The connection in TIME-WAIT that makes way if this is accepted; null if there is none.
  private final @Nullable TimeWaitOwner predecessor;

  /// The beginning of the packet that held the SYN, all headers included, for ICMP to quote.
  private final byte[] packet;

  private final long decideBy;
  private final AtomicReference<Fate> fate = new AtomicReference<>(Fate.UNDECIDED);
  private final AtomicReference<@Nullable Runnable> withdrawal = new AtomicReference<>();

  /// The latest copy that came; not changed any more.
  private volatile Segment syn;

  PendingSyn(
      RequestListener listener,
      FourTuple tuple,
      @Nullable TimeWaitOwner predecessor,
      Segment syn,
      Packet packet,
      long decideBy) {
    super(tuple, listener.scope().via());
    this.listener = listener;
    this.host = listener.host;
    this.predecessor = predecessor;
    this.syn = copy(syn);
    this.packet =
        Arrays.copyOfRange(
            packet.array, packet.offset, packet.offset + Math.min(packet.length, QUOTE));
    this.decideBy = decideBy;
  }

  private static Segment copy(Segment syn) {
    Segment copy = new Segment();
    copy.copySyn(syn);
    return copy;
  }

  RequestListener listener() {
    return listener;
  }

  /// Returns the two sockets, seen from here.
  public FourTuple tuple() {
    return tuple;
  }

  /// Returns the SYN without its text; not to be changed.
  public Segment syn() {
    return syn;
  }

  /// Whether nobody has decided, and nothing has withdrawn it.
  public boolean undecided() {
    return fate.get() == Fate.UNDECIDED;
  }

  /// Has something run if the request is withdrawn: at once, on this thread, if it is already.
  /// Replaces what was to run before.
  ///
  /// @param action must not throw
  public void onWithdrawal(Runnable action) {
    withdrawal.set(action);
    if (fate.get() == Fate.WITHDRAWN) {
      tellOfWithdrawal();
    }
  }

  private void tellOfWithdrawal() {
    Runnable action = withdrawal.getAndSet(null);
    if (action != null) {
      action.run();
    }
  }

  /// SEGMENT ARRIVES while nothing is decided. A repeated SYN replaces the first: it may ask for
  /// less (RFC 3168 §6.1.1.1), and its timestamp is the one to echo.
  void segmentArrives(Segment segment) {
    host.services.arrived(tuple, segment);
    Segment first = syn;
    if (segment.has(TcpFlags.RST)) {
      // It is the sender's own if it knows its number: RCV.NXT, or that of the SYN.
      int beyond = (int) segment.seq - (int) first.seq;
      if (beyond == 0 || beyond == 1) {
        withdraw();
      } else {
        host.services.dropped(tuple, DropReason.TCP_RESET_OUTSIDE_WINDOW);
      }
      return;
    }
    boolean again =
        (segment.flags & (TcpFlags.SYN | TcpFlags.ACK)) == TcpFlags.SYN && segment.seq == first.seq;
    if (again) {
      syn = copy(segment);
    }
    host.services.dropped(tuple, again ? DropReason.TCP_DUPLICATE_SYN : DropReason.TCP_UNDECIDED);
  }

  @Override
  protected void expired(long now) {
    if (now >= decideBy) {
      withdraw();
    } else {
      host.timers.atLatest(this, decideBy);
    }
  }

  /// Nothing will be answered, and the user is told.
  void withdraw() {
    if (fate.compareAndSet(Fate.UNDECIDED, Fate.WITHDRAWN)) {
      host.giveUp(this, predecessor);
      listener.leave();
      tellOfWithdrawal();
    }
  }

  private boolean decide() {
    return fate.compareAndSet(Fate.UNDECIDED, Fate.DECIDED);
  }

  private boolean decideAgainst() {
    if (!decide()) {
      return false;
    }
    host.giveUp(this, predecessor);
    listener.leave();
    return true;
  }

  /// Begins the connection: the SYN is answered now.
  ///
  /// @param config how it behaves; null for the listener's configuration
  /// @return the connection in SYN-RECEIVED; null if something else has happened to the request
  public @Nullable Connection accept(@Nullable TcpConfig config) {
    if (!decide()) {
      return null;
    }
    Connection child =
        predecessor == null ? new Connection(host, tuple, via) : new Connection(predecessor, via);
    host.timers.retire(this);
    host.connections.replace(this, child);
    child.beginAccepted(
        listener.engine, config == null ? listener.engine.config() : config, copy(syn));
    return child;
  }

  /// Answers the SYN by RST.
  ///
  /// @return false if something else has happened to the request
  public boolean refuse() {
    if (!decideAgainst()) {
      return false;
    }
    ReplyOutput reply = new ReplyOutput(host);
    reply.aim(tuple);
    reply.leaveBy(via);
    listener.engine.refuse(copy(syn), tuple, reply);
    reply.flush();
    return true;
  }

  /// Answers the SYN by an ICMP error.
  ///
  /// @param reason one that the family knows
  /// @return false if something else has happened to the request
  public boolean unreachable(UnreachableReason reason) {
    if (!decideAgainst()) {
      return false;
    }
    host.internet.unreachable(reason, packet);
    return true;
  }

  /// Answers nothing. If the SYN comes again, that is another request.
  ///
  /// @return false if something else has happened to the request
  public boolean ignore() {
    return decideAgainst();
  }
}
