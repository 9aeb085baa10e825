package io.tcp4j.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.testkit.network.Echo.World;
import io.tcp4j.testkit.time.Task;
import io.tcp4j.testkit.time.TaskKilled;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/// The programs of a host, which end with it.
class ProgramsTest {
  private final List<String> log = new ArrayList<>();

  /// A server as many are: whatever goes wrong with a connection, it takes the next.
  private void serve(SimulatedHost host) throws IOException {
    try (TcpServerSocket listening = host.listen(Echo.PORT)) {
      while (true) {
        try (TcpSocket socket = listening.accept()) {
          host.input(socket).transferTo(socket.outputStream());
        } catch (IOException e) {
          log.add(String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private static void assertEchoes(World world) throws IOException {
    try (TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT))) {
      assertThat(Echo.roundTrip(socket, Echo.ascii("hello"))).asString().isEqualTo("hello");
    }
  }

  @Test
  void aProgramThatAHostRunsIsThereAgainAfterEachReboot() throws IOException {
    try (World world = World.of(1)) {
      world.server().runs("echo", () -> serve(world.server()));
      for (int boot = 0; boot < 3; boot++) {
        assertEchoes(world);
        world.server().reboot();
      }
      assertEchoes(world);
    }
    assertThat(log).isEmpty();
  }

  @Test
  void itEndsInMidConversationAndTheOldConnectionIsUnknown() throws IOException {
    try (World world = World.of(1)) {
      world.server().runs("echo", () -> serve(world.server()));
      TcpSocket old = world.client().connect(world.server().endpoint(Echo.PORT));
      assertThat(Echo.roundTrip(old, Echo.ascii("hello"))).hasSize(5);
      world.server().reboot();

      assertThatThrownBy(() -> Echo.roundTrip(old, Echo.ascii("hello")))
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
      assertEchoes(world);
    }
    assertThat(log).isEmpty();
  }

  @Test
  void inTheJdksBlockingCodeToo() throws IOException {
    try (World world = World.of(1)) {
      SimulatedHost host = world.server();
      host.runs(
          "server",
          () -> {
            try (ServerSocket listening =
                host.serverSocketFactory().createServerSocket(Echo.PORT)) {
              while (true) {
                Socket socket = listening.accept();
                Task<Boolean> unused =
                    host.spawn(
                        "connection",
                        () -> {
                          try (socket) {
                            socket.getInputStream().transferTo(socket.getOutputStream());
                          }
                        });
              }
            }
          });
      TcpSocket open = world.client().connect(host.endpoint(Echo.PORT));
      assertThat(Echo.roundTrip(open, Echo.ascii("hello"))).hasSize(5);
      host.reboot();
      assertEchoes(world);
    }
  }

  @Test
  void whateverItWaitsForItEnds() throws Exception {
    try (World world = World.of(1)) {
      SimulatedHost server = world.server();
      Task<Boolean> other = world.network().spawn("other", () -> world.network().sleep(hours(2)));
      List<Task<Boolean>> tasks =
          List.of(
              server.spawn("sleeper", () -> world.network().sleep(hours(1))),
              server.spawn("waiter", () -> world.network().await(() -> false)),
              server.spawn("asker", () -> other.get()),
              server.spawn("connecting", () -> server.connect(world.client().endpoint(1)).close()));
      world.network().sleep(Duration.ofMillis(1));
      Task<Boolean> fresh = server.spawn("not begun", () -> log.add("begun"));
      server.crash();
      world.network().sleep(Duration.ofMillis(1));

      assertThat(tasks).allMatch(Task::isDone);
      assertThat(log).isEmpty();
      assertThat(other.isDone()).isFalse();
      assertThatThrownBy(fresh::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseInstanceOf(TaskKilled.class)
          .hasRootCauseMessage("not begun was killed: server has crashed");
      assertThatThrownBy(() -> server.spawn("late", () -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("server is down");
    }
  }

  @Test
  void itsLastWordsAreNoFailure() {
    try (World world = World.of(1)) {
      world
          .server()
          .spawn(
              "stubborn",
              () -> {
                try {
                  world.network().sleep(hours(1));
                } catch (TaskKilled killed) {
                  throw new AssertionError("cannot go on", killed);
                }
              });
      world.network().sleep(Duration.ofMillis(1));
      world.server().reboot();
    }
  }

  @Test
  void aProgramOnNoHostSurvives() throws Exception {
    try (World world = World.of(1)) {
      Task<Boolean> monitor =
          world.network().spawn("monitor", () -> world.network().sleep(hours(1)));
      world.server().reboot();
      assertThat(monitor.get()).isTrue();
    }
  }

  @Test
  void aHostMayRebootByPlanAndByItsOwnProgram() throws IOException {
    try (World world = World.of(1)) {
      world.server().runs("echo", () -> serve(world.server()));
      world.server().spawn("operator", () -> operate(world));
      world.network().schedule(Duration.ofSeconds(2), world.server()::reboot);
      world.network().sleep(Duration.ofSeconds(3));
      assertEchoes(world);
    }
    assertThat(log).isEmpty();
  }

  private void operate(World world) {
    world.network().sleep(Duration.ofSeconds(1));
    world.server().reboot();
    world.network().sleep(Duration.ofSeconds(1));
    log.add("survived");
  }

  @Test
  void inRealTimeToo() throws IOException {
    try (World world = World.of(SimulatedNetwork.real(1))) {
      world.server().runs("echo", () -> serve(world.server()));
      world.network().await(() -> !world.server().stack().listeners().isEmpty());
      assertEchoes(world);
      world.server().reboot();
      world.network().await(() -> !world.server().stack().listeners().isEmpty());
      assertEchoes(world);
    }
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }
}
