/// The link API, the in-memory link, decorators and pcapng.
@NullMarked
package io.tcp4j.link;

import org.jspecify.annotations.NullMarked;
