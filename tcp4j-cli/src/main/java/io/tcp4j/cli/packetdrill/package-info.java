/// `tcp4j packetdrill`: runs packetdrill scripts against the stack.
@NullMarked
package io.tcp4j.cli.packetdrill;

import org.jspecify.annotations.NullMarked;
