/// Campaigns: thousands of conversations over networks that go wrong, each a pure function of its
/// seed. What {@link io.tcp4j.testkit.explore} does with two engines, this does with whole hosts.
@NullMarked
package io.tcp4j.testkit.campaign;

import org.jspecify.annotations.NullMarked;
