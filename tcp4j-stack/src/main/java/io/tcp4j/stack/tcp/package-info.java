/// Everything around the TCP engine that the engine itself leaves out: which connection a segment
/// belongs to, locks, waiting callers, the paths in and out.
@NullMarked
package io.tcp4j.stack.tcp;

import org.jspecify.annotations.NullMarked;
