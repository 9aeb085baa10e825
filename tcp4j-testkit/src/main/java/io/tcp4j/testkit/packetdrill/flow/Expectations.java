package io.tcp4j.testkit.packetdrill.flow;

/// How exactly packets must be as a script says.
///
/// @param windows whether a window that is written counts
/// @param optionOrder whether the order and the padding of options counts
/// @param timestampValues whether TSval counts
public record Expectations(boolean windows, boolean optionOrder, boolean timestampValues) {}
