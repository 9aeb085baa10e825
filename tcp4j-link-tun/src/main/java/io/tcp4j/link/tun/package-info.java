/// Linux TUN devices as links, through the foreign function and memory API.
@NullMarked
package io.tcp4j.link.tun;

import org.jspecify.annotations.NullMarked;
