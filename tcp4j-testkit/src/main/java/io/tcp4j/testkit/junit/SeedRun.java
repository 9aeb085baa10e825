package io.tcp4j.testkit.junit;

import io.tcp4j.testkit.network.Node;
import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import io.tcp4j.testkit.report.RunReport;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/// One run of a test: its network, from before its first `@BeforeEach` to after its last
/// `@AfterEach`, and what is told of a failure.
final class SeedRun
    implements BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver,
        InvocationInterceptor,
        LifecycleMethodExecutionExceptionHandler,
        TestExecutionExceptionHandler {
  private static final String REPORTS = "tcp4j.reports";
  private static final String DEFAULT_REPORTS = "target/tcp4j";

  private final SeedSeries series;
  private final long seed;
  private final boolean again;
  private @Nullable SimulatedNetwork network;

  SeedRun(SeedSeries series, long seed, boolean again) {
    this.series = series;
    this.seed = seed;
    this.again = again;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    network = SimulatedNetwork.virtual(seed);
  }

  private SimulatedNetwork network() {
    return Objects.requireNonNull(network);
  }

  // --- parameters ---

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return network != null && (type == SimulatedNetwork.class || type == SimulatedHost.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SimulatedNetwork.class
        ? network()
        : host(name(parameter));
  }

  private static String name(ParameterContext context) {
    Parameter parameter = context.getParameter();
    return context
        .findAnnotation(Host.class)
        .map(Host::value)
        .orElseGet(
            () -> {
              if (!parameter.isNamePresent()) {
                throw new ParameterResolutionException(
                    "no name for the host " + parameter + ": add @Host, or compile by -parameters");
              }
              return parameter.getName();
            });
  }

  private SimulatedHost host(String name) {
    for (Node node : network().nodes()) {
      if (node.name().equals(name) && node instanceof SimulatedHost host) {
        return host;
      }
    }
    return network().host(name);
  }

  // --- the test ---

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    if (series.cabled() && network().cables().isEmpty()) {
      layCables();
    }
    invocation.proceed();
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

  @Override
  public void afterEach(ExtensionContext context) {
    SimulatedNetwork over = network();
    network = null;
    if (context.getExecutionException().isPresent()) {
      over.close();
      return;
    }
    RunReport report = RunReport.of(over);
    try {
      over.close();
      if (again) {
        series.assertSame(over.trace());
      }
      series.passed(over.trace());
    } catch (IllegalStateException | AssertionError failure) {
      throw failed(context, report, failure);
    }
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
    if (thrown instanceof TestAbortedException || thrown instanceof VirtualMachineError) {
      throw thrown;
    }
    throw failed(context, RunReport.of(network()), thrown);
  }

  private SeedFailure failed(ExtensionContext context, RunReport report, Throwable thrown) {
    series.failed();
    String test = context.getRequiredTestMethod().getName();
    Path directory =
        Path.of(context.getConfigurationParameter(REPORTS).orElse(DEFAULT_REPORTS))
            .resolve(context.getRequiredTestClass().getName())
            .resolve(test + "-" + seed);
    String files;
    try {
      files =
          report.write(directory).stream().map(file -> "\n  " + file).reduce("", String::concat);
    } catch (IOException e) {
      thrown.addSuppressed(e);
      files = "\n  not written: " + e;
    }
    return new SeedFailure(
        "%s%nseed %d failed; -Dtcp4j.seed=%d runs it again; its files:%s"
            .formatted(thrown, seed, seed, files),
        thrown);
  }
}
