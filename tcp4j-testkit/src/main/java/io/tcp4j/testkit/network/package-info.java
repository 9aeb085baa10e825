/// A network in one process: hosts, cables, routers and NATs as plain objects, and faults that come
/// and go as the blocks of a test do.
@NullMarked
package io.tcp4j.testkit.network;

import org.jspecify.annotations.NullMarked;
