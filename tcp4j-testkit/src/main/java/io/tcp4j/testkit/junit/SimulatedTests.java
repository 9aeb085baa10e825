package io.tcp4j.testkit.junit;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/// Runs the seeds of a [SimulatedTest], as JUnit asks for them: one after the other, until so many
/// have failed.
@SuppressWarnings("exports") // whoever tests has JUnit; others need not
public final class SimulatedTests implements TestTemplateInvocationContextProvider {
  private static final String SEED = "tcp4j.seed";
  private static final String SEEDS = "tcp4j.seeds";

  /// The first of each so many seeds runs twice.
  private static final int REPEATED = 16;

  /// For JUnit.
  public SimulatedTests() {}

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), SimulatedTest.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    SimulatedTest test =
        AnnotationSupport.findAnnotation(context.getTestMethod(), SimulatedTest.class)
            .orElseThrow();
    Optional<Long> only = number(context, SEED);
    long first = only.orElse(test.firstSeed());
    long seeds = only.isPresent() ? 1 : number(context, SEEDS).orElse((long) test.seeds());
    atLeastOne("seeds", seeds);
    atLeastOne("maxFailures", test.maxFailures());
    SeedSeries series = new SeedSeries(test);
    return LongStream.range(0, seeds)
        .boxed()
        .flatMap(index -> runs(first + index, repeats(test, index)))
        .takeWhile(run -> !series.isOver())
        .filter(run -> !run.again() || !series.hasFailed(run.seed()))
        .map(run -> new SeedInvocation(series, run));
  }

  private static boolean repeats(SimulatedTest test, long index) {
    return test.repeats() != Repeat.NOT && index % REPEATED == 0;
  }

  private static Stream<PlannedRun> runs(long seed, boolean twice) {
    PlannedRun once = new PlannedRun(seed, twice, false);
    return twice ? Stream.of(once, new PlannedRun(seed, true, true)) : Stream.of(once);
  }

  private static Optional<Long> number(ExtensionContext context, String property) {
    return context.getConfigurationParameter(property, text -> Long.decode(text.strip()));
  }

  private static void atLeastOne(String what, long value) {
    if (value < 1) {
      throw new ExtensionConfigurationException(what + "=" + value + " is less than 1");
    }
  }

  private record SeedInvocation(SeedSeries series, PlannedRun run)
      implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int invocationIndex) {
      return "seed " + run.seed() + (run.again() ? " again" : "");
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new SeedRun(series, run));
    }
  }
}
