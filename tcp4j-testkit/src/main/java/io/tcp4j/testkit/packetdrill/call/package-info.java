/// The sockets interface as scripts call it, on top of the stack's own.
@NullMarked
package io.tcp4j.testkit.packetdrill.call;

import org.jspecify.annotations.NullMarked;
