package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import io.tcp4j.wire.TcpFlags;

/// Both ends of a connection get a RST for each TCP segment, which goes no further itself: a load
/// balancer or firewall that ends connections and says so. The receiver gets one only of a segment
/// that acknowledges, since a SYN is of no connection yet, and believes it unless segments before
/// that one were lost. RSTs, and others than TCP segments, go on. [Refuse] tells the sender only.
public record Reset() implements Rule {
  @Override
  public String name() {
    return "reset";
  }

  @Override
  public boolean needsScheduler() {
    return true;
  }

  @Override
  public Stage start(Site site) {
    return new Stage(site) {
      private final Resets resets = new Resets();

      @Override
      protected void take(Packet packet, long number) {
        if (!resets.read(packet) || resets.has(TcpFlags.RST)) {
          pass(packet);
          return;
        }
        drop(packet);
        site.answer(resets.toSender());
        if (resets.has(TcpFlags.ACK)) {
          send(resets.toReceiver());
        }
      }
    };
  }
}
