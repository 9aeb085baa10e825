package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import io.tcp4j.wire.TcpFlags;

/// TCP segments are dropped, and their sender gets a RST, as from a host that knows of no such
/// connection (RFC 9293 §3.10.7.1): a firewall whose rule is to reject, a proxy without a backend,
/// a NAT that has lost its table. Their receiver hears nothing, and keeps half a connection; with
/// [Reset] it hears of the end, too. Others than TCP segments go on.
public record Refuse() implements Rule {
  @Override
  public String name() {
    return "refuse";
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
        if (!resets.read(packet)) {
          pass(packet);
          return;
        }
        drop(packet);
        if (!resets.has(TcpFlags.RST)) {
          site.answer(resets.toSender());
        }
      }
    };
  }
}
