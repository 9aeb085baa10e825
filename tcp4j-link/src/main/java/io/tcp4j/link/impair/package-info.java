/// Bad networks: rules that delay, lose, hold, reset, reject, reorder, duplicate, mark, corrupt and
/// throttle, on purpose, repeatably, and counting what they did; and a link that has them.
@NullMarked
package io.tcp4j.link.impair;

import org.jspecify.annotations.NullMarked;
