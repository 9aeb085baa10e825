package io.tcp4j.arch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The architecture as rules: which module may know which, the floors of the engine, no cycles
/// between packages, and who may ask for the time or for randomness.
class ArchitectureTest {

  /// Product modules and what each may use. The root package of `link-tun` lies below that of
  /// `link`, so a class belongs to the longest root that fits.
  private static final Map<String, Set<String>> MODULES =
      Map.of(
          "io.tcp4j.wire", Set.of(),
          "io.tcp4j.tcp", Set.of("io.tcp4j.wire"),
          "io.tcp4j.link", Set.of("io.tcp4j.wire"),
          "io.tcp4j.link.tun", Set.of("io.tcp4j.wire", "io.tcp4j.link"),
          "io.tcp4j.stack", Set.of("io.tcp4j.wire", "io.tcp4j.tcp", "io.tcp4j.link"),
          "io.tcp4j.nio", Set.of("io.tcp4j.wire", "io.tcp4j.tcp", "io.tcp4j.stack"),
          "io.tcp4j.testkit",
              Set.of(
                  "io.tcp4j.wire",
                  "io.tcp4j.tcp",
                  "io.tcp4j.link",
                  "io.tcp4j.stack",
                  "io.tcp4j.nio"),
          "io.tcp4j.cli",
              Set.of(
                  "io.tcp4j.wire",
                  "io.tcp4j.tcp",
                  "io.tcp4j.link",
                  "io.tcp4j.link.tun",
                  "io.tcp4j.stack",
                  "io.tcp4j.nio",
                  "io.tcp4j.testkit"));

  /// The engine from the ground up: a package uses only floors below its own.
  private static final List<Set<String>> ENGINE_FLOORS =
      List.of(
          Set.of("io.tcp4j.tcp.model"),
          Set.of("io.tcp4j.tcp.buffer"),
          Set.of(
              "io.tcp4j.tcp.send",
              "io.tcp4j.tcp.receive",
              "io.tcp4j.tcp.congestion",
              "io.tcp4j.tcp.timer"),
          Set.of("io.tcp4j.tcp.handshake", "io.tcp4j.tcp.recovery"),
          Set.of("io.tcp4j.tcp.control"),
          Set.of("io.tcp4j.tcp.output"),
          Set.of("io.tcp4j.tcp.event"),
          Set.of("io.tcp4j.tcp"));

  /// The only classes outside the engine that may read a clock, sleep or ask for randomness: each
  /// is the product's side of a seam that tests replace. Add a seam here, with the reason.
  private static final Set<String> SEAMS =
      Set.of(
          // Time and delays of links: the simulation puts virtual time in its place.
          "io.tcp4j.link.SystemScheduler",
          // How long a reader looks for packets before it blocks in the kernel.
          "io.tcp4j.link.tun.Spinning",
          // Keys and ports of a stack that is not told otherwise: simulations hand in a seeded one.
          "io.tcp4j.stack.SystemRandom");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(MODULES.keySet());

  @Test
  void allProductModulesAreLookedAt() {
    assertThat(CLASSES.stream().map(c -> moduleOf(c.getPackageName())).distinct())
        .containsExactlyInAnyOrderElementsOf(MODULES.keySet().stream().map(Optional::of).toList());
  }

  @TestFactory
  Stream<DynamicTest> aModuleUsesOnlyTheModulesBelowIt() {
    return MODULES.entrySet().stream()
        .map(
            entry ->
                check(
                    classes()
                        .that(inModule(entry.getKey()))
                        .should(useOnlyModules(entry.getValue()))
                        .as(entry.getKey() + " uses no module but " + entry.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> anEnginePackageUsesOnlyTheFloorsBelowIt() {
    return ENGINE_FLOORS.stream()
        .flatMap(Set::stream)
        .map(
            name ->
                check(
                    noClasses()
                        .that(resideInAPackage(name))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(notBelow(name)))
                        .as(name + " uses only the floors below it")));
  }

  @Test
  void everyEnginePackageHasAFloor() {
    List<String> known = ENGINE_FLOORS.stream().flatMap(Set::stream).toList();
    assertThat(CLASSES.stream().filter(inModule("io.tcp4j.tcp")).map(JavaClass::getPackageName))
        .isSubsetOf(known);
  }

  @TestFactory
  Stream<DynamicTest> packagesOfAModuleFormNoCycle() {
    return MODULES.keySet().stream()
        .map(
            module ->
                check(
                    slices()
                        .assignedFrom(packagesOf(module))
                        .should()
                        .beFreeOfCycles()
                        .as("no cycle between the packages of " + module)));
  }

  @TestFactory
  Stream<DynamicTest> nothingUnderTheCliAsksTheMachineForTimeOrRandomness() {
    return Stream.of("io.tcp4j.wire", "io.tcp4j.tcp", "io.tcp4j.link", "io.tcp4j.stack")
        .map(
            module ->
                check(
                    classes()
                        .that(inModule(module))
                        .and(notASeam(module))
                        .should(takeTimeAndRandomnessAsArguments())
                        .as(module + " gets time and randomness handed in")));
  }

  @Test
  void theEngineHasNoThreadsLocksSocketsOrBuffers() {
    noClasses()
        .that(inModule("io.tcp4j.wire").or(inModule("io.tcp4j.tcp")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.util.concurrent..",
                    "java.net",
                    "java.nio",
                    "java.nio.channels..",
                    "java.util.logging..",
                    "java.lang.foreign..")
                .and(DescribedPredicate.not(aPlainValue()))
                .or(named("java.lang.Thread")))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void onlyTheTunLinkUsesForeignMemory() {
    noClasses()
        .that(DescribedPredicate.not(inModule("io.tcp4j.link.tun")))
        .should()
        .dependOnClassesThat(resideInAPackage("java.lang.foreign.."))
        .check(CLASSES);
  }

  private static DynamicTest check(ArchRule rule) {
    return DynamicTest.dynamicTest(
        rule.getDescription(), () -> rule.allowEmptyShould(true).check(CLASSES));
  }

  private static Optional<String> moduleOf(String packageName) {
    return MODULES.keySet().stream()
        .filter(root -> packageName.equals(root) || packageName.startsWith(root + "."))
        .max((a, b) -> Integer.compare(a.length(), b.length()));
  }

  private static DescribedPredicate<JavaClass> inModule(String module) {
    return DescribedPredicate.describe(
        "in module " + module, c -> moduleOf(c.getPackageName()).equals(Optional.of(module)));
  }

  /// One slice for each package, the root package being one of them.
  private static SliceAssignment packagesOf(String module) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass c) {
        String name = c.getPackageName();
        return moduleOf(name).equals(Optional.of(module))
            ? SliceIdentifier.of(name)
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages of " + module;
      }
    };
  }

  /// What lives beside sockets and buffers without being either.
  private static DescribedPredicate<JavaClass> aPlainValue() {
    return DescribedPredicate.describe(
        "a plain value",
        c -> c.getSimpleName().matches("Inet[46]?Address|UnknownHostException|ByteOrder"));
  }

  private static DescribedPredicate<JavaClass> named(String name) {
    return DescribedPredicate.describe("named " + name, c -> c.getName().equals(name));
  }

  /// A seam's nested classes and lambdas belong to it. The engine has none: time and randomness are
  /// arguments there.
  private static DescribedPredicate<JavaClass> notASeam(String module) {
    return DescribedPredicate.describe(
        "not one of the seams",
        c ->
            module.equals("io.tcp4j.wire")
                || module.equals("io.tcp4j.tcp")
                || SEAMS.stream()
                    .noneMatch(s -> c.getName().equals(s) || c.getName().startsWith(s + "$")));
  }

  private static ArchCondition<JavaClass> useOnlyModules(Set<String> allowed) {
    return new ArchCondition<>("use only " + allowed) {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        Optional<String> own = moduleOf(item.getPackageName());
        item.getDirectDependenciesFromSelf()
            .forEach(
                dependency -> {
                  Optional<String> other =
                      moduleOf(dependency.getTargetClass().getBaseComponentType().getPackageName());
                  boolean fine =
                      other.isEmpty() || other.equals(own) || allowed.contains(other.get());
                  events.add(new SimpleConditionEvent(item, fine, dependency.getDescription()));
                });
      }
    };
  }

  private static String[] notBelow(String engineName) {
    boolean reached = false;
    Stream.Builder<String> forbidden = Stream.builder();
    for (Set<String> floor : ENGINE_FLOORS) {
      reached |= floor.contains(engineName);
      if (reached) {
        floor.stream().filter(name -> !name.equals(engineName)).forEach(forbidden);
      }
    }
    return forbidden.build().toArray(String[]::new);
  }

  /// Looks at method references too, which a rule about calls would miss.
  private static ArchCondition<JavaClass> takeTimeAndRandomnessAsArguments() {
    return new ArchCondition<>("take time and randomness as arguments") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        item.getAccessesFromSelf().stream()
            .filter(access -> asksTheMachine(access.getTarget()))
            .forEach(a -> events.add(SimpleConditionEvent.violated(item, a.getDescription())));
      }
    };
  }

  private static boolean asksTheMachine(AccessTarget target) {
    JavaClass owner = target.getOwner();
    String name = target.getName();
    boolean withoutArguments =
        target instanceof AccessTarget.CodeUnitAccessTarget code
            && code.getRawParameterTypes().isEmpty();
    return switch (owner.getName()) {
      case "java.lang.System" -> name.equals("nanoTime") || name.equals("currentTimeMillis");
      case "java.lang.Thread", "java.util.concurrent.TimeUnit" -> name.equals("sleep");
      case "java.lang.Math" -> name.equals("random");
      case "java.time.Clock" -> name.startsWith("system");
      case "java.util.Random", "java.util.SplittableRandom" ->
          name.equals("<init>") && withoutArguments;
      case "java.util.random.RandomGenerator" -> name.equals("getDefault") || name.equals("of");
      case "java.util.random.RandomGeneratorFactory" -> true;
      case "java.util.concurrent.ThreadLocalRandom", "java.security.SecureRandom" -> true;
      default -> owner.getPackageName().equals("java.time") && name.equals("now");
    };
  }
}
