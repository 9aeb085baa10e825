package io.tcp4j.stack;

/// Is told of each connection that somebody asks for, before anything is answered.
@FunctionalInterface
public interface ConnectionRequestHandler {
  /// Takes a request, to decide about it now or later, on any thread. Runs on the link's thread and
  /// must not block: what takes its time goes on elsewhere.
  ///
  /// If it throws, the request is refused, and the exception goes to the thread's
  /// uncaught-exception handler.
  ///
  /// @param request who asks for what
  void onRequest(ConnectionRequest request);
}
