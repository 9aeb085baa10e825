package io.tcp4j.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A test in a simulated network, run once for each of many seeds:
/// ```java
/// @SimulatedTest(seeds = 1000)
/// void survivesAPartition(SimulatedNetwork network, SimulatedHost client, SimulatedHost server) {
///   …
/// }
/// ```
///
/// Each seed has a network of its own, in virtual time, and the test's body is the first thread of
/// it. Parameters of the test, of its `@BeforeEach` and `@AfterEach` methods and of the class's
/// constructor are the network and its hosts, by the names of the parameters or of [Host]; the same
/// name is the same host. Routers and NATs that `@BeforeEach` has laid are, too. Nothing of it is
/// there for `@BeforeAll`, for a `@Test` and for an instance that outlives a test
/// (`Lifecycle.PER_CLASS`): JUnit says "No ParameterResolver registered", since these belong to no
/// seed.
///
/// The first of each sixteen seeds runs twice, the first of all among them, and the
/// [digests][io.tcp4j.testkit.network.Trace#digest] of the two runs must be equal: a test that is
/// not a pure function of its seed fails. [#repeats] asks for less.
///
/// The message of a failure names the seed, how to run it again, and the files that are left: the
/// packets for Wireshark, a ladder, and the connections of all hosts. They are in
/// `target/tcp4j/<class>/<method>-<seed>`; `#2` after the class is its second invocation if it has
/// parameters, and overloaded methods have theirs in their names.
///
/// ## Threads and timeouts
/// Seeds run one after the other on one thread, wherever JUnit is told to run tests concurrently.
/// `@Execution(CONCURRENT)` at the test itself runs its seeds at once, on all cores; then more may
/// fail than [#maxFailures], and fields that are static are shared.
///
/// `@Timeout` is of real time and ends a test that hangs. With `SEPARATE_THREAD` it cannot be: the
/// network would belong to another thread.
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
@Execution(ExecutionMode.SAME_THREAD)
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

  /// Returns what has to be the same when a seed runs again. Less than all of it is for programs
  /// that draw chance elsewhere than from the seed, as TLS does.
  Repeat repeats() default Repeat.TO_THE_BYTE;

  /// Returns after how many seeds that fail the others are not run any more, 1 or more.
  int maxFailures() default 1;
}
