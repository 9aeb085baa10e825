/// The JDK's face of a stack: sockets as `java.net` has them.
module io.tcp4j.nio {
  requires static transitive org.jspecify;
  requires transitive io.tcp4j.stack;
  requires jdk.net;

  exports io.tcp4j.nio;
}
