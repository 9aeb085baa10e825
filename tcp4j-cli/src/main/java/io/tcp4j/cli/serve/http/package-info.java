/// A static file server for HTTP/1.1 (RFC 9110, RFC 9112), over any pair of byte streams.
///
/// [HttpConnection] answers the requests of one connection in turn; [RequestReader] takes them
/// apart, [StaticFiles] finds what they name, [ResponseWriter] says it. Nothing here knows TCP.
@NullMarked
package io.tcp4j.cli.serve.http;

import org.jspecify.annotations.NullMarked;
