package io.tcp4j.rfc.matrix;

import java.time.Instant;
import java.util.Set;

/// What a build was told to do.
///
/// @param began when it began: what was reported earlier is another build's
/// @param modules the folders of the modules that are part of it
/// @param excluded the tags of tests that it leaves out, as JUnit's tag expression
/// @param rootInsisted whether a test that needs root may not be skipped
public record Build(Instant began, Set<String> modules, String excluded, boolean rootInsisted) {

  boolean has(String module) {
    return modules.contains(module);
  }

  boolean runs(Set<String> tags) {
    return tags.stream().noneMatch(excluded::contains);
  }

  /// Whether this is all that could be asked for.
  boolean accepts(TestReports.Outcome outcome, Set<String> tags) {
    return outcome == TestReports.Outcome.PASSED
        || (outcome == TestReports.Outcome.SKIPPED && tags.contains("root") && !rootInsisted);
  }
}
