/// A link as the stack uses it: with a transmit queue in front.
@NullMarked
package io.tcp4j.stack.device;

import org.jspecify.annotations.NullMarked;
