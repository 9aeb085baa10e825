package io.tcp4j.it;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/// Bytes to send and to recognize again. They repeat after a prime number of bytes, so that what is
/// moved by a segment, a page or a window does not look right by chance.
final class Data {
  private static final int PERIOD = 1_048_573;
  private static final int CHUNK = 256 * 1024;
  private static final byte[] BYTES = new byte[PERIOD + CHUNK];

  static {
    byte[] period = new byte[PERIOD];
    new Random(793).nextBytes(period);
    System.arraycopy(period, 0, BYTES, 0, PERIOD);
    System.arraycopy(period, 0, BYTES, PERIOD, CHUNK);
  }

  private Data() {}

  /// The first bytes of the data.
  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i += PERIOD) {
      System.arraycopy(BYTES, 0, bytes, i, Math.min(PERIOD, length - i));
    }
    return bytes;
  }

  /// Writes the first bytes of the data.
  static void write(OutputStream out, long length) throws IOException {
    for (long sent = 0; sent < length; ) {
      int chunk = (int) Math.min(CHUNK, length - sent);
      out.write(BYTES, (int) (sent % PERIOD), chunk);
      sent += chunk;
    }
  }

  /// Reads as many bytes, which must be the first of the data.
  static void verify(InputStream in, long length) throws IOException {
    byte[] buffer = new byte[CHUNK];
    for (long received = 0; received < length; ) {
      int read = in.read(buffer, 0, (int) Math.min(CHUNK, length - received));
      if (read < 0) {
        throw new EOFException("ended after " + received + " of " + length + " bytes");
      }
      int at = (int) (received % PERIOD);
      int wrong = Arrays.mismatch(buffer, 0, read, BYTES, at, at + read);
      if (wrong >= 0) {
        throw new AssertionError("byte " + (received + wrong) + " is not the one that was sent");
      }
      received += read;
    }
  }

  /// Makes a file of the first bytes of the data.
  static Path file(Path file, long length) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      write(out, length);
    }
    return file;
  }

  static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return sha256(in);
    }
  }

  /// Reads a stream to its end.
  static String sha256(InputStream stream) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(stream, MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
