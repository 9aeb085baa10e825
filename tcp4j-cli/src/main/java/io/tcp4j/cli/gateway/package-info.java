/// `tcp4j gateway`: TCP connections that arrive on a TUN device, to whatever destination, are
/// carried on by sockets of the machine.
///
/// A [Gateway] asks the destination before it answers the client, so that each hears what the other
/// says: accepted, refused, unreachable, or nothing. A [Flow] then carries both directions, without
/// a thread and without a buffer of its own while nothing waits.
@NullMarked
package io.tcp4j.cli.gateway;

import org.jspecify.annotations.NullMarked;
