/// Many deadlines over one timer.
@NullMarked
package io.tcp4j.stack.time;

import org.jspecify.annotations.NullMarked;
