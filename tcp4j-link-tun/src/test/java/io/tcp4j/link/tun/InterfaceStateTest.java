package io.tcp4j.link.tun;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InterfaceStateTest {
  @Test
  void readsIndexStateMtuAndKind() {
    ByteBuffer message = header(7, InterfaceState.IFF_UP | 0x1000);
    attribute(message, InterfaceState.IFLA_IFNAME, text("tun0"));
    attribute(message, InterfaceState.IFLA_MTU, number(1400));
    ByteBuffer info = buffer(64);
    attribute(info, 1, text("tun"));
    ByteBuffer data = buffer(64);
    attribute(data, 3, new byte[] {1});
    attribute(data, 4, new byte[] {1});
    attribute(info, 2, bytes(data));
    attribute(message, 18 | 0x8000, bytes(info));

    assertThat(InterfaceState.parse(message.flip()))
        .isEqualTo(new InterfaceState(7, true, 1400, "tun", true));
  }

  @Test
  void anInterfaceWithoutAKindIsAPhysicalOne() {
    ByteBuffer message = header(1, 0);
    attribute(message, InterfaceState.IFLA_MTU, number(65536));
    assertThat(InterfaceState.parse(message.flip()))
        .isEqualTo(new InterfaceState(1, false, 65536, "", false));
  }

  @Test
  void attributesThatReachBeyondTheMessageAreNotRead() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 20_000; i++) {
      ByteBuffer message = header(i, 0);
      byte[] rest = new byte[random.nextInt(64)];
      random.nextBytes(rest);
      for (int j = 1; j < rest.length; j += 4) {
        rest[j] = 0; // short lengths, so that the walk goes on
      }
      message.put(rest).flip();
      assertThat(InterfaceState.parse(message).index()).isEqualTo(i);
    }
  }

  private static ByteBuffer header(int index, int flags) {
    ByteBuffer message = buffer(256);
    message.position(NetlinkMessage.HEADER);
    return message.putInt(0).putInt(index).putInt(flags).putInt(0);
  }

  private static void attribute(ByteBuffer message, int type, byte[] value) {
    message.putShort((short) (4 + value.length)).putShort((short) type).put(value);
    message.position((message.position() + 3) & ~3);
  }

  private static byte[] text(String text) {
    return (text + '\0').getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] number(int value) {
    return buffer(4).putInt(value).array();
  }

  private static byte[] bytes(ByteBuffer filled) {
    byte[] bytes = new byte[filled.position()];
    filled.get(0, bytes);
    return bytes;
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
  }
}
