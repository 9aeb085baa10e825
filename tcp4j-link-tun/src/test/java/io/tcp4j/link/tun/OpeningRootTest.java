package io.tcp4j.link.tun;

import static io.tcp4j.link.tun.Isolated.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.link.tun.TunException.Reason;
import io.tcp4j.wire.IpPrefix;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("root")
class OpeningRootTest {
  @Test
  void aDeviceItMakesHasAddressesMtuAndRoutesAndVanishesWithTheLink() throws Exception {
    Isolated.run(
        () -> {
          TunConfig config =
              TunConfig.create("t0")
                  .kernelAddress(IpPrefix.parse("10.1.0.1/24"))
                  .kernelAddress(IpPrefix.parse("fd01::1/64"))
                  .route(IpPrefix.parse("10.2.0.0/16"))
                  .route(IpPrefix.parse("fd02::/48"))
                  .mtu(9000)
                  .build();
          try (TunLink link = TunLink.open(config)) {
            assertThat(link.name()).isEqualTo("t0");
            assertThat(link.mtu()).isEqualTo(9000);
            assertThat(link.capabilities()).isEqualTo(LinkCapabilities.FULL);
            assertThat(ip("addr show dev t0"))
                .contains(",UP", "mtu 9000", "qlen 4096", "10.1.0.1/24", "fd01::1/64");
            assertThat(ip("-6 route show table local")).contains("local fd01::1 dev t0");
            assertThat(ip("route show dev t0")).contains("10.1.0.0/24 ", "10.2.0.0/16 ");
            assertThat(ip("-6 route show dev t0")).contains("fd01::/64 ", "fd02::/48 ");
          }
          assertThat(ip("link show")).doesNotContain("t0");
        });
  }

  @Test
  void aNewDeviceIsUpAndHasTheUsualMtuUnlessToldOtherwise() throws Exception {
    Isolated.run(
        () -> {
          TunConfig config = TunConfig.create("pattern%d").queueLength(77).build();
          try (TunLink link = TunLink.open(config)) {
            assertThat(link.name()).isEqualTo("pattern0");
            assertThat(link.mtu()).isEqualTo(1500);
            assertThat(ip("link show dev pattern0")).contains(",UP", "mtu 1500", "qlen 77");
          }
        });
  }

  @Test
  void whatTheKernelRefusesIsNamedAndNothingIsLeftBehind() throws Exception {
    Isolated.run(
        () -> {
          TunConfig config =
              TunConfig.create("t0")
                  .kernelAddress(IpPrefix.parse("10.1.0.1/24"))
                  .route(IpPrefix.parse("10.2.0.0/16"))
                  .route(IpPrefix.parse("10.2.0.0/16"))
                  .build();
          assertRefused(
              config, Reason.CONFIGURATION, "cannot route 10.2.0.0/16 to t0: File exists");
          assertThat(ip("link show")).doesNotContain("t0");

          ip("tuntap add dev t0 mode tun");
          assertRefused(config, Reason.CONFIGURATION, "File exists");
          assertThat(ip("addr show dev t0")).doesNotContain("10.1.0.1");
          assertThat(ip("route show")).doesNotContain("10.2.0.0");
        });
  }

  @Test
  void aDeviceThatStaysLosesOnlyWhatTheLinkAdded() throws Exception {
    Isolated.run(
        () -> {
          ip("tuntap add dev t0 mode tun");
          ip("addr add 10.1.0.1/24 dev t0");
          TunConfig config =
              TunConfig.create("t0")
                  .kernelAddress(IpPrefix.parse("10.1.0.1/24"))
                  .kernelAddress(IpPrefix.parse("10.3.0.1/24"))
                  .kernelAddress(IpPrefix.parse("fd03::1/64"))
                  .route(IpPrefix.parse("10.4.0.0/16"))
                  .route(IpPrefix.parse("fd04::/32"))
                  .build();
          try (TunLink link = TunLink.open(config)) {
            assertThat(link.name()).isEqualTo("t0");
            assertThat(ip("addr show dev t0")).contains(",UP", "10.1.0.1", "10.3.0.1", "fd03::1");
            assertThat(ip("route show dev t0")).contains("10.4.0.0/16");
          }
          assertThat(ip("addr show dev t0"))
              .contains("10.1.0.1", "qlen 500")
              .doesNotContain("10.3.0.1", "fd03::1");
          assertThat(ip("route show dev t0")).doesNotContain("10.4.0.0/16");
          assertThat(ip("-6 route show dev t0")).doesNotContain("fd04::");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " multi_queue", " vnet_hdr", " pi", " multi_queue vnet_hdr pi"})
  void attachesToADeviceMadeWithAnyFlags(String flags) throws Exception {
    Isolated.run(
        () -> {
          ip("tuntap add dev t0 mode tun" + flags);
          ip("link set t0 mtu 1400 up");
          for (Offload offload : new Offload[] {Offload.AUTO, Offload.OFF, Offload.AUTO}) {
            TunConfig config = TunConfig.attach("t0").offload(offload).build();
            try (TunLink link = TunLink.open(config)) {
              assertThat(link.mtu()).isEqualTo(1400);
              assertThat(link.capabilities().checksumOffload()).isEqualTo(offload == Offload.AUTO);
              String virtioHeader = offload == Offload.AUTO ? "vnet_hdr on" : "vnet_hdr off";
              assertThat(ip("-d link show dev t0")).contains("pi off", virtioHeader, "persist on");
            }
          }
          assertThat(ip("link show dev t0")).contains("t0");
        });
  }

  @Test
  void aDeviceSomebodyHasIsBusy() throws Exception {
    Isolated.run(
        () -> {
          try (TunLink link = TunLink.open(TunConfig.create("t0").build())) {
            assertRefused(
                TunConfig.attach(link.name()).build(), Reason.DEVICE_BUSY, "t0 is in use");
            assertRefused(
                TunConfig.create(link.name()).build(), Reason.DEVICE_BUSY, "t0 is in use");
            assertThat(ip("link show dev t0")).contains(",UP");
          }
        });
  }

  @Test
  void attachingMakesNoDevice() throws Exception {
    Isolated.run(
        () -> {
          assertRefused(
              TunConfig.attach("t0").build(),
              Reason.NO_DEVICE,
              "there is no interface t0; make one with: ip tuntap add dev t0 mode tun");
          assertThat(ip("link show")).doesNotContain("t0");
        });
  }

  @Test
  void otherKindsOfInterfacesAreNotTun() throws Exception {
    Isolated.run(
        () -> {
          ip("tuntap add dev tap0 mode tap");
          assertRefused(TunConfig.attach("lo").build(), Reason.NOT_TUN, "lo", "not a TUN device");
          assertRefused(
              TunConfig.create("tap0").build(), Reason.NOT_TUN, "tap0", "not a TUN device");
        });
  }

  @Test
  void anInterfaceThatIsDownIsRefusedUnlessAllowed() throws Exception {
    Isolated.run(
        () -> {
          ip("tuntap add dev t0 mode tun");
          assertRefused(
              TunConfig.attach("t0").build(),
              Reason.DEVICE_DOWN,
              "t0 is down; bring it up with: ip link set t0 up");
          try (TunLink link = TunLink.open(TunConfig.attach("t0").allowDown().build())) {
            assertThat(link.failure()).isNull();
          }
        });
  }

  @Test
  void withoutPrivilegeOnlyADeviceOfOnesOwnCanBeAttached() throws Exception {
    Isolated.run(
        () -> {
          ip("tuntap add dev t0 mode tun user 1");
          ip("tuntap add dev mine mode tun user 0");
          ip("link set t0 up");
          ip("link set mine up");
          Isolated.dropCapabilities();
          String hint = "needs CAP_NET_ADMIN or root, or a device made for your user: ip tuntap";
          assertRefused(TunConfig.attach("t0").build(), Reason.NO_PERMISSION, "attach to t0", hint);
          assertRefused(TunConfig.create("new").build(), Reason.NO_PERMISSION, "make new", hint);
          // To ask for what is so already takes no privilege.
          try (TunLink link = TunLink.open(TunConfig.attach("mine").mtu(1500).build())) {
            assertThat(link.capabilities()).isEqualTo(LinkCapabilities.FULL);
          }
          assertRefused(
              TunConfig.attach("mine").mtu(1400).build(),
              Reason.NO_PERMISSION,
              "cannot bring up mine: needs CAP_NET_ADMIN or root");
        });
  }

  @Test
  void withoutTheCloneDeviceTheModuleIsMissing() throws Exception {
    Isolated.run(
        () -> {
          Isolated.hide("/dev/net");
          assertRefused(
              TunConfig.create("t0").build(),
              Reason.MODULE_MISSING,
              "no /dev/net/tun",
              "modprobe tun");
        });
  }

  @Test
  void takesOverADescriptorSomebodyElseHasAttached() throws Exception {
    Isolated.run(
        () -> {
          try (Arena arena = Arena.ofConfined()) {
            int plain = attached(arena, "plain", Ioctl.IFF_TUN | Ioctl.IFF_NO_PI);
            int offloading =
                attached(arena, "vnet", Ioctl.IFF_TUN | Ioctl.IFF_NO_PI | Ioctl.IFF_VNET_HDR);
            ip("link set plain up");
            ip("link set vnet up");
            try (TunLink link = TunLink.open(TunConfig.inherited(plain).build())) {
              assertThat(link.name()).isEqualTo("plain");
              assertThat(link.capabilities()).isEqualTo(LinkCapabilities.NONE);
            }
            TunConfig config = TunConfig.inherited(offloading).mtu(1400).build();
            try (TunLink link = TunLink.open(config)) {
              assertThat(link.name()).isEqualTo("vnet");
              assertThat(link.mtu()).isEqualTo(1400);
              assertThat(link.capabilities()).isEqualTo(LinkCapabilities.FULL);
            }
            assertThat(ip("link show")).doesNotContain("plain").doesNotContain("vnet");
          }
        });
  }

  @Test
  void otherDescriptorsAreRefusedEachForItsReason() throws Exception {
    Isolated.run(
        () -> {
          try (Arena arena = Arena.ofConfined()) {
            Libc libc = new Libc(arena);
            int file = libc.open(arena.allocateFrom("/dev/null"), Libc.O_RDWR);
            int loose = libc.open(arena.allocateFrom("/dev/net/tun"), Libc.O_RDWR);
            int tap = attached(arena, "tap", Ioctl.IFF_TAP | Ioctl.IFF_NO_PI);
            int informing = attached(arena, "pi", Ioctl.IFF_TUN);
            assertBadDescriptor(file, "is not of a TUN device");
            assertBadDescriptor(loose, "is not attached to an interface yet");
            assertBadDescriptor(tap, "is of a TAP device");
            assertBadDescriptor(informing, "IFF_NO_PI");
            for (int descriptor : new int[] {file, loose, tap, informing}) {
              assertThat(libc.close(descriptor)).as("left open to its owner").isZero();
            }
            assertBadDescriptor(1_000_000, "is not open");
          }
        });
  }

  @Test
  void anInheritedDeviceOfAnotherNamespaceNeedsItsMtuGiven() throws Exception {
    Isolated.run(
        () -> {
          try (Arena arena = Arena.ofConfined()) {
            int descriptor = attached(arena, "far", Ioctl.IFF_TUN | Ioctl.IFF_NO_PI);
            ip("link set far up");
            Isolated.run(
                () -> {
                  assertRefused(
                      TunConfig.inherited(descriptor).build(),
                      Reason.NO_DEVICE,
                      "far is not in this network namespace");
                  try (TunLink link =
                      TunLink.open(TunConfig.inherited(descriptor).mtu(1300).build())) {
                    assertThat(link.name()).isEqualTo("far");
                    assertThat(link.mtu()).isEqualTo(1300);
                  }
                });
          }
        });
  }

  private static int attached(Arena arena, String name, int flags) {
    Libc libc = new Libc(arena);
    int descriptor = libc.open(arena.allocateFrom("/dev/net/tun"), Libc.O_RDWR);
    assertThat(descriptor).isNotNegative();
    assertThat(libc.ioctl(descriptor, Ioctl.TUNSETIFF, new Ifreq(arena).set(name, flags).segment))
        .isZero();
    return descriptor;
  }

  private static void assertBadDescriptor(int descriptor, String part) {
    assertRefused(
        TunConfig.inherited(descriptor).build(),
        Reason.BAD_DESCRIPTOR,
        "file descriptor " + descriptor + " ",
        part);
  }

  private static void assertRefused(TunConfig config, Reason reason, String... parts) {
    TunException e = catchThrowableOfType(TunException.class, () -> TunLink.open(config));
    assertThat(e).isNotNull().hasMessageContainingAll(parts);
    assertThat(e.getMessage()).doesNotContain("\n");
    assertThat(e.reason()).isEqualTo(reason);
  }
}
