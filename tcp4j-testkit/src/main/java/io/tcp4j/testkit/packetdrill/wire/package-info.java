/// The packets between the stack under test and the peer that a script plays.
@NullMarked
package io.tcp4j.testkit.packetdrill.wire;

import org.jspecify.annotations.NullMarked;
