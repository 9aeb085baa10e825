package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.link.VirtualTime;
import io.tcp4j.rfc.Rfc;
import io.tcp4j.wire.IpPrefix;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Addresses that are not those of one host: none connects to them (RFC 9293 §3.9.1.1).
class InvalidAddressTest {
  private final IpStack stack =
      IpStack.builder().scheduler(new VirtualTime()).random(new Random(1)).build();
  private final Wire wire = new Wire(1500);

  @BeforeEach
  void attach() throws IOException {
    NetworkInterface out =
        stack.attach(wire, IpPrefix.parse("10.0.0.1/24"), IpPrefix.parse("2001:db8::1/64"));
    stack.addRoute(IpPrefix.parse("0.0.0.0/0"), out);
    stack.addRoute(IpPrefix.parse("::/0"), out);
    stack.listen(at("[::]:80"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.255", "255.255.255.255", "224.0.0.1", "[ff02::1]", "[ff0e::1]"})
  @Rfc("9293 MUST-46a")
  void noConnectionIsOpenedToABroadcastOrMulticastAddress(String address) {
    refused(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "0.0.0.7", "[::]"})
  @Rfc("9293 MUST-46b")
  void norToAnotherAddressThatNoHostHas(String address) {
    refused(address);
  }

  private void refused(String address) {
    assertThatThrownBy(() -> stack.open(at(address + ":80")))
        .isInstanceOf(NoRouteToHostException.class)
        .hasMessage(address.replace("[", "").replace("]", "") + " is not the address of one host");
    assertThat(wire.sent).isEmpty();
    assertThat(stack.tableSize()).isZero();
  }
}
