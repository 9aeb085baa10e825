package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.model.SegmentSink;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TextSource;
import io.tcp4j.wire.Segment;
import org.jspecify.annotations.Nullable;

/// One host's way into the network: there is always room.
final class HostLink implements SegmentSink {
  private static final int IP_HEADER = 20;

  private final Role role;
  private final int maximumMessageSize;
  private final Network network;
  private @Nullable Flight last;

  HostLink(Role role, Bounds bounds, Network network) {
    this.role = role;
    maximumMessageSize = bounds.maximumMessageSize();
    this.network = network;
  }

  @Override
  public boolean transmit(Segment segment, @Nullable TextSource text, SendCause cause) {
    last = network.send(role, segment, text);
    return true;
  }

  /// The segment that left last.
  Flight last() {
    if (last == null) {
      throw new IllegalStateException("the " + role + " has sent nothing");
    }
    return last;
  }

  @Override
  public int maximumMessageSize() {
    return maximumMessageSize;
  }

  @Override
  public int superSegmentLimit() {
    return 0;
  }

  @Override
  public int ipHeaderLength() {
    return IP_HEADER;
  }

  @Override
  public int pathMtu() {
    return maximumMessageSize + IP_HEADER;
  }

  @Override
  public void adviseNegatively() {}

  @Override
  public void pathMtu(int mtu, boolean mayFragment) {}
}
