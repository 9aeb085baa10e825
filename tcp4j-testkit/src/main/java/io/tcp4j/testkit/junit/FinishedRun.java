package io.tcp4j.testkit.junit;

import io.tcp4j.testkit.network.Trace;

/// A run that has passed.
///
/// @param trace what happened
/// @param report what would be written of it
record FinishedRun(Trace trace, SeedReport report) {}
