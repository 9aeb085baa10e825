package io.tcp4j.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// No failure overwrites another's files.
class ReportDirectoryTest {
  private static final String HERE = ReportDirectoryTest.class.getName();

  @TempDir private Path reports;

  /// Once for each number of hops.
  @ParameterizedClass
  @ValueSource(ints = {1, 2})
  static final class Hops {
    @Parameter int hops;

    @SimulatedTest
    void fails() {
      throw new IllegalStateException("hops " + hops);
    }
  }

  /// Methods of one name.
  static final class Overloaded {
    @SimulatedTest
    void send(SimulatedHost client) {
      assertThat(client).isNull();
    }

    @SimulatedTest
    void send(SimulatedNetwork network, SimulatedHost client) {
      assertThat(client).isNull();
    }
  }

  /// Nested classes that two classes inherit.
  abstract static class Base {
    @Nested
    class Inner {
      @SimulatedTest
      void fails() {
        throw new IllegalStateException("as always");
      }
    }
  }

  static final class One extends Base {}

  static final class Other extends Base {}

  private List<String> directories(Class<?>... tests) throws IOException {
    for (Class<?> each : tests) {
      assertThat(JUnitRun.of(each, reports).failed()).isNotEmpty();
    }
    try (Stream<Path> files = Files.walk(reports)) {
      return files
          .filter(file -> file.endsWith("hosts.txt"))
          .map(file -> reports.relativize(file.getParent()).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void eachInvocationOfAClassHasItsOwn() throws IOException {
    assertThat(directories(Hops.class))
        .containsExactly(HERE + "$Hops#1/fails-1", HERE + "$Hops#2/fails-1");
  }

  @Test
  void methodsOfOneNameAreToldApartByTheirParameters() throws IOException {
    assertThat(directories(Overloaded.class))
        .containsExactly(
            HERE + "$Overloaded/send-SimulatedHost-1",
            HERE + "$Overloaded/send-SimulatedNetwork-SimulatedHost-1");
  }

  @Test
  void nestedClassesBelongToTheClassThatRuns() throws IOException {
    assertThat(directories(One.class, Other.class))
        .containsExactly(HERE + "$One$Inner/fails-1", HERE + "$Other$Inner/fails-1");
  }
}
