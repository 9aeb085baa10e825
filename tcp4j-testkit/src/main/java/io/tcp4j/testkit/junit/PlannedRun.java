package io.tcp4j.testkit.junit;

/// One run of a seed.
///
/// @param seed which
/// @param twice whether the seed runs twice
/// @param again whether this is its second run
record PlannedRun(long seed, boolean twice, boolean again) {}
