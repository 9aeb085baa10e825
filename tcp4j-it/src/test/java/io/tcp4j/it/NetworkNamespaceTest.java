package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("root")
class NetworkNamespaceTest {
  @Test
  void theKernelHasTunDevicesAndNamespaces() {
    Root.required();
    assertThat(Files.exists(Path.of("/dev/net/tun"))).as("/dev/net/tun").isTrue();
    assertThat(Files.exists(Path.of("/proc/self/ns/net"))).as("network namespaces").isTrue();
  }
}
