package io.tcp4j.cli.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;

/// One end of a flow, of which nothing is waited for.
interface End {
  /// Reads what is there.
  ///
  /// @param into with room, and an array
  /// @return bytes read, 0 if there are none now, −1 after the last
  /// @throws IOException if the connection failed
  int read(ByteBuffer into) throws IOException;

  /// Writes what there is room for.
  ///
  /// @param from bytes, with an array; its position moves past those that were taken
  /// @throws IOException if the connection failed
  void write(ByteBuffer from) throws IOException;

  /// Says that nothing more will be written.
  ///
  /// @throws IOException if the connection failed
  void endOutput() throws IOException;

  /// Has the flow told when there is something to read, after [#read] said there is not; or not
  /// told, while what was read before waits to be written.
  void wantRead(boolean wanted);

  /// Has the flow told when there is room, after [#write] found too little.
  void wantWrite();
}
