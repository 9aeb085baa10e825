package io.tcp4j.link.capture;

import io.tcp4j.link.Direction;
import io.tcp4j.link.Packet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/// The reader of capture files, for a fuzzer that is led by coverage (Jazzer calls {@link
/// #fuzzerTestOneInput}).
public final class PcapngFuzzer {
  private static final byte[] GOOD = good();

  private PcapngFuzzer() {}

  /// Reads a good file into which the input is mixed. Only an {@link IOException} may say that a
  /// file is bad, and no more can come out than was in it.
  ///
  /// @param input the first byte is the place from which on, the rest what is mixed in
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int from = Byte.toUnsignedInt(input[0]) % GOOD.length;
    byte[] file = Arrays.copyOf(GOOD, Math.max(GOOD.length, from + input.length - 1));
    for (int i = 1; i < input.length; i++) {
      file[from + i - 1] ^= input[i];
    }
    long bytes = 0;
    try (PcapngReader reader = new PcapngReader(new ByteArrayInputStream(file))) {
      for (CapturedPacket p = reader.next(); p != null; p = reader.next()) {
        bytes += p.bytes().length;
      }
    } catch (IOException _) {
      // what a bad file is for
    }
    if (bytes > file.length) {
      throw new AssertionError(bytes + " bytes of packets in a file of " + file.length);
    }
  }

  private static byte[] good() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (PcapngWriter writer = new PcapngWriter(file, "app", "hw")) {
      int number = writer.addInterface("a");
      for (int length : new int[] {50, 3, 0}) {
        Packet packet = new Packet().set(new byte[length], 0, length);
        writer.write(number, 1_000_000_007, Direction.INBOUND, packet, "comment");
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return file.toByteArray();
  }
}
