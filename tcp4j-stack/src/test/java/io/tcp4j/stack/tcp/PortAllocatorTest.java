package io.tcp4j.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.wire.IpAddress;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortAllocatorTest {
  private static final IpAddress LOCAL = IpAddress.parse("10.0.0.1");
  private static final IpAddress REMOTE = IpAddress.parse("10.0.0.2");

  private static PortAllocator allocator(int seed) {
    return new PortAllocator(40_000, 40_999, new Random(seed));
  }

  @Test
  @Rfc("6056 3.3.4")
  void toOneDestinationNoPortComesAgainBeforeAllHaveCome() {
    PortAllocator ports = allocator(1);
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      seen.add(ports.allocate(LOCAL, REMOTE, 80, _ -> false));
    }
    assertThat(seen).hasSize(1000).allMatch(port -> port >= 40_000 && port <= 40_999);
  }

  @Test
  @Rfc("6056 3.3.4")
  void whereItBeginsDependsOnTheKeyAndTheDestination() {
    Set<Integer> firsts = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      firsts.add(allocator(seed).allocate(LOCAL, REMOTE, 80, _ -> false));
    }
    PortAllocator ports = allocator(1);
    Set<Integer> toMany = new HashSet<>();
    for (int port = 1; port <= 50; port++) {
      toMany.add(ports.allocate(LOCAL, REMOTE, port, _ -> false));
    }
    assertThat(firsts).hasSizeGreaterThan(45);
    assertThat(toMany).hasSizeGreaterThan(45);
  }

  @Test
  void portsInUseArePassedOver() {
    PortAllocator ports = allocator(1);
    for (int i = 0; i < 5; i++) {
      assertThat(ports.allocate(LOCAL, REMOTE, 80, port -> port != 40_500)).isEqualTo(40_500);
    }
    assertThat(ports.allocate(LOCAL, REMOTE, 80, _ -> true)).isEqualTo(PortAllocator.NONE);
  }

  @Test
  void theLastFreePortIsFoundWhereverItIs() {
    for (int free = 40_000; free <= 40_999; free += 37) {
      int only = free;
      assertThat(allocator(free).allocate(LOCAL, REMOTE, 80, port -> port != only)).isEqualTo(free);
    }
  }

  /// What one destination sees does not tell which port another will see (RFC 6056 §3.3.4): of two
  /// that draw in turn, one cannot be computed from the other's by the same distance each time.
  @Test
  @Rfc("6056 3.3.4")
  void theDistanceBetweenTwoDestinationsPortsIsNotTheSameForAnyTwo() {
    PortAllocator ports = allocator(7);
    Set<Integer> distances = new HashSet<>();
    for (int port = 1; port <= 200; port++) {
      int one = ports.allocate(LOCAL, REMOTE, port, _ -> false);
      int other = ports.allocate(LOCAL, REMOTE, port + 1_000, _ -> false);
      distances.add(Math.floorMod(other - one, 1000));
    }
    assertThat(distances).hasSizeGreaterThan(150);
  }

  /// Over all destinations each port is as likely as any other, within the bounds of chance.
  @Test
  void allPortsAreTriedAlikeOverManyDestinations() {
    PortAllocator ports = new PortAllocator(40_000, 40_099, new Random(3));
    int[] drawn = new int[100];
    for (int i = 0; i < 20_000; i++) {
      IpAddress to = IpAddress.parse("10.%d.%d.2".formatted(i >> 8 & 0xff, i & 0xff));
      drawn[ports.allocate(LOCAL, to, 80, _ -> false) - 40_000]++;
    }
    for (int times : drawn) {
      assertThat(times).isBetween(130, 280); // 200, 14 of which is one sigma
    }
  }
}
