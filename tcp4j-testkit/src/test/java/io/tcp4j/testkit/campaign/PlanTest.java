package io.tcp4j.testkit.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.SeedTree;
import io.tcp4j.testkit.campaign.Plan.Mishap;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanTest {
  private static List<Plan> drawn(Profile profile) {
    return LongStream.range(0, 400)
        .mapToObj(seed -> Plan.draw(profile, new SeedTree(seed).named("plan")))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"LOSSY", "REORDERING", "TINY_WINDOWS"})
  void whereOnlyPacketsSufferAllDataMustArrive(Profile profile) {
    assertThat(drawn(profile)).noneMatch(Plan::mayCostData);
  }

  @Test
  void inMostRunsOfEverythingAllDataMustArrive() {
    assertThat(drawn(Profile.MIXED))
        .filteredOn(plan -> !plan.mayCostData())
        .hasSizeGreaterThan(280);
  }

  @Test
  void whatIsExpectedOfARunOfEverythingFollowsFromWhatWasDrawn() {
    assertThat(drawn(Profile.MIXED))
        .allSatisfy(
            plan ->
                assertThat(plan.mayCostData())
                    .isEqualTo(
                        plan.aborts()
                            || plan.mishap() == Mishap.CRASH
                            || plan.mishap() == Mishap.RESET))
        .anyMatch(Plan::lossy)
        .anyMatch(plan -> !plan.lossy())
        .anyMatch(Plan::reordering)
        .anyMatch(Plan::narrow)
        .anyMatch(Plan::aborts)
        .anyMatch(plan -> plan.mishap() == null);
  }

  @ParameterizedTest
  @EnumSource
  void aCampaignOfCrashesHasEveryMishap(Mishap mishap) {
    assertThat(drawn(Profile.CRASH)).anyMatch(plan -> plan.mishap() == mishap);
  }

  @Test
  void aPartitionIsOnlyADelay() {
    assertThat(new Plan(true, true, true, Mishap.PARTITION, false).mayCostData()).isFalse();
    assertThat(new Plan(true, true, true, Mishap.PARTITION_ONE_WAY, false).mayCostData()).isFalse();
  }
}
