/// What a packetdrill script says, as data.
@NullMarked
package io.tcp4j.testkit.packetdrill.script;

import org.jspecify.annotations.NullMarked;
