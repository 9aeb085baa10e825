package io.tcp4j.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.MemoryLink;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.rfc.Rfc;
import io.tcp4j.stack.device.Device;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTableTest {
  private final VirtualTime time = new VirtualTime();
  private final RoutingTable table = new RoutingTable();

  private Device device(String name) {
    return new Device(MemoryLink.loopback(name, 1500, time), time, List.of(), false);
  }

  private void add(String prefix) {
    table.add(new Route(IpPrefix.parse(prefix), Route.Kind.UNICAST, device(prefix)));
  }

  private String lookup(String address) {
    IpAddress parsed = IpAddress.parse(address);
    Route route = table.lookup(parsed.high(), parsed.low());
    return route == null ? "none" : route.device().link().name();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3,10.1.2.3/32",
    "10.1.2.4,10.1.2.0/24",
    "10.1.3.4,10.0.0.0/8",
    "11.0.0.1,0.0.0.0/0",
    "2001:db8::1,2001:db8::/32",
    "2001:db9::1,::/0",
    "::1,::/0"
  })
  @Rfc("1122 3.3.1")
  void theLongestPrefixOfTheAddressesFamilyWins(String address, String prefix) {
    for (String each :
        List.of("::/0", "0.0.0.0/0", "10.0.0.0/8", "10.1.2.0/24", "10.1.2.3/32", "2001:db8::/32")) {
      add(each);
    }
    assertThat(lookup(address)).isEqualTo(prefix);
  }

  @Test
  void theDefaultRouteOfIpv6DoesNotLeadToIpv4() {
    add("::/0");
    assertThat(lookup("10.0.0.1")).isEqualTo("none");
  }

  @Test
  void hostBitsOfAPrefixDoNotMatterAndTheSamePrefixIsReplaced() {
    add("10.1.2.3/8");
    assertThat(lookup("10.9.9.9")).isEqualTo("10.1.2.3/8");
    add("10.0.0.0/8");
    assertThat(lookup("10.9.9.9")).isEqualTo("10.0.0.0/8");
    assertThat(table.routes()).hasSize(1);
  }

  @Test
  void itAgreesWithASearchThroughAllPrefixes() {
    Random random = new Random(5);
    List<IpPrefix> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      boolean v4 = random.nextBoolean();
      IpAddress address = randomAddress(random, v4);
      IpPrefix prefix = new IpPrefix(address, random.nextInt(v4 ? 33 : 129)).network();
      all.add(prefix);
      add(prefix.toString());
    }
    for (int i = 0; i < 20_000; i++) {
      IpAddress address = randomAddress(random, random.nextBoolean());
      Optional<IpPrefix> best =
          all.stream()
              .filter(prefix -> prefix.contains(address))
              .max(Comparator.comparingInt(IpPrefix::mappedLength));
      assertThat(lookup(address.toString())).isEqualTo(best.map(IpPrefix::toString).orElse("none"));
    }
  }

  /// Few different bits, so that prefixes contain each other.
  private static IpAddress randomAddress(Random random, boolean v4) {
    int bits = random.nextInt() & 0x8181_8181;
    return v4
        ? IpAddress.ofV4(bits)
        : new IpAddress((long) bits << 32 | random.nextInt(4), random.nextInt(4));
  }
}
