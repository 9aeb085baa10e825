/// Bytes by position, in pages lent by the host's budget.
@NullMarked
package io.tcp4j.tcp.buffer;

import org.jspecify.annotations.NullMarked;
