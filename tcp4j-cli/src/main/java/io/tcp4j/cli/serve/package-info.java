/// `tcp4j serve` and `tcp4j connect`: our stack on a TUN device, talking to whatever else the
/// kernel can reach.
@NullMarked
package io.tcp4j.cli.serve;

import org.jspecify.annotations.NullMarked;
