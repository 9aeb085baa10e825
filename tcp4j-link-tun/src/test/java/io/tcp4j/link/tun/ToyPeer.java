package io.tcp4j.link.tun;

import io.tcp4j.link.Packet;
import io.tcp4j.link.PacketReceiver;
import io.tcp4j.link.Segmentation;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import io.tcp4j.wire.TcpFlags;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CountDownLatch;

/// The least of TCP that a kernel's socket takes for a peer: accepts one connection, takes what
/// arrives in order, acknowledges it, repeats nothing.
final class ToyPeer implements PacketReceiver {
  private static final int MSS = 1200;
  private static final int WINDOW = 65535;

  /// Counted down when the handshake is complete.
  final CountDownLatch connected = new CountDownLatch(1);

  /// Counted down when the kernel's FIN has arrived.
  final CountDownLatch ended = new CountDownLatch(1);

  private final TunLink link;
  private final Segment arriving = new Segment();
  private final Segment leaving = new Segment();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private IpAddress own = IpAddress.UNSPECIFIED_V4;
  private IpAddress remote = IpAddress.UNSPECIFIED_V4;
  private long sendNext = 1_000_000;
  private long receiveNext;
  private Packet largest = new Packet();

  ToyPeer(TunLink link) {
    this.link = link;
  }

  /// Returns all text that has arrived.
  synchronized byte[] received() {
    return received.toByteArray();
  }

  /// Returns the largest packet that has arrived.
  synchronized Packet largest() {
    return largest;
  }

  @Override
  public synchronized void receive(Packet packet) {
    IpHeader ip = TestPackets.header(packet);
    if (ip.protocol != IpProtocol.TCP) {
      return;
    }
    if (packet.length > largest.length) {
      largest = TestPackets.copy(packet);
    }
    TcpCodec.decode(packet.array, ip.payloadOffset, ip.payloadLength, arriving);
    if (arriving.has(TcpFlags.SYN)) {
      own = ip.destination();
      remote = ip.source();
      leaving.sourcePort = arriving.destinationPort;
      leaving.destinationPort = arriving.sourcePort;
      receiveNext = arriving.seq + 1;
      leaving.mss = MSS;
      send(TcpFlags.SYN | TcpFlags.ACK);
      leaving.mss = -1;
      sendNext++;
      return;
    }
    connected.countDown();
    if (arriving.length() == 0 || (int) arriving.seq != (int) receiveNext) {
      return;
    }
    received.write(packet.array, arriving.textOffset, arriving.textLength);
    receiveNext += arriving.length();
    send(TcpFlags.ACK);
    if (arriving.has(TcpFlags.FIN)) {
      ended.countDown();
    }
  }

  /// Sends this text as one packet, to be cut by the kernel.
  synchronized boolean sendSuperPacket(byte[] text) {
    leaving.text = text;
    leaving.textLength = text.length;
    leaving.gsoSize = MSS;
    boolean taken = send(TcpFlags.ACK | TcpFlags.PSH);
    leaving.textLength = 0;
    leaving.gsoSize = 0;
    sendNext += text.length;
    return taken;
  }

  private boolean send(int flags) {
    leaving.flags = flags;
    leaving.seq = sendNext;
    leaving.ack = receiveNext;
    leaving.wnd = WINDOW;
    Packet packet = TestPackets.tcp(own, remote, leaving);
    return (link.capabilities().checksumOffload() || Segmentation.completeChecksum(packet))
        && link.transmit(packet);
  }
}
