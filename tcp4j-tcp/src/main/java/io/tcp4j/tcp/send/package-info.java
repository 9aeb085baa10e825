/// What leaves: sequence variables, buffered text and outstanding segments (RFC 9293 §3.3.1, §3.7,
/// §3.8). Nothing here knows the TCB.
@NullMarked
package io.tcp4j.tcp.send;

import org.jspecify.annotations.NullMarked;
