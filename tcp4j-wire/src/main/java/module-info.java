/// The wire formats: checksum, addresses, IP, TCP and ICMP headers.
module io.tcp4j.wire {
  requires static transitive org.jspecify;

  exports io.tcp4j.wire;
}
