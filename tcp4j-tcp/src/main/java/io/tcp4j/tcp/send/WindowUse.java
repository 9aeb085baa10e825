package io.tcp4j.tcp.send;

/// How much of the congestion window the user's data fills: a window that is not used says nothing
/// about the network, and must not grow (RFC 7661 §4.1).
///
/// What counts is the most that was outstanding within the last round trip, since ACKs come when
/// less is outstanding than there was.
public final class WindowUse {
  private long most;
  private long until;

  /// Text was sent.
  ///
  /// @param una SND.UNA
  /// @param nxt SND.NXT, after it
  public void sent(long una, long nxt) {
    long flight = nxt - una;
    if (una >= until || flight > most) {
      most = flight;
      until = nxt;
    }
  }

  /// The most that was outstanding, in bytes.
  public long most() {
    return most;
  }
}
