package io.tcp4j.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which ECN codepoint a datagram has whose fragments have each its own (RFC 3168 §5.3).
class ReassemblyEcnTest {
  private static final int DSCP = 0x28;

  private static IpHeader fragment(String peer, int codepoint, int index) {
    IpHeader ip = new IpHeader();
    ip.source(IpAddress.parse(peer));
    ip.destination(ip.source());
    ip.version = ip.source().version();
    ip.trafficClass = DSCP | codepoint;
    ip.protocol = 17;
    ip.identification = 1;
    ip.fragmentOffset = index * 8;
    ip.moreFragments = index < 2;
    ip.payloadLength = 8;
    return ip;
  }

  private static @Nullable DropReason add(Reassembly datagram, IpHeader ip) {
    byte[] packet = new byte[100];
    IpCodec.encode(ip, packet, 0);
    IpHeader arrived = new IpHeader();
    assertThat(IpCodec.decode(packet, 0, ip.totalLength, arrived)).isNull();
    return datagram.add(arrived, packet, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "Not-ECT, Not-ECT, Not-ECT, Not-ECT",
    "ECT(0),  ECT(0),  ECT(0),  ECT(0)",
    "ECT(1),  ECT(1),  ECT(1),  ECT(1)",
    "CE,      CE,      CE,      CE",
    "ECT(0),  CE,      ECT(0),  CE",
    "CE,      ECT(0),  ECT(0),  CE",
    "ECT(0),  ECT(1),  CE,      CE",
    "ECT(1),  ECT(1),  CE,      CE",
    "CE,      Not-ECT, CE,      none",
    "Not-ECT, Not-ECT, CE,      none",
    "CE,      ECT(0),  Not-ECT, none",
  })
  @Rfc("3168 5.3")
  void oneMarkMarksTheWholeUnlessThatIsNotEcnCapable(
      String first, String second, String third, String whole) {
    for (String peer : new String[] {"10.0.0.1", "2001:db8::1"}) {
      // in order, and from the last on
      for (int direction : new int[] {1, -1}) {
        String[] codepoints = {first, second, third};
        DropReason reason = null;
        IpHeader ip = fragment(peer, codepoint(first), 0);
        Reassembly datagram = new Reassembly(FragmentKey.of(ip), 0);
        for (int i = direction > 0 ? 0 : 2; i >= 0 && i <= 2 && reason == null; i += direction) {
          reason = add(datagram, fragment(peer, codepoint(codepoints[i]), i));
        }
        if (whole.equals("none")) {
          assertThat(reason).isEqualTo(DropReason.REASSEMBLY_ECN);
          assertThat(datagram.complete()).isFalse();
        } else {
          byte[] joined = datagram.join();
          assertThat(joined).isNotNull();
          assertThat(IpCodec.decode(joined, 0, joined.length, ip)).isNull();
          assertThat(ip.trafficClass).isEqualTo(DSCP | codepoint(whole));
        }
      }
    }
  }

  private static int codepoint(String name) {
    for (int codepoint = 0; codepoint < 4; codepoint++) {
      if (Ecn.toString(codepoint).equals(name)) {
        return codepoint;
      }
    }
    throw new IllegalArgumentException(name);
  }
}
