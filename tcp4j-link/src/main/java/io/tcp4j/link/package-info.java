/// How packets leave and arrive: the [Link][io.tcp4j.link.Link] that a stack is attached to, cables
/// in memory, decorators, and the [Scheduler][io.tcp4j.link.Scheduler] that delays and delivers.
@NullMarked
package io.tcp4j.link;

import org.jspecify.annotations.NullMarked;
