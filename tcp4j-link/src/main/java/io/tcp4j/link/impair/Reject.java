package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.IcmpCodec;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.UnreachableReason;
import java.util.Objects;

/// Packets are dropped, and their sender is told by ICMP that the destination is unreachable: a
/// router without a route, a firewall that says so. The error seems to come from the destination
/// itself. ICMP messages are dropped without a word, as no error is ever answered by an error (RFC
/// 1122 §3.2.2, RFC 4443 §2.4).
///
/// @param reason what the error says; one that both versions of ICMP know
public record Reject(UnreachableReason reason) implements Rule {
  private static final int HOP_LIMIT = 64;

  /// Checks the reason.
  ///
  /// @throws IllegalArgumentException if one version of ICMP does not know it
  public Reject {
    Objects.requireNonNull(reason, "reason");
    switch (reason) {
      case NET, HOST, PORT, ADMIN_PROHIBITED -> {}
      default -> throw new IllegalArgumentException(reason + " is not of both versions of ICMP");
    }
  }

  @Override
  public String name() {
    return "reject";
  }

  @Override
  public boolean needsScheduler() {
    return true;
  }

  @Override
  public Stage start(Site site) {
    return new Stage(site) {
      private final IpHeader ip = new IpHeader();

      @Override
      protected void take(Packet packet, long number) {
        drop(packet);
        boolean readable = IpCodec.decode(packet.array, packet.offset, packet.length, ip) == null;
        if (readable && ip.fragmentOffset == 0 && ip.protocol != IcmpCodec.protocol(ip.version)) {
          site.answer(error(packet));
        }
      }

      private Packet error(Packet about) {
        IcmpMessage message =
            new IcmpMessage.DestinationUnreachable(
                reason, ByteSlice.of(about.array, about.offset, about.length));
        IpHeader header = new IpHeader();
        header.version = ip.version;
        header.hopLimit = HOP_LIMIT;
        header.protocol = IcmpCodec.protocol(ip.version);
        header.source(ip.destination());
        header.destination(ip.source());
        header.payloadLength = IcmpCodec.encodedLength(message, ip.version);
        byte[] bytes = new byte[IpCodec.encodedLength(header) + header.payloadLength];
        IpCodec.encode(header, bytes, 0);
        IcmpCodec.encode(message, header, bytes, header.headerLength);
        return new Packet().set(bytes, 0, bytes.length);
      }
    };
  }
}
