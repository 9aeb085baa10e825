/// Explores what can happen between two engines that a hostile network joins: each drop, copy,
/// reordering, delay, user call and timer at each step, all of them to a stated depth or some of
/// them by chance, with what must always hold checked after each.
///
/// {@link io.tcp4j.testkit.explore.Explorer} is where to begin.
@NullMarked
package io.tcp4j.testkit.explore;

import org.jspecify.annotations.NullMarked;
