/// One connection of a script: its numbers in the script and on the wire, its packets made and
/// checked.
@NullMarked
package io.tcp4j.testkit.packetdrill.flow;

import org.jspecify.annotations.NullMarked;
