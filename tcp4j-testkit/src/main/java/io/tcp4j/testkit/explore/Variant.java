package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.TcpConfig;
import java.time.Duration;

/// Hosts and troubles of another kind, to be explored like any other.
public enum Variant {
  /// No option but the MSS: no window scale, no SACK, no timestamps.
  WITHOUT_OPTIONS,
  /// Buffers of less than a segment: the window is zero after each, and opens by a few octets.
  TINY_BUFFERS,
  /// Nothing waits: no Nagle algorithm, no delayed ACK; and ECN is asked for.
  EAGER,
  /// Windows of more than 16 bits.
  SCALED_WINDOWS,
  /// The client's sequence numbers wrap around.
  THE_CLIENTS_NUMBERS_WRAP,
  /// The server's sequence numbers wrap around.
  THE_SERVERS_NUMBERS_WRAP,
  /// Users open again and again, so that segments of one connection arrive in the next.
  REOPENING,
  /// Two hosts crash, and come back knowing nothing, and their users open again.
  REBOOTS;

  /// The bounds with what is different here.
  public Bounds of(Bounds bounds) {
    TcpConfig.Builder config = bounds.config().toBuilder();
    Bounds.Calls calls = bounds.calls();
    Bounds.Faults faults = bounds.faults();
    return switch (this) {
      case WITHOUT_OPTIONS ->
          bounds.withConfig(config.windowScaling(false).sack(false).timestamps(false).build());
      case TINY_BUFFERS -> bounds.withConfig(config.sendBuffer(70).receiveBuffer(60).build());
      case EAGER ->
          bounds.withConfig(
              config.nagle(false).delayedAck(Duration.ZERO).ecn(EcnMode.ACTIVE).build());
      case SCALED_WINDOWS -> bounds.withConfig(config.receiveBuffer(100_000).build());
      case THE_CLIENTS_NUMBERS_WRAP -> bounds.withWrapping(Role.CLIENT);
      case THE_SERVERS_NUMBERS_WRAP -> bounds.withWrapping(Role.SERVER);
      case REOPENING ->
          bounds.withCalls(new Bounds.Calls(calls.opens() + 2, calls.sends(), calls.closes() + 2));
      case REBOOTS ->
          bounds
              .withCalls(new Bounds.Calls(calls.opens() + 1, calls.sends(), calls.closes()))
              .withFaults(
                  new Bounds.Faults(
                      faults.drops(),
                      faults.duplicates(),
                      faults.overtakings(),
                      faults.oldDuplicates(),
                      faults.timers(),
                      2));
    };
  }
}
