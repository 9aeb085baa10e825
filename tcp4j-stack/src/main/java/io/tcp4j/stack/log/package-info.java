/// What a stack's connections did, and why: as a log, and as comments in a capture.
@NullMarked
package io.tcp4j.stack.log;

import org.jspecify.annotations.NullMarked;
