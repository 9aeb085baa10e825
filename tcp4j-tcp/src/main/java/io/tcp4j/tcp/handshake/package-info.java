/// What the two SYNs settle: RFC 9293 §3.7.1, RFC 7323 §2.
@NullMarked
package io.tcp4j.tcp.handshake;

import org.jspecify.annotations.NullMarked;
