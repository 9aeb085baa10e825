/// The small world of a demo: two hosts in one process and one thread, in virtual time, with an ear
/// on the link between them.
@NullMarked
package io.tcp4j.cli.demo.world;

import org.jspecify.annotations.NullMarked;
