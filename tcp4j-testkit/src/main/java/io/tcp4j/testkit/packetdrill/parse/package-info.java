/// From the text of a packetdrill script to a {@link io.tcp4j.testkit.packetdrill.script.Script}.
@NullMarked
package io.tcp4j.testkit.packetdrill.parse;

import org.jspecify.annotations.NullMarked;
