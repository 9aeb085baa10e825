package io.tcp4j.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/// A factory for programs that are not given one, but the name of its class and a string for its
/// constructor, as JDBC drivers are. The string says which factory is meant:
/// ```java
/// try (var name = NamedSocketFactory.name(JdkSockets.factory(stack))) {
///   properties.setProperty("socketFactory", NamedSocketFactory.class.getName()); // PostgreSQL
///   properties.setProperty("socketFactoryArg", name.toString());
///   connection = DriverManager.getConnection("jdbc:postgresql://10.0.1.2/shop", properties);
/// }
/// ```
/// Microsoft's driver calls the two `socketFactoryClass` and `socketFactoryConstructorArg`.
/// Thread-safe.
public final class NamedSocketFactory extends SocketFactory {
  private static final Map<String, SocketFactory> NAMED = new ConcurrentHashMap<>();
  private static final AtomicLong NAMES = new AtomicLong();

  private final SocketFactory named;

  /// Finds the factory that has this name.
  ///
  /// @param name of a [Name] that is not closed
  /// @throws IllegalArgumentException if there is none
  public NamedSocketFactory(String name) {
    SocketFactory found = NAMED.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no socket factory is called " + name);
    }
    named = found;
  }

  /// Gives a factory a name that no other has in this JVM.
  ///
  /// @param factory whom
  public static Name name(SocketFactory factory) {
    String name = "tcp4j-" + NAMES.incrementAndGet();
    NAMED.put(name, factory);
    return new Name(name);
  }

  /// The name that a factory has until this is closed; whoever has found it by then keeps it.
  public static final class Name implements AutoCloseable {
    private final String name;

    private Name(String name) {
      this.name = name;
    }

    @Override
    public void close() {
      NAMED.remove(name);
    }

    /// Returns the name.
    @Override
    public String toString() {
      return name;
    }
  }

  @Override
  public Socket createSocket() throws IOException {
    return named.createSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return named.createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress address, int port) throws IOException {
    return named.createSocket(address, port);
  }

  @Override
  public Socket createSocket(
      String host, int port, @Nullable InetAddress localAddress, int localPort) throws IOException {
    return named.createSocket(host, port, localAddress, localPort);
  }

  @Override
  public Socket createSocket(
      InetAddress address, int port, @Nullable InetAddress localAddress, int localPort)
      throws IOException {
    return named.createSocket(address, port, localAddress, localPort);
  }
}
