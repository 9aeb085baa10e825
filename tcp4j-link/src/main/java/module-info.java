/// The link API, the in-memory link, decorators and pcapng.
module io.tcp4j.link {
  requires static transitive org.jspecify;
  requires transitive io.tcp4j.wire;

  exports io.tcp4j.link;
  exports io.tcp4j.link.capture;
  exports io.tcp4j.link.impair;
}
