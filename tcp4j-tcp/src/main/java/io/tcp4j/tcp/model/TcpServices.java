package io.tcp4j.tcp.model;

/// What the connections of one host share.
///
/// @param isn chooses initial sequence numbers
/// @param pages lends buffer memory
/// @param counters counts
/// @param observer sees events; {@link TcpObserver#NONE} for nobody
public record TcpServices(
    IsnGenerator isn, PageSource pages, TcpCounters counters, TcpObserver observer) {}
