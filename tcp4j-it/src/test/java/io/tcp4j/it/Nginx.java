package io.tcp4j.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// nginx as a web server of the kernel's, on port 80 of a namespace.
final class Nginx {
  private Nginx() {}

  /// Starts it, and waits until it listens. It ends with the namespace.
  ///
  /// @param files the folder that it serves; its configuration is put into it, too
  static void start(Namespace namespace, Path files) throws Exception {
    Path configuration = configuration(files);
    namespace.start(
        List.of("nginx", "-p", files.toString(), "-e", "stderr", "-c", "" + configuration));
    new KernelView(namespace).awaitListening(80);
  }

  private static Path configuration(Path files) throws IOException {
    return Files.writeString(
        files.resolve("nginx.conf"),
        """
        user root;
        daemon off;
        master_process off;
        pid %1$s/nginx.pid;
        error_log stderr;
        events { }
        http {
          access_log off;
          server {
            listen 80;
            listen [::]:80;
            root %1$s;
          }
        }
        """
            .formatted(files));
  }
}
