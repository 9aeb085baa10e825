package io.tcp4j.testkit.campaign;

import org.jspecify.annotations.Nullable;

/// What came of one seed.
///
/// @param seed which
/// @param connections how many were opened
/// @param digest of all packets, as [io.tcp4j.testkit.network.Trace#digest]; empty if there was no
///     run
/// @param failure what went wrong that must not; null if nothing did
public record SeedResult(long seed, int connections, String digest, @Nullable String failure) {}
