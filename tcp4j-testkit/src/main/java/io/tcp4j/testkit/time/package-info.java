/// The times in which a simulation runs: virtual, scaled or real; and the threads of blocking code
/// in them.
@NullMarked
package io.tcp4j.testkit.time;

import org.jspecify.annotations.NullMarked;
