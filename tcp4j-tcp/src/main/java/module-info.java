/// The sans-IO TCP engine: RFC 9293 without threads, clocks or sockets.
module io.tcp4j.tcp {
  requires static transitive org.jspecify;
  requires transitive io.tcp4j.wire;

  exports io.tcp4j.tcp;
  exports io.tcp4j.tcp.model;
}
