package io.tcp4j.testkit.network;

import io.tcp4j.link.Packet;
import io.tcp4j.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A digest of all that happened to packets: who sent which bytes when, what was dropped by what,
/// what arrived when. Two runs with the same digest are the same run. Not thread-safe.
final class TraceDigest {
  private final MessageDigest digest;
  private final byte[] word = new byte[Long.BYTES];

  TraceDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has it", e);
    }
  }

  void sent(long at, long number, String from, String cable, Packet packet) {
    add('S', at, number);
    add(from);
    add(cable);
    add(packet.array, packet.offset, packet.length);
  }

  void arrived(long at, long number, Packet packet) {
    add('A', at, number);
    add(packet.array, packet.offset, packet.length);
  }

  void dropped(long at, long number, String by) {
    add('D', at, number);
    add(by);
  }

  private void add(char what, long at, long number) {
    add(what);
    add(at);
    add(number);
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes, 0, bytes.length);
  }

  private void add(byte[] bytes, int offset, int length) {
    add(length);
    digest.update(bytes, offset, length);
  }

  private void add(long value) {
    Bytes.put64(word, 0, value);
    digest.update(word);
  }

  /// Returns the digest so far, in hexadecimal digits.
  String value() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the JDK's own can be cloned", e);
    }
  }
}
