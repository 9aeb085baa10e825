/// What is left of a run of a simulated network for people to read.
@NullMarked
package io.tcp4j.testkit.report;

import org.jspecify.annotations.NullMarked;
