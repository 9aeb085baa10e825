package io.tcp4j.link.tun;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.tcp4j.link.tun.TunException.Reason;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Opens one [TunDevice]: the steps, what they share, and an explanation for each way to fail.
final class TunOpening {
  private static final String CLONE_DEVICE = "/dev/net/tun";

  /// From the most to the least: segmentation needs the checksum, and an old kernel may know less.
  private static final int[] OFFLOADS = {
    Ioctl.TUN_F_CSUM | Ioctl.TUN_F_TSO4 | Ioctl.TUN_F_TSO6,
    Ioctl.TUN_F_CSUM | Ioctl.TUN_F_TSO4,
    Ioctl.TUN_F_CSUM | Ioctl.TUN_F_TSO6,
    Ioctl.TUN_F_CSUM,
    0
  };

  /// Packets looked at, at most, to get rid of those that were sent before we had our say on
  /// offload.
  private static final int STALE_PACKETS = 65536;

  private final TunConfig config;
  private final Arena arena;
  private final Netlink netlink;
  private final Libc libc;
  private final Ifreq ifreq;
  private final MemorySegment number;

  TunOpening(TunConfig config, Arena arena, Netlink netlink) {
    this.config = config;
    this.arena = arena;
    this.netlink = netlink;
    libc = new Libc(arena);
    ifreq = new Ifreq(arena);
    number = arena.allocate(JAVA_INT);
  }

  TunDevice named(String name) throws TunException {
    InterfaceName.check(name);
    boolean pattern = name.indexOf('%') >= 0;
    InterfaceState before = pattern ? null : netlink.link(name);
    if (before == null && !config.create()) {
      throw new TunException(
          Reason.NO_DEVICE,
          "there is no interface %s; make one with: ip tuntap add dev %s mode tun user $USER"
              .formatted(name, name));
    }
    if (before != null && !before.kind().equals("tun")) {
      throw notTun(name);
    }
    int descriptor = openCloneDevice();
    try {
      boolean virtioHeader = config.offload() == Offload.AUTO && kernelHasVirtioHeader(descriptor);
      attach(descriptor, name, virtioHeader, before != null);
      return setUp(descriptor, ifreq.name(), virtioHeader, before == null);
    } catch (TunException | RuntimeException e) {
      libc.close(descriptor);
      throw e;
    }
  }

  TunDevice inherited(int descriptor) throws TunException {
    String subject = "file descriptor " + descriptor;
    int result = libc.ioctl(descriptor, Ioctl.TUNGETIFF, ifreq.set("", 0).segment);
    if (result < 0) {
      throw new TunException(
          Reason.BAD_DESCRIPTOR,
          switch (-result) {
            case Errno.EBADF -> subject + " is not open";
            case Errno.EBADFD -> subject + " is not attached to an interface yet";
            default -> subject + " is not of a TUN device";
          });
    }
    int flags = ifreq.flags();
    if ((flags & Ioctl.IFF_TAP) != 0) {
      throw new TunException(
          Reason.BAD_DESCRIPTOR, subject + " is of a TAP device; a TUN device is needed");
    }
    // The bit of IFF_NO_PI means something else here (IFF_NOFILTER): rtnetlink has to say it.
    InterfaceState state = netlink.link(ifreq.name());
    if (state != null && state.packetInformation()) {
      throw new TunException(
          Reason.BAD_DESCRIPTOR,
          subject + " delivers packet information; attach it with IFF_NO_PI");
    }
    setFlags(descriptor, subject);
    return setUp(descriptor, ifreq.name(), (flags & Ioctl.IFF_VNET_HDR) != 0, false);
  }

  private void setFlags(int descriptor, String subject) throws TunException {
    int flags = libc.fcntl(descriptor, Libc.F_GETFL, 0);
    int result = flags < 0 ? flags : libc.fcntl(descriptor, Libc.F_SETFL, flags | Libc.O_NONBLOCK);
    if (result >= 0) {
      result = libc.fcntl(descriptor, Libc.F_SETFD, Libc.FD_CLOEXEC);
    }
    if (result < 0) {
      throw new TunException(
          Reason.BAD_DESCRIPTOR, "cannot make " + subject + " non-blocking: " + libc.error(result));
    }
  }

  private int openCloneDevice() throws TunException {
    int descriptor =
        libc.open(arena.allocateFrom(CLONE_DEVICE), Libc.O_RDWR | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
    if (descriptor >= 0) {
      return descriptor;
    }
    throw switch (-descriptor) {
      case Errno.ENOENT, Errno.ENODEV, Errno.ENXIO ->
          new TunException(
              Reason.MODULE_MISSING,
              "no "
                  + CLONE_DEVICE
                  + ": load the kernel's module with 'modprobe tun', or hand the device into the"
                  + " container");
      case Errno.EPERM, Errno.EACCES -> noPermission("open " + CLONE_DEVICE);
      default ->
          new TunException(
              Reason.SYSTEM, "cannot open " + CLONE_DEVICE + ": " + libc.error(descriptor));
    };
  }

  private boolean kernelHasVirtioHeader(int descriptor) {
    int result = libc.ioctl(descriptor, Ioctl.TUNGETFEATURES, number);
    return result >= 0 && (number.get(JAVA_INT, 0) & Ioctl.IFF_VNET_HDR) != 0;
  }

  private void attach(int descriptor, String name, boolean virtioHeader, boolean exists)
      throws TunException {
    int flags = Ioctl.IFF_TUN | Ioctl.IFF_NO_PI | (virtioHeader ? Ioctl.IFF_VNET_HDR : 0);
    int result = libc.ioctl(descriptor, Ioctl.TUNSETIFF, ifreq.set(name, flags).segment);
    if (result == -Errno.EINVAL && exists) {
      // A persistent device insists on the kind of queues it was made with.
      flags |= Ioctl.IFF_MULTI_QUEUE;
      result = libc.ioctl(descriptor, Ioctl.TUNSETIFF, ifreq.set(name, flags).segment);
    }
    if (result >= 0) {
      return;
    }
    throw switch (-result) {
      case Errno.EPERM, Errno.EACCES -> noPermission((exists ? "attach to " : "make ") + name);
      case Errno.EBUSY ->
          new TunException(
              Reason.DEVICE_BUSY, name + " is in use already, by this program or another");
      case Errno.EINVAL -> notTun(name);
      default ->
          new TunException(Reason.SYSTEM, "cannot attach to " + name + ": " + libc.error(result));
    };
  }

  private TunDevice setUp(int descriptor, String name, boolean virtioHeader, boolean made)
      throws TunException {
    setOffload(descriptor, name, virtioHeader);
    InterfaceState state = netlink.link(name);
    if (state == null) {
      return elsewhere(descriptor, name, virtioHeader);
    }
    KernelSide kernelSide = new KernelSide(name, state.index(), made);
    if (made || config.configuresInterface()) {
      try {
        kernelSide.configure(netlink, config, state);
      } catch (TunException e) {
        kernelSide.undo();
        throw e;
      }
    } else if (!state.up() && !config.allowDown()) {
      throw new TunException(
          Reason.DEVICE_DOWN, name + " is down; bring it up with: ip link set " + name + " up");
    }
    int mtu = config.mtu() != 0 ? config.mtu() : state.mtu();
    return new TunDevice(descriptor, name, mtu, virtioHeader, kernelSide);
  }

  /// An inherited descriptor's interface may live in another network namespace, where nothing can
  /// be asked of it nor done to it.
  private TunDevice elsewhere(int descriptor, String name, boolean virtioHeader)
      throws TunException {
    if (!config.kernelAddresses().isEmpty() || !config.routes().isEmpty() || config.mtu() == 0) {
      throw new TunException(
          Reason.NO_DEVICE,
          name
              + " is not in this network namespace: its MTU must be given, and addresses and"
              + " routes cannot be");
    }
    return new TunDevice(
        descriptor, name, config.mtu(), virtioHeader, new KernelSide(name, 0, false));
  }

  /// Says what we can take. A persistent device remembers what the last program said, so it must be
  /// said even if it is nothing.
  private void setOffload(int descriptor, String name, boolean virtioHeader) throws TunException {
    number.set(JAVA_INT, 0, VirtioNetHeader.SIZE);
    int result = libc.ioctl(descriptor, Ioctl.TUNSETVNETHDRSZ, number);
    if (result < 0) {
      throw new TunException(
          Reason.SYSTEM, "cannot set the header size of " + name + ": " + libc.error(result));
    }
    boolean wanted = virtioHeader && config.offload() == Offload.AUTO;
    for (int offload : OFFLOADS) {
      if (wanted || offload == 0) {
        result = libc.ioctl(descriptor, Ioctl.TUNSETOFFLOAD, offload);
        if (result >= 0) {
          discardStalePackets(descriptor);
          return;
        }
      }
    }
    throw new TunException(
        Reason.SYSTEM, "cannot set the offload of " + name + ": " + libc.error(result));
  }

  /// What was sent between attaching and now may be a super-packet nobody is prepared for.
  private void discardStalePackets(int descriptor) {
    for (int i = 0; i < STALE_PACKETS; i++) {
      if (libc.read(descriptor, number, 1) < 0) {
        return;
      }
    }
  }

  private static TunException notTun(String name) {
    return new TunException(
        Reason.NOT_TUN, "there is an interface " + name + ", but it is not a TUN device");
  }

  private static TunException noPermission(String what) {
    return new TunException(
        Reason.NO_PERMISSION,
        "no permission to "
            + what
            + ": needs CAP_NET_ADMIN or root, or a device made for your user:"
            + " ip tuntap add dev NAME mode tun user $USER");
  }
}
