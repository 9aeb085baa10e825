package io.tcp4j.stack.tcp;

import io.tcp4j.stack.device.Device;
import org.jspecify.annotations.Nullable;

/// The way down of one connection, which holds a share of its device's queue.
final class ConnectionOutput extends SegmentOutput {
  private final ConnectionOwner owner;

  ConnectionOutput(ConnectionOwner owner, TcpHost host) {
    super(host.internet, host.counters);
    this.owner = owner;
    aim(owner.tuple);
  }

  @Override
  @Nullable Device via() {
    return owner.via;
  }

  @Override
  boolean shares() {
    return true;
  }

  @Override
  protected void outputReady() {
    owner.outputReady();
  }
}
