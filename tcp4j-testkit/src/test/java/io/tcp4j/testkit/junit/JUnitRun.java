package io.tcp4j.testkit.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// What JUnit says of the tests of a class, run inside of another test.
final class JUnitRun implements TestExecutionListener {
  private final Map<String, TestExecutionResult> results =
      Collections.synchronizedMap(new LinkedHashMap<>());

  private JUnitRun() {}

  /// Runs one test.
  ///
  /// @param reports where the files of failures go
  /// @param properties names and values of further configuration parameters
  static JUnitRun of(Class<?> tests, String method, Path reports, String... properties) {
    return of(selectMethod(tests, only(tests, method)), reports, properties);
  }

  /// Runs all tests of a class.
  ///
  /// @param reports where the files of failures go
  static JUnitRun of(Class<?> tests, Path reports) {
    return of(selectClass(tests), reports);
  }

  private static JUnitRun of(DiscoverySelector what, Path reports, String... properties) {
    LauncherDiscoveryRequestBuilder request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(what)
            .configurationParameter("tcp4j.reports", reports.toString());
    for (int i = 0; i < properties.length; i += 2) {
      request.configurationParameter(properties[i], properties[i + 1]);
    }
    JUnitRun run = new JUnitRun();
    LauncherDiscoveryRequest built = request.build();
    LauncherFactory.create().execute(built, run);
    return run;
  }

  private static Method only(Class<?> tests, String name) {
    return Stream.of(tests.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest() || result.getThrowable().isPresent()) {
      results.put(test.getDisplayName(), result);
    }
  }

  /// Display names of all that ran, in their order.
  List<String> names() {
    return List.copyOf(results.keySet());
  }

  /// Display names of what failed.
  List<String> failed() {
    List<String> failed = new ArrayList<>(results.keySet());
    failed.removeIf(name -> results.get(name).getThrowable().isEmpty());
    return failed;
  }

  /// What a run threw.
  Throwable failure(String name) {
    return results.get(name).getThrowable().orElseThrow();
  }
}
