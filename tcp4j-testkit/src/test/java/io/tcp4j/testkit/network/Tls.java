package io.tcp4j.testkit.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// A server called `server.test`, and clients that trust in it.
///
/// @param sockets for both
/// @param trust the clients'
record Tls(SSLSocketFactory sockets, X509TrustManager trust) {
  private static final String NAME = "server.test";
  private static final char[] PASSWORD = "simulated".toCharArray();

  /// The key was made by `keytool -genkeypair -keyalg Ed25519 -validity 36500 -dname CN=server.test
  /// -ext san=dns:server.test`. Signatures of this kind take no chance; all other chance is seeded.
  static Tls load(long seed) {
    try (InputStream file = Tls.class.getResourceAsStream(NAME + ".p12")) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(Objects.requireNonNull(file), PASSWORD);
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), random);
      return new Tls(context.getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SSLSocket client(Socket tcp) throws IOException {
    return (SSLSocket) sockets.createSocket(tcp, NAME, tcp.getPort(), true);
  }

  SSLSocket server(Socket tcp) throws IOException {
    return (SSLSocket) sockets.createSocket(tcp, null, true);
  }
}
