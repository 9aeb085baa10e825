package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@AgainstTheKernel
class NetworkNamespaceTest {
  @Test
  void socketsOfANamespaceTalkToEachOtherAndToNobodyElse(Namespace namespace) throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = namespace.call(() -> new ServerSocket(0, 1, loopback));
        Socket client = namespace.call(() -> new Socket(loopback, server.getLocalPort()));
        Socket accepted = server.accept()) {
      KernelView kernel = new KernelView(namespace);
      assertThat(kernel.states(client.getLocalPort())).containsExactly("ESTAB");
      accepted.shutdownOutput();
      kernel.awaitState(client.getLocalPort(), "CLOSE-WAIT");
      kernel.awaitState(server.getLocalPort(), "FIN-WAIT-2");
    }
    try (ServerSocket outside = new ServerSocket(0, 1, loopback)) {
      assertThatThrownBy(() -> namespace.call(() -> new Socket(loopback, outside.getLocalPort())))
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void theKernelHasTunDevices() {
    assertThat(Path.of("/dev/net/tun")).exists();
  }
}
