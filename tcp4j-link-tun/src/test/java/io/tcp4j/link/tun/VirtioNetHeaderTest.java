package io.tcp4j.link.tun;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class VirtioNetHeaderTest {
  @Test
  void hasTheTenBytesOfTheStructureInMachineOrder() {
    VirtioNetHeader header = new VirtioNetHeader();
    header.flags = VirtioNetHeader.NEEDS_CSUM;
    header.gsoType = VirtioNetHeader.GSO_TCPV6 | VirtioNetHeader.GSO_ECN;
    header.headerLength = 72;
    header.gsoSize = 1428;
    header.checksumStart = 40;
    header.checksumOffset = 16;
    byte[] bytes = new byte[12];
    header.encode(bytes, 1);

    ByteBuffer expected = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder());
    expected.put(1, (byte) 1).put(2, (byte) 0x84);
    expected.putShort(3, (short) 72).putShort(5, (short) 1428);
    expected.putShort(7, (short) 40).putShort(9, (short) 16);
    assertThat(bytes).isEqualTo(expected.array());
  }

  @Test
  void readsBackWhatItWroteWithoutSigns() {
    VirtioNetHeader written = new VirtioNetHeader();
    written.flags = 0xff;
    written.gsoType = 0x81;
    written.headerLength = 0xfffe;
    written.gsoSize = 0xfffd;
    written.checksumStart = 0xfffc;
    written.checksumOffset = 0xfffb;
    byte[] bytes = new byte[VirtioNetHeader.SIZE];
    written.encode(bytes, 0);

    VirtioNetHeader read = new VirtioNetHeader();
    read.decode(bytes, 0);
    assertThat(read).usingRecursiveComparison().isEqualTo(written);
  }

  @Test
  void clearedItIsTenZeroBytes() {
    VirtioNetHeader header = new VirtioNetHeader();
    byte[] bytes = {1, 4, 3, 4, 5, 6, 7, 8, 9, 10};
    header.decode(bytes, 0);
    header.clear();
    header.encode(bytes, 0);
    assertThat(bytes).containsOnly(0);
  }
}
