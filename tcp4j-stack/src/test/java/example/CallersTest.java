package example;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.VirtualTime;
import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.TcpHandler;
import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.stack.log.EventLog;
import io.tcp4j.stack.log.Happening;
import io.tcp4j.stack.log.LogEntry;
import io.tcp4j.wire.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which line of the user's own code caused this RST? The user is in a package of its own here.
class CallersTest {
  private static final Endpoint HERE = Endpoint.parse("127.0.0.1:7");

  private final VirtualTime time = new VirtualTime();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aResetNamesTheLineThatCausedIt(boolean callers) throws IOException {
    EventLog log = EventLog.builder(time).callers(callers).build();
    try (IpStack stack = IpStack.builder().scheduler(time).observer(log).build();
        TcpServerSocket listening = stack.listen(HERE)) {
      TcpSocket client = stack.open(HERE);
      time.runFor(Duration.ofMillis(1));
      TcpSocket server = listening.tryAccept();
      client.tryWrite(new byte[1], 0, 1);
      time.runFor(Duration.ofMillis(1));
      closeThroughAStream(server);
    }

    LogEntry reset =
        log.entries().stream()
            .filter(entry -> entry.what() instanceof Happening.ResetSent)
            .findFirst()
            .orElseThrow();
    if (!callers) {
      assertThat(reset.caller()).isNull();
      return;
    }
    assertThat(reset.caller().getMethodName()).isEqualTo("closeThroughAStream");
    assertThat(reset.toString())
        .matches(".*, by CLOSE at .*example\\.CallersTest\\.closeThroughAStream\\(.*:\\d+\\)");
  }

  /// Between this line and the engine are frames of the JDK's and the stack's.
  private static void closeThroughAStream(TcpSocket socket) throws IOException {
    new java.io.BufferedInputStream(socket.inputStream()).close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatASegmentCausesNamesNobody(boolean inHandler) throws IOException {
    EventLog log = EventLog.builder(time).callers(true).build();
    try (IpStack stack = IpStack.builder().scheduler(time).observer(log).build();
        TcpServerSocket listening = stack.listen(HERE)) {
      TcpSocket client =
          stack.open(
              HERE,
              new TcpHandler() {
                @Override
                public void onConnected(TcpSocket socket) {
                  if (inHandler) {
                    socket.abort();
                  }
                }
              });
      time.runFor(Duration.ofMillis(1));
      assertThat(client.local()).isNotEqualTo(listening.local());
    }
    List<String> methods =
        log.entries().stream()
            .filter(entry -> entry.what() instanceof Happening.ResetSent)
            .map(entry -> entry.caller() == null ? "" : entry.caller().getMethodName())
            .toList();
    assertThat(methods.contains("onConnected")).isEqualTo(inHandler);
    assertThat(log.entries())
        .filteredOn(entry -> entry.toString().endsWith("by a segment"))
        .isNotEmpty()
        .allMatch(entry -> entry.caller() == null);
  }
}
