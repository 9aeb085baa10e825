package io.tcp4j.testkit.packetdrill.wire;

import io.tcp4j.link.Link;
import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.link.Packet;
import io.tcp4j.link.PacketReceiver;
import io.tcp4j.link.Segmentation;
import io.tcp4j.link.VirtualTime;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The link at whose other end the script stands: keeps what the stack sends until the script looks
/// at it, and delivers what the script sends, at once. Belongs to the thread of its time.
public final class ScriptLink implements Link {
  private final VirtualTime time;
  private final int mtu;
  private final Deque<LivePacket> sent = new ArrayDeque<>();
  private final LinkCapabilities capabilities;
  private @Nullable PacketReceiver receiver;

  /// @param time the time of the script
  /// @param mtu the link's MTU in bytes
  /// @param superSegments whether the stack may send segments longer than the MTU
  public ScriptLink(VirtualTime time, int mtu, boolean superSegments) {
    this.time = time;
    this.mtu = mtu;
    capabilities = superSegments ? LinkCapabilities.FULL : LinkCapabilities.NONE;
  }

  @Override
  public String name() {
    return "script";
  }

  @Override
  public int mtu() {
    return mtu;
  }

  @Override
  public LinkCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public void open(PacketReceiver receiver) {
    this.receiver = receiver;
  }

  @Override
  public boolean transmit(Packet packet) {
    if (receiver == null) {
      return false;
    }
    int pieces = Segmentation.pieces(packet);
    for (int i = 0; i < pieces; i++) {
      Packet piece = new Packet().set(new byte[Segmentation.longestPiece(packet)], 0, 0);
      if (packet.isSuperPacket()) {
        Segmentation.cut(packet, i, piece);
      } else {
        System.arraycopy(packet.array, packet.offset, piece.array, 0, packet.length);
        piece.length = packet.length;
        piece.describeLike(packet);
        Segmentation.completeChecksum(piece);
      }
      sent.add(new LivePacket(time.nanoTime(), Arrays.copyOf(piece.array, piece.length)));
    }
    return pieces > 0;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    receiver = null;
  }

  /// Delivers a packet to the stack.
  public void deliver(byte[] packet) {
    PacketReceiver to = receiver;
    if (to != null) {
      to.receive(new Packet().set(packet.clone(), 0, packet.length));
      to.batchEnd();
    }
  }

  /// The oldest packet that the script has not looked at, or null.
  public @Nullable LivePacket peek() {
    return sent.peek();
  }

  /// Takes the oldest packet that the script has not looked at, or null.
  public @Nullable LivePacket take() {
    return sent.poll();
  }
}
