/// Runs packetdrill scripts against the stack in virtual time.
@NullMarked
package io.tcp4j.testkit.packetdrill.run;

import org.jspecify.annotations.NullMarked;
