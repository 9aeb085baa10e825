/// JUnit tests in a simulated network: [SimulatedTest] runs a test once for each of many seeds, in
/// virtual time, and leaves behind what is needed to understand a seed that failed.
@NullMarked
package io.tcp4j.testkit.junit;

import org.jspecify.annotations.NullMarked;
