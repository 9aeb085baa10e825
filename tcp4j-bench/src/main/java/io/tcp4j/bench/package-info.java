/// Benchmarks: what a packet costs, measured with JMH.
@NullMarked
package io.tcp4j.bench;

import org.jspecify.annotations.NullMarked;
