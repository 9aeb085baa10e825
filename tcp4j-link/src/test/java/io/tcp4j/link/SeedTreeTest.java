package io.tcp4j.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SeedTreeTest {
  @Test
  void aSequenceDependsOnTheSeedAndTheNameOnly() {
    SeedTree tree = new SeedTree(42);
    RandomGenerator first = tree.named("isn/client");
    long one = first.nextLong();
    long unused = tree.named("somebody else").nextLong();

    assertThat(tree.named("isn/client").nextLong()).isEqualTo(one);
    assertThat(new SeedTree(42).named("isn/client").nextLong()).isEqualTo(one);
    assertThat(first.nextLong()).isNotEqualTo(one);
    assertThat(tree.child("isn")).isEqualTo(new SeedTree(tree.seedOf("isn")));
  }

  @Test
  void otherNamesAndSeedsAreOtherSequences() {
    Set<Long> seeds = new HashSet<>();
    for (long seed = -50; seed < 50; seed++) {
      SeedTree tree = new SeedTree(seed);
      for (int name = 0; name < 100; name++) {
        seeds.add(tree.seedOf("name " + name));
        seeds.add(tree.child("name " + name).seedOf(""));
      }
    }
    assertThat(seeds).hasSize(20_000);
  }

  @Test
  void neighbouringSeedsAndNamesAreNotAlike() {
    for (int bit = 0; bit < 64; bit++) {
      int ones = 0;
      for (int i = 0; i < 1000; i++) {
        long a = new SeedTree(i).seedOf("a");
        ones += (int) ((a ^ new SeedTree(i + 1).seedOf("a")) >>> bit & 1);
        ones += (int) ((a ^ new SeedTree(i).seedOf("b")) >>> bit & 1);
      }
      assertThat(ones).isBetween(880, 1120); // more than five standard deviations
    }
  }
}
