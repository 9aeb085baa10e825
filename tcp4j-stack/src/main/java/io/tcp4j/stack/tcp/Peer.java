package io.tcp4j.stack.tcp;

import io.tcp4j.stack.device.Device;
import io.tcp4j.stack.time.TimerEntry;
import io.tcp4j.tcp.model.FourTuple;
import org.jspecify.annotations.Nullable;

/// What a segment can find in the [ConnectionTable]: a live connection, what is left of one in
/// TIME-WAIT, or a SYN about which nobody has decided yet. All wait for a deadline, too.
public abstract sealed class Peer extends TimerEntry
    permits ConnectionOwner, TimeWaitOwner, PendingSyn {
  final FourTuple tuple;

  /// The only device by which its segments come and go; null for any.
  final @Nullable Device via;

  // The tuple again, as the table compares it: without following five references.
  private final long localHigh;
  private final long localLow;
  private final long remoteHigh;
  private final long remoteLow;
  private final int ports;

  /// Set by the table; lives here so that growing need not compute it anew.
  int hash;

  Peer(FourTuple tuple, @Nullable Device via) {
    this.tuple = tuple;
    this.via = via;
    localHigh = tuple.local().address().high();
    localLow = tuple.local().address().low();
    remoteHigh = tuple.remote().address().high();
    remoteLow = tuple.remote().address().low();
    ports = ports(tuple.local().port(), tuple.remote().port());
  }

  /// Whether what comes by a device can be its own.
  final boolean comesBy(Device device) {
    return via == null || via == device;
  }

  static int ports(int local, int remote) {
    return local << 16 | remote;
  }

  final boolean is(long localHigh, long localLow, long remoteHigh, long remoteLow, int ports) {
    return this.ports == ports
        && this.remoteLow == remoteLow
        && this.remoteHigh == remoteHigh
        && this.localLow == localLow
        && this.localHigh == localHigh;
  }

  final boolean is(Peer other) {
    return is(other.localHigh, other.localLow, other.remoteHigh, other.remoteLow, other.ports);
  }

  final int hash(ConnectionTable table) {
    return table.hash(localHigh, localLow, remoteHigh, remoteLow, ports);
  }
}
