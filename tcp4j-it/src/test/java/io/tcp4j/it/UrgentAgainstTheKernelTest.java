package io.tcp4j.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.UrgentPointer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Urgent data (RFC 9293 §3.8.5) between us and a Linux program that uses MSG_OOB, both ways,
/// in-line and out of band, and with both meanings of the pointer.
@AgainstTheKernel
class UrgentAgainstTheKernelTest {
  private static final TcpConfig OUT_OF_BAND = TcpConfig.builder().urgentInline(false).build();

  private KernelConnection connection;

  private void connected(Namespace namespace, TcpConfig config) throws Exception {
    connection = KernelConnection.open(namespace, config);
  }

  /// Connects us to a kernel that takes the pointer for one of the two, as we do.
  private void connected(Namespace namespace, UrgentPointer pointer) throws Exception {
    kernelReads(namespace, pointer);
    connected(namespace, TcpConfig.builder().urgentPointer(pointer).build());
  }

  private static void kernelReads(Namespace namespace, UrgentPointer pointer) {
    String write = "echo " + pointer.before() + " > /proc/sys/net/ipv4/tcp_stdurg";
    namespace.run("sh", "-c", write);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  /// One read of the kernel's end.
  private String theirRead() throws IOException {
    byte[] to = new byte[100];
    int n = connection.theirs.getInputStream().read(to);
    return new String(to, 0, n, US_ASCII);
  }

  /// One read of ours.
  private String ourRead() throws IOException {
    byte[] to = new byte[100];
    int n = connection.ours.read(to, 0, to.length);
    return new String(to, 0, n, US_ASCII);
  }

  // --- the kernel's urgent data at our end

  private void theKernelWrites() throws Exception {
    OutputStream output = connection.theirs.getOutputStream();
    output.write(ascii("before"));
    connection.theirs.sendUrgentData('!');
    output.write(ascii("after"));
    Await.until("it to arrive", () -> connection.ours.info().receiving().unread(), n -> n == 12);
  }

  /// What Linux sends does not depend on how it reads.
  @ParameterizedTest
  @EnumSource(UrgentPointer.class)
  @Rfc("9293 MUST-30")
  void weReadInLineUpToTheMark(UrgentPointer kernelReads, Namespace namespace) throws Exception {
    kernelReads(namespace, kernelReads);
    connected(namespace, TcpConfig.DEFAULT);
    theKernelWrites();
    assertThat(connection.ours.urgentRemaining()).isEqualTo(7);
    assertThat(ourRead()).isEqualTo("before!");
    assertThat(connection.ours.isAtMark()).isTrue();
    assertThat(connection.ours.urgentRemaining()).isZero();
    assertThat(ourRead()).isEqualTo("after");
    assertThat(connection.ours.isAtMark()).isFalse();
  }

  @Test
  void weReadTheByteOutOfBandFirst(Namespace namespace) throws Exception {
    connected(namespace, OUT_OF_BAND);
    theKernelWrites();
    assertThat(connection.ours.readUrgent()).isEqualTo('!');
    assertThat(ourRead()).isEqualTo("before");
    assertThat(connection.ours.isAtMark()).isTrue();
    assertThat(ourRead()).isEqualTo("after");
  }

  @Test
  void weReadTheByteOutOfBandLast(Namespace namespace) throws Exception {
    connected(namespace, OUT_OF_BAND);
    theKernelWrites();
    assertThat(ourRead()).isEqualTo("before");
    assertThat(ourRead()).isEqualTo("after");
    assertThat(connection.ours.readUrgent()).isEqualTo('!');
    assertThat(connection.ours.readUrgent()).isEqualTo(-1);
  }

  @Test
  void theKernelTellsUsThroughOurClosedWindow(Namespace namespace) throws Exception {
    theKernelWritesBehind(namespace, 60_000);
    // with its next probe
    Await.until("the news", connection.ours::urgentRemaining, n -> n == 60_001);
    weReadToTheMark(60_000);
  }

  /// Its probes tell nothing of what the pointer does not reach.
  @Test
  void weFindTheEndOfUrgentDataBeyondThePointersReach(Namespace namespace) throws Exception {
    theKernelWritesBehind(namespace, 300_000);
    assertThat(connection.ours.urgentRemaining()).isZero();
    weReadToTheMark(300_000);
  }

  /// The kernel writes so many bytes, which fill our buffer and have to wait, then urgent ones.
  private void theKernelWritesBehind(Namespace namespace, int before) throws Exception {
    connected(namespace, TcpConfig.builder().receiveBuffer(10_000).build());
    connection.theirs.setSendBufferSize(2 * before);
    connection.theirs.getOutputStream().write(new byte[before]);
    Await.until(
        "the window to close", () -> connection.ours.info().receiving().unread(), n -> n == 10_000);
    connection.theirs.sendUrgentData('!');
    connection.theirs.getOutputStream().write(ascii("after"));
  }

  private void weReadToTheMark(int before) throws Exception {
    InputStream input = connection.ours.inputStream();
    assertThat(input.readNBytes(before)).hasSize(before);
    Await.until("the byte", connection.ours::urgentRemaining, n -> n == 1);
    assertThat(ourRead()).isEqualTo("!");
    assertThat(connection.ours.isAtMark()).isTrue();
    assertThat(input.readNBytes(5)).isEqualTo(ascii("after"));
  }

  // --- our urgent data at the kernel's end

  private void weWrite(String urgent) throws Exception {
    connection.ours.write(ascii("before"), 0, 6);
    connection.ours.writeUrgent(ascii(urgent), 0, urgent.length());
    connection.ours.write(ascii("after"), 0, 5);
    int all = 11 + urgent.length();
    Await.until(
        "it to arrive",
        () -> connection.ours.info().sending().unacknowledged().bytes(),
        n -> n == 0);
    assertThat(connection.ours.info().totals().sentBytes()).isEqualTo(all);
  }

  /// The kernel's mark is before the last urgent octet.
  @ParameterizedTest
  @CsvSource({
    "FOLLOWING_OCTET, !, before",
    "FOLLOWING_OCTET, STOP!, beforeSTOP",
    "LAST_OCTET, !, before",
    "LAST_OCTET, STOP!, beforeSTOP"
  })
  @Rfc("9293 MUST-30")
  void theKernelReadsInLine(UrgentPointer pointer, String urgent, String mark, Namespace namespace)
      throws Exception {
    connected(namespace, pointer);
    connection.theirs.setOOBInline(true);
    KernelUrgent kernel = KernelUrgent.of(connection);
    weWrite(urgent);
    assertThat(kernel.atMark()).isFalse();
    assertThat(theirRead()).isEqualTo(mark);
    assertThat(kernel.atMark()).isTrue();
    assertThat(theirRead()).isEqualTo("!after");
    assertThat(kernel.atMark()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "FOLLOWING_OCTET, !, before",
    "FOLLOWING_OCTET, STOP!, beforeSTOP",
    "LAST_OCTET, !, before",
    "LAST_OCTET, STOP!, beforeSTOP"
  })
  void theKernelReadsTheByteOutOfBand(
      UrgentPointer pointer, String urgent, String mark, Namespace namespace) throws Exception {
    connected(namespace, pointer);
    KernelUrgent kernel = KernelUrgent.of(connection);
    assertThat(kernel.receive()).isEqualTo(KernelUrgent.NONE);
    weWrite(urgent);
    assertThat(kernel.receive()).isEqualTo('!');
    assertThat(kernel.receive()).isEqualTo(KernelUrgent.NONE);
    assertThat(theirRead()).isEqualTo(mark);
    assertThat(kernel.atMark()).isTrue();
    assertThat(theirRead()).isEqualTo("after");
  }

  /// Why both sides must agree on what the pointer points to.
  @Test
  void aKernelToldOtherwiseTakesTheNextByteForTheUrgentOne(Namespace namespace) throws Exception {
    kernelReads(namespace, UrgentPointer.LAST_OCTET);
    connected(namespace, TcpConfig.DEFAULT);
    weWrite("!");
    assertThat(KernelUrgent.of(connection).receive()).isEqualTo('a');
    assertThat(theirRead()).isEqualTo("before!");
  }

  @Test
  void weTellTheKernelThroughItsClosedWindow(Namespace namespace) throws Exception {
    connected(namespace, TcpConfig.DEFAULT);
    KernelUrgent kernel = KernelUrgent.of(connection);
    byte[] some = new byte[100_000];
    while (connection.ours.info().sending().window() > 0) {
      if (connection.ours.info().sending().unsent() == 0) {
        connection.ours.write(some, 0, some.length);
      }
    }
    assertThat(kernel.receive()).isEqualTo(KernelUrgent.NONE);
    connection.ours.writeUrgent(ascii("!"), 0, 1);
    Await.until("the news", kernel::receive, result -> result == KernelUrgent.NOT_ARRIVED);
    while (!kernel.atMark()) {
      assertThat(connection.theirs.getInputStream().read(some)).isPositive();
    }
    assertThat(kernel.receive()).isEqualTo('!');
  }

  /// The pointer reaches 65,535 octets, and super-segments are none while they are urgent.
  @ParameterizedTest
  @ValueSource(ints = {60_000, 65_536, 500_000})
  void theKernelFindsTheEndOfUrgentDataOfAnyLength(int length, Namespace namespace)
      throws Exception {
    connected(namespace, TcpConfig.DEFAULT);
    KernelUrgent kernel = KernelUrgent.of(connection);
    byte[] urgent = new byte[length];
    urgent[length - 1] = '!';
    connection.ours.writeUrgent(urgent, 0, length);
    connection.ours.write(ascii("after"), 0, 5);
    InputStream input = connection.theirs.getInputStream();
    assertThat(input.readNBytes(length - 1)).containsOnly(0).hasSize(length - 1);
    Await.until("the end", kernel::receive, octet -> octet == '!');
    assertThat(kernel.atMark()).isTrue();
    assertThat(theirRead()).isEqualTo("after");
  }
}
