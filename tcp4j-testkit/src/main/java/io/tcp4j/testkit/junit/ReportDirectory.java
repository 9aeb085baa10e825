package io.tcp4j.testkit.junit;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/// Where the files of a failure are: `target/tcp4j/<class>/<method>-<seed>`, for each test another
/// place, and the same whenever it fails.
final class ReportDirectory {
  private static final String REPORTS = "tcp4j.reports";
  private static final String DEFAULT_REPORTS = "target/tcp4j";

  /// An invocation of a class with parameters, in JUnit's name of what is invoked in it.
  private static final Pattern CLASS_INVOCATION =
      Pattern.compile("\\[class-template-invocation:(#\\d+)]");

  private ReportDirectory() {}

  static Path of(ExtensionContext context, long seed) {
    return Path.of(context.getConfigurationParameter(REPORTS).orElse(DEFAULT_REPORTS))
        .resolve(classes(context) + classInvocations(context))
        .resolve(method(context) + "-" + seed);
  }

  /// `com.example.Outer$Nested`, by the class that runs, even where it has inherited the nested
  /// one.
  private static String classes(ExtensionContext context) {
    List<Class<?>> enclosing = context.getEnclosingTestClasses();
    Class<?> own = context.getRequiredTestClass();
    return Stream.concat(enclosing.stream().skip(1), Stream.of(own))
        .filter(type -> !enclosing.isEmpty())
        .map(Class::getSimpleName)
        .reduce(
            enclosing.isEmpty() ? own.getName() : enclosing.getFirst().getName(),
            (outer, nested) -> outer + "$" + nested);
  }

  private static String classInvocations(ExtensionContext context) {
    return CLASS_INVOCATION
        .matcher(context.getUniqueId())
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.joining());
  }

  /// `send`, or `send-SimulatedHost-Nat` where there is more than one.
  private static String method(ExtensionContext context) {
    Method own = context.getRequiredTestMethod();
    boolean overloaded =
        AnnotationSupport.findAnnotatedMethods(
                    context.getRequiredTestClass(),
                    SimulatedTest.class,
                    HierarchyTraversalMode.TOP_DOWN)
                .stream()
                .filter(method -> method.getName().equals(own.getName()))
                .count()
            > 1;
    return overloaded
        ? Stream.concat(
                Stream.of(own.getName()),
                Stream.of(own.getParameterTypes()).map(Class::getSimpleName))
            .collect(Collectors.joining("-"))
        : own.getName();
  }
}
