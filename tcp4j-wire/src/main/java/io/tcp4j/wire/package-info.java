/// The wire formats: checksum, addresses, IP, TCP and ICMP headers.
@NullMarked
package io.tcp4j.wire;

import org.jspecify.annotations.NullMarked;
