/// The internet layer: routing, reassembly, ICMP (RFC 791, 792, 1122, 4443, 8200).
@NullMarked
package io.tcp4j.stack.ip;

import org.jspecify.annotations.NullMarked;
