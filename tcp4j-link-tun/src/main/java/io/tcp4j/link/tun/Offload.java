package io.tcp4j.link.tun;

/// Whether a link hands checksums and segmentation to the kernel.
public enum Offload {
  /// As much as the kernel and the device give: worth a factor of 15 and more in bulk transfers.
  AUTO,
  /// None: each packet fits the MTU and carries its checksum.
  OFF
}
