/// What a stack counts.
@NullMarked
package io.tcp4j.stack.counters;

import org.jspecify.annotations.NullMarked;
