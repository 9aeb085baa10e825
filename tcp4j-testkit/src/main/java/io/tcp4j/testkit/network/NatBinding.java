package io.tcp4j.testkit.network;

import io.tcp4j.wire.Endpoint;
import java.time.Duration;

/// What a [Nat] remembers of one endpoint inside: a value.
///
/// @param inside the endpoint
/// @param outsidePort its port outside
/// @param phase how far its connection is
/// @param lastUsed when a segment last crossed, in the network's time
public record NatBinding(Endpoint inside, int outsidePort, Phase phase, Duration lastUsed) {
  /// How far a connection is, as a NAT sees it (RFC 5382 §5).
  public enum Phase {
    /// No segment has come back yet.
    OPENING,
    /// Segments have crossed both ways.
    OPEN,
    /// A RST has crossed, or a FIN each way.
    CLOSING
  }
}
