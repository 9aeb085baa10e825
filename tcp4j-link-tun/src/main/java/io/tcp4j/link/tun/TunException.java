package io.tcp4j.link.tun;

import java.io.IOException;
import java.io.Serial;

/// Says why a TUN device could not be opened, configured or used any longer. The message is one
/// line fit for a user; [#reason()] is what a program decides by.
public final class TunException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /// What went wrong.
  public enum Reason {
    /// Not Linux, or a processor this module doesn't know the constants of.
    NOT_LINUX,
    /// No usable `/dev/net/tun`: the kernel's `tun` module isn't there, or a container hides it.
    MODULE_MISSING,
    /// Neither `CAP_NET_ADMIN` nor ownership of the device.
    NO_PERMISSION,
    /// The name can't be one of a network interface.
    BAD_NAME,
    /// The device was to be there and isn't.
    NO_DEVICE,
    /// There is an interface of this name, and it isn't a TUN device.
    NOT_TUN,
    /// Another process, or another link of this one, has the device.
    DEVICE_BUSY,
    /// The interface is administratively down, so no packet would pass.
    DEVICE_DOWN,
    /// The device went away while the link was using it.
    DEVICE_GONE,
    /// The inherited file descriptor isn't one of an attached TUN device.
    BAD_DESCRIPTOR,
    /// The kernel refused an address, a route, the MTU or the state of the interface.
    CONFIGURATION,
    /// Any other error of a system call.
    SYSTEM
  }

  /// What went wrong; kept through serialization.
  private final Reason reason;

  TunException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /// Returns what went wrong.
  public Reason reason() {
    return reason;
  }
}
