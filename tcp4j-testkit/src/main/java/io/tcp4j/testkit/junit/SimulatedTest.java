package io.tcp4j.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test in a simulated network, run once for each of many seeds:
/// ```java
/// @SimulatedTest(seeds = 1000)
/// void survivesAPartition(SimulatedNetwork network, SimulatedHost client, SimulatedHost server) {
///   …
/// }
/// ```
///
/// Each seed has a network of its own, in virtual time, and the test's body is the first thread of
/// it. Parameters of the test and of its `@BeforeEach` and `@AfterEach` methods are the network and
/// its hosts, by the names of the parameters or of [Host]; the same name is the same host.
///
/// The first seed runs twice, and the [digests][io.tcp4j.testkit.network.Trace#digest] of the two
/// runs must be equal: a test that is not a pure function of its seed fails.
///
/// The message of a failure names the seed, how to run it again, and the files that are left: the
/// packets for Wireshark, a ladder, and the connections of all hosts. They are in
/// `target/tcp4j/<class>/<method>-<seed>`.
///
/// ## Configuration parameters
/// As system properties, or as JUnit has them:
/// - `tcp4j.seed=42` runs this seed only (twice);
/// - `tcp4j.seeds=100000` runs so many in place of what the test says;
/// - `tcp4j.reports=build/tcp4j` is where files of failures go in place of `target/tcp4j`.
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(SimulatedTests.class)
@SuppressWarnings("exports") // whoever tests has JUnit; others need not
public @interface SimulatedTest {
  /// Returns how many seeds to run, 1 or more.
  int seeds() default 1;

  /// Returns the first of the seeds; the others follow it one by one.
  long firstSeed() default 1;

  /// Whether a cable joins any two hosts when the test's body begins, unless a `@BeforeEach` method
  /// has laid one. A test that lays its own says false.
  boolean cabled() default true;

  /// Returns after how many seeds that fail the others are not run any more, 1 or more.
  int maxFailures() default 1;
}
