package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.StateDiagram.Edge;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Takes each edge of the state diagram that can be taken with the kernel at the other end, with
/// `ss` agreeing before and after ([LinuxEdges] says how; `docs/edges-against-linux.md` lists
/// them).
@AgainstTheKernel
class EdgesAgainstTheKernelTest {
  @TestFactory
  Stream<DynamicTest> everyEdgeThatLinuxCanTakePartIn() {
    return new LinuxEdges()
        .shown().stream()
            .map(way -> DynamicTest.dynamicTest(EdgeTableTest.name(way.edge()), () -> take(way)));
  }

  private static void take(LinuxEdges.Shown way) throws Exception {
    Edge edge = way.edge();
    try (TwoEnds ends = new TwoEnds()) {
      way.reach().on(ends);
      ends.await(edge.from(), way.before());
      way.act().on(ends);
      ends.await(edge.to(), way.after());
      assertThat(ends.host.path.edges()).contains(edge);
    }
  }
}
