package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/// Tests that need root on Linux: they are skipped without, and fail instead with
/// `-Droot.tests=true`. A [Namespace] that one asks for as a parameter is its own, or its class's
/// where a method for the whole class asks, and is removed after it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag("root")
@ExtendWith(AgainstTheKernel.Support.class)
@interface AgainstTheKernel {
  /// The programs that the tests run, beside `ip` and `ss`.
  String[] programs() default {};

  /// What JUnit is to do about it.
  final class Support implements ExecutionCondition, ParameterResolver {
    private static final boolean INSISTED = Boolean.getBoolean("root.tests");
    private static final ExtensionContext.Namespace STORE =
        ExtensionContext.Namespace.create(Support.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      Optional<String> missing =
          AnnotationSupport.findAnnotation(context.getRequiredTestClass(), AgainstTheKernel.class)
              .flatMap(Support::missing);
      if (INSISTED) {
        assertThat(missing).as("-Droot.tests=true, but there is not what is needed").isEmpty();
      }
      return missing
          .map(what -> ConditionEvaluationResult.disabled("skipped: needs " + what))
          .orElse(ConditionEvaluationResult.enabled("root, with all programs"));
    }

    private static Optional<String> missing(AgainstTheKernel tests) {
      if (!isRoot()) {
        return Optional.of("root on Linux");
      }
      return Stream.concat(Stream.of("ip", "ss"), Stream.of(tests.programs()))
          .filter(program -> !isInstalled(program))
          .findFirst()
          .map(program -> "the program " + program);
    }

    private static boolean isRoot() {
      Path self = Path.of("/proc/self");
      try {
        return Files.exists(self) && "0".equals(Files.getAttribute(self, "unix:uid").toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static boolean isInstalled(String program) {
      return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
          .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Namespace.class;
    }

    /// JUnit closes what is in the store when the test or the class is over.
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getStore(STORE)
          .computeIfAbsent(Namespace.class, type -> Namespace.create(), Namespace.class);
    }
  }
}
