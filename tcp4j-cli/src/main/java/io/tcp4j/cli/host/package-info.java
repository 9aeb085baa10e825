/// What the commands that stand at the other end of a TUN device share: its options, the host on
/// it, what is logged, and how they end.
@NullMarked
package io.tcp4j.cli.host;

import org.jspecify.annotations.NullMarked;
