/// IP, ICMP, routing, demultiplexing and the threads around the TCP engine.
module io.tcp4j.stack {
  requires static transitive org.jspecify;
  requires transitive io.tcp4j.tcp;
  requires transitive io.tcp4j.link;

  exports io.tcp4j.stack;
  exports io.tcp4j.stack.counters;
  exports io.tcp4j.stack.log;
}
