/// Assertions on what happened in a simulated network, in the style of AssertJ.
@NullMarked
package io.tcp4j.testkit.assertj;

import org.jspecify.annotations.NullMarked;
