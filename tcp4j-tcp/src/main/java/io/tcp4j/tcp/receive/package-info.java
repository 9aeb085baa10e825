/// What arrives: sequence variables, buffered text, acceptability and the window that is offered
/// (RFC 9293 §3.3.1, §3.4, §3.8.6).
@NullMarked
package io.tcp4j.tcp.receive;

import org.jspecify.annotations.NullMarked;
