/// What is lost, and its repair: RFC 5681 §3.2 and RFC 6582.
@NullMarked
package io.tcp4j.tcp.recovery;

import org.jspecify.annotations.NullMarked;
