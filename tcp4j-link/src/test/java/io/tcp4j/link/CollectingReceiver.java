package io.tcp4j.link;

import java.util.ArrayList;
import java.util.List;

/// Keeps copies of what arrives.
public final class CollectingReceiver implements PacketReceiver {
  public final List<byte[]> packets = new ArrayList<>();
  public final List<ChecksumState> checksums = new ArrayList<>();
  public final List<Integer> gsoSizes = new ArrayList<>();

  /// How many packets each batch had.
  public final List<Integer> batches = new ArrayList<>();

  private int inBatch;

  public CollectingReceiver() {}

  @Override
  public void receive(Packet packet) {
    packets.add(TcpPackets.bytes(packet));
    checksums.add(packet.checksumState);
    gsoSizes.add(packet.gsoSize);
    inBatch++;
  }

  @Override
  public void batchEnd() {
    batches.add(inBatch);
    inBatch = 0;
  }

  /// The last byte of each packet: with [#numbered], its number.
  public List<Integer> numbers() {
    return packets.stream().map(b -> b[b.length - 1] & 0xff).toList();
  }

  /// A correct packet of the given length whose last byte is a number.
  public static Packet numbered(int number, int length) {
    byte[] b = TcpPackets.v4(length - 40);
    b[length - 1] = (byte) number;
    TcpPackets.putTcpChecksum(b);
    return new Packet().set(b, 0, length);
  }
}
