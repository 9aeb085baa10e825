/// Linux TUN devices as links, through the foreign function and memory API.
///
/// [TunLink] is the link, [TunConfig] says which device and how the kernel's side of it is set up,
/// [TunException] why it can't be. The classes load everywhere; on anything but Linux, opening a
/// link says so.
///
/// This module is the only one that calls native code. Start Java with
/// `--enable-native-access=io.tcp4j.link.tun`, or `ALL-UNNAMED` where it is on the class path (the
/// manifest of an executable jar says `Enable-Native-Access: ALL-UNNAMED`); without, Java 25 prints
/// a warning.
@NullMarked
package io.tcp4j.link.tun;

import org.jspecify.annotations.NullMarked;
