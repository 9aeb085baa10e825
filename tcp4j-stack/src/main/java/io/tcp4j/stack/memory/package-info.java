/// Memory for text, under one budget for the whole stack.
@NullMarked
package io.tcp4j.stack.memory;

import org.jspecify.annotations.NullMarked;
