package io.tcp4j.testkit.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a campaign expects of an end of a conversation: here the other end is a plain socket.
class TalkerTest {
  private static final Pattern CLIENTS = new Pattern(1);
  private static final Pattern SERVERS = new Pattern(5);

  private final SimulatedNetwork network = SimulatedNetwork.virtual(1);
  private final SimulatedHost client = network.host("client");
  private final SimulatedHost server = network.host("server");

  @BeforeEach
  void layACable() {
    network.cable(client, server);
  }

  @AfterEach
  void close() {
    network.close();
  }

  /// A talker that sends 10 bytes and is sent some of the 20 that it expects.
  private Talker talkTo(int bytes, boolean reset) throws IOException {
    var talker = new Talker(10, 20, CLIENTS, SERVERS);
    try (var listener = server.listen(7)) {
      TcpSocket socket = client.stack().open(server.endpoint(7));
      socket.setHandler(talker.over(socket));
      TcpSocket accepted = listener.accept();
      accepted.write(SERVERS.bytes(), SERVERS.offset(0), bytes);
      assertThat(accepted.read(new byte[100], 0, 100)).isEqualTo(10);
      network.sleep(Duration.ofSeconds(1));
      if (reset) {
        accepted.abort();
      } else {
        accepted.close();
      }
      network.await(talker::over);
    }
    return talker;
  }

  @Test
  void hasNothingToSayWhereAllHasArrived() throws IOException {
    Talker talker = talkTo(20, false);

    assertThat(talker.judge(false)).isNull();
  }

  @Test
  void saysThatTheTailIsMissing() throws IOException {
    Talker talker = talkTo(19, false);

    assertThat(talker.judge(false))
        .isEqualTo(
            "nothing was done that may cost data: sent 10/10, received 19/20, closed by FIN");
    assertThat(talker.judge(true)).isNull();
  }

  @Test
  void saysThatAConnectionWasResetThatHadAll() throws IOException {
    Talker talker = talkTo(20, true);

    assertThat(talker.judge(false)).endsWith("sent 10/10, received 20/20, " + Ending.RESET);
    assertThat(talker.judge(true)).isNull();
  }

  @Test
  void saysThatMoreHasArrivedThanWasSent() throws IOException {
    Talker talker = talkTo(21, false);

    assertThat(talker.judge(true)).isEqualTo("21 bytes received of 20");
  }
}
