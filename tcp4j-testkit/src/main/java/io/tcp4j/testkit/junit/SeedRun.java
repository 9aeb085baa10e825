package io.tcp4j.testkit.junit;

import io.tcp4j.testkit.network.Node;
import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/// One run of a test: its network, from before the test's constructor to after its last
/// `@AfterEach`, and what is told of a failure.
final class SeedRun
    implements ExecutionCondition,
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver,
        InvocationInterceptor,
        LifecycleMethodExecutionExceptionHandler,
        TestExecutionExceptionHandler {
  private final SeedSeries series;
  private final PlannedRun plan;
  private @Nullable SimulatedNetwork network;
  private @Nullable Thread owner;

  SeedRun(SeedSeries series, PlannedRun plan) {
    this.series = series;
    this.plan = plan;
  }

  /// Whether it still makes sense: all runs have been planned before the first is over where JUnit
  /// runs them at once.
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (series.isOver()) {
      return ConditionEvaluationResult.disabled("enough seeds have failed");
    }
    return plan.again() && series.hasFailed(plan.seed())
        ? ConditionEvaluationResult.disabled("the seed has failed already")
        : ConditionEvaluationResult.enabled("a seed to run");
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    SimulatedNetwork unused = network();
  }

  private SimulatedNetwork network() {
    SimulatedNetwork present = network;
    if (present == null) {
      owner = Thread.currentThread();
      present = SimulatedNetwork.virtual(plan.seed());
      network = present;
    }
    return present;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return Injection.supports(parameter);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Injection.resolve(parameter, network());
  }

  // --- the test ---

  @Override
  public void interceptBeforeEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    onItsThread(method);
    invocation.proceed();
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    onItsThread(method);
    if (series.cabled() && network().cables().isEmpty()) {
      layCables();
    }
    invocation.proceed();
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    onItsThread(method);
    invocation.proceed();
  }

  private void onItsThread(ReflectiveInvocationContext<Method> method) {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException(
          """
          %s runs on another thread than its network, as @Timeout with SEPARATE_THREAD makes it: \
          the thread that makes a network in virtual time is its first, and time stands still \
          while that one waits. @Timeout with SAME_THREAD ends a test that hangs, too"""
              .formatted(method.getExecutable().getName()));
    }
  }

  private void layCables() {
    List<Node> hosts =
        network().nodes().stream().filter(node -> node instanceof SimulatedHost).toList();
    for (int i = 0; i < hosts.size(); i++) {
      for (int j = i + 1; j < hosts.size(); j++) {
        network().cable(hosts.get(i), hosts.get(j));
      }
    }
  }

  // --- its end ---

  @Override
  public void afterEach(ExtensionContext context) {
    SimulatedNetwork over = network();
    Throwable thrown = context.getExecutionException().orElse(null);
    SeedReport report = SeedReport.of(over);
    try {
      over.close();
    } catch (RuntimeException | Error unfinished) {
      if (thrown == null) {
        throw failed(context, report, unfinished);
      }
      thrown.addSuppressed(unfinished);
    }
    if (thrown == null) {
      passed(context, new FinishedRun(over.trace(), report));
    } else if (isFailure(thrown) && !(thrown instanceof SeedFailure)) {
      throw failed(context, report, thrown); // by another extension; JUnit adds this to it
    }
  }

  private void passed(ExtensionContext context, FinishedRun run) {
    FinishedRun other = plan.twice() ? series.passed(plan.seed(), run) : null;
    if (other != null) {
      FinishedRun first = plan.again() ? other : run;
      FinishedRun again = plan.again() ? run : other;
      String difference = RunDifference.between(first.trace(), again.trace(), series.repeats());
      if (difference != null) {
        throw differs(context, first, again, difference);
      }
    }
  }

  private SeedFailure differs(
      ExtensionContext context, FinishedRun first, FinishedRun again, String difference) {
    AssertionError thrown =
        new AssertionError(
            """
            two runs of the same seed are not the same: the test does not only depend on its seed
            %s
            Where it draws ids or keys of its own, @SimulatedTest(repeats = …) says what is the same
            """
                .formatted(difference)
                .strip());
    String files =
        first.report().write(() -> directory(context).resolve("first"), thrown)
            + again.report().write(() -> directory(context).resolve("again"), thrown);
    return failed(thrown, files);
  }

  // --- failures ---

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    failed(context, thrown);
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    failed(context, thrown);
  }

  @Override
  public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    failed(context, thrown);
  }

  private void failed(ExtensionContext context, Throwable thrown) throws Throwable {
    throw isFailure(thrown) ? failed(context, SeedReport.of(network()), thrown) : thrown;
  }

  private static boolean isFailure(Throwable thrown) {
    return !(thrown instanceof TestAbortedException || thrown instanceof OutOfMemoryError);
  }

  private SeedFailure failed(ExtensionContext context, SeedReport report, Throwable thrown) {
    return failed(thrown, report.write(() -> directory(context), thrown));
  }

  private SeedFailure failed(Throwable thrown, String files) {
    series.failed(plan.seed());
    return new SeedFailure(
        "%s%nseed %d failed; -Dtcp4j.seed=%d runs it again; its files:%s"
            .formatted(thrown, plan.seed(), plan.seed(), files),
        thrown);
  }

  private Path directory(ExtensionContext context) {
    return ReportDirectory.of(context, plan.seed());
  }
}
