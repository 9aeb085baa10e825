package io.tcp4j.stack;

import io.tcp4j.stack.device.Device;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import org.jspecify.annotations.Nullable;

/// Where to connect to, and how: for [IpStack#open(OpenOptions, TcpHandler)]. Immutable: each
/// method that changes something returns another object.
public final class OpenOptions {
  private final Endpoint remote;
  private final @Nullable Endpoint local;
  private final @Nullable TcpConfig config;
  private final boolean nonLocal;
  private final @Nullable Device via;

  private OpenOptions(
      Endpoint remote,
      @Nullable Endpoint local,
      @Nullable TcpConfig config,
      boolean nonLocal,
      @Nullable Device via) {
    this.remote = remote;
    this.local = local;
    this.config = config;
    this.nonLocal = nonLocal;
    this.via = via;
  }

  /// Begins with an address and port to connect to, and nothing else said.
  ///
  /// @param remote where to
  public static OpenOptions to(Endpoint remote) {
    return new OpenOptions(remote, null, null, false, null);
  }

  /// Sets where to connect from; the stack's choice unless told (RFC 6724, RFC 6056).
  ///
  /// @param local an address of this host's and a port; an unspecified address and port 0 leave the
  ///     choice to the stack
  public OpenOptions from(Endpoint local) {
    return new OpenOptions(remote, local, config, false, via);
  }

  /// Sets where to connect from, which may be another host's address: what a transparent proxy does
  /// to connect as its client (`IP_TRANSPARENT` of Linux). Answers must find their way here and be
  /// taken: the address lies in a prefix of [IpStack#addLocal].
  ///
  /// @param local the address and port; port 0 leaves the port to the stack
  public OpenOptions fromNonLocal(Endpoint local) {
    return new OpenOptions(remote, local, config, true, via);
  }

  /// Sets how the connection behaves; as the stack's configuration has it unless told.
  ///
  /// @param config how
  public OpenOptions config(TcpConfig config) {
    return new OpenOptions(remote, local, config, nonLocal, via);
  }

  /// Sets by which interface the connection leaves, whatever the routes say, and must come
  /// (`SO_BINDTODEVICE` of Linux). Unless told otherwise it has the address of that interface.
  ///
  /// @param via an interface of the stack
  public OpenOptions by(NetworkInterface via) {
    return new OpenOptions(remote, local, config, nonLocal, via.device);
  }

  @Nullable Device via() {
    return via;
  }

  Endpoint remote() {
    return remote;
  }

  @Nullable Endpoint local() {
    return local;
  }

  boolean nonLocal() {
    return nonLocal;
  }

  TcpConfig configOr(TcpConfig otherwise) {
    return config == null ? otherwise : config;
  }

  @Override
  public String toString() {
    return local == null ? "to " + remote : "from " + local + " to " + remote;
  }
}
