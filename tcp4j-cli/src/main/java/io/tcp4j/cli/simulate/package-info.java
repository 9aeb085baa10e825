/// `tcp4j simulate`: campaigns of conversations over bad networks.
@NullMarked
package io.tcp4j.cli.simulate;

import org.jspecify.annotations.NullMarked;
