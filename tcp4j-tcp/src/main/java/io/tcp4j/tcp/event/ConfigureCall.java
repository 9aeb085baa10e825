package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.timer.Timers;

/// The user has an open connection behave differently, as §3.9.1.9 allows for the Diffserv field
/// (SHLD-21) and §3.7.4 and §3.8.4 want it for Nagle's algorithm (MUST-17) and keep-alives
/// (MUST-24).
public final class ConfigureCall {
  private ConfigureCall() {}

  /// Puts new settings in the place of the old ones. What they allow to be sent is sent by the
  /// caller.
  ///
  /// @throws IllegalArgumentException naming a setting that is settled by now
  public static void configure(Tcb tcb, TcpConfig config, long now) {
    TcpConfig before = tcb.config;
    config.checkChange(before);
    tcb.config = config;
    tcb.sendBuffer.capacity(config.sendBuffer());
    tcb.receiveBuffer.capacity(config.receiveBuffer()); // SHLD-14: what was offered stays offered
    tcb.keepAlive.times(config.keepAliveTimes());
    if (config.keepAlive() != before.keepAlive()) {
      tcb.keepAlive.set(config.keepAlive(), now);
    }
    if (config.userTimeout() != before.userTimeout()
        || config.openTimeout() != before.openTimeout()
        || config.acceptTimeout() != before.acceptTimeout()) {
      tcb.timers.user = Timers.NEVER; // counted anew
    }
    if (!config.nagle()) { // said again, it lets go again what was held back
      tcb.released = tcb.state().maySegmentize();
    }
    if (config.receiveLowWater() < before.receiveLowWater() && tcb.readable()) {
      tcb.ready(Readiness.READABLE);
    }
  }
}
