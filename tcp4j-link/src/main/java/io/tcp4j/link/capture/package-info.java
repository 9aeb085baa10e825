/// Captures: what crosses a link, written to and read from pcapng files
/// (draft-ietf-opsawg-pcapng), which Wireshark and its relatives open.
@NullMarked
package io.tcp4j.link.capture;

import org.jspecify.annotations.NullMarked;
