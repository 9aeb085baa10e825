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
    Stream<Run> once = Stream.of(new Run(series, first, false));
    Stream<Run> again = Stream.of(new Run(series, first, true));
    Stream<Run> others =
        LongStream.range(first + 1, first + seeds).mapToObj(seed -> new Run(series, seed, false));
    return Stream.of(once, again, others)
        .flatMap(runs -> runs)
        .filter(Run::makesSense)
        .takeWhile(run -> !series.isOver())
        .map(SeedInvocation::new);
  }

  private static Optional<Long> number(ExtensionContext context, String property) {
    return context.getConfigurationParameter(property, text -> Long.decode(text.strip()));
  }

  private static void atLeastOne(String what, long value) {
    if (value < 1) {
      throw new ExtensionConfigurationException(what + "=" + value + " is less than 1");
    }
  }

  /// One run of a seed.
  ///
  /// @param again whether the seed has run before
  private record Run(SeedSeries series, long seed, boolean again) {
    /// A seed that has failed need not run again to show that it is the same.
    boolean makesSense() {
      return !again || series.firstPassed();
    }
  }

  private record SeedInvocation(Run run) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int invocationIndex) {
      return "seed " + run.seed() + (run.again() ? " again" : "");
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new SeedRun(run.series(), run.seed(), run.again()));
    }
  }
}
