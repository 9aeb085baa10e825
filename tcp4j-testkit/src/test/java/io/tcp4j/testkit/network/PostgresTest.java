package io.tcp4j.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.nio.NamedSocketFactory;
import io.tcp4j.testkit.network.Echo.World;
import io.tcp4j.testkit.time.Task;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// PostgreSQL's JDBC driver, unmodified, and what goes wrong between it and its server.
@Timeout(60)
class PostgresTest {
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

  private final World world = World.of(1);
  private final SimulatedNetwork network = world.network();

  @AfterEach
  void close() {
    network.close();
  }

  private static Connection connect(World world) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", "test");
    properties.setProperty("sslmode", "disable");
    properties.setProperty("gssEncMode", "disable");
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("loginTimeout", "0");
    properties.setProperty("socketTimeout", "" + SOCKET_TIMEOUT.toSeconds());
    try (var name = NamedSocketFactory.name(world.client().socketFactory())) {
      properties.setProperty("socketFactory", NamedSocketFactory.class.getName());
      properties.setProperty("socketFactoryArg", name.toString());
      return DriverManager.getConnection(
          "jdbc:postgresql://" + world.server().address() + "/shop", properties);
    }
  }

  private static List<String> select(Connection connection, String what) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT " + what)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  @Test
  void queriesAreAnsweredInVirtualTime() throws SQLException {
    FakePostgres.serve(network, world.server());
    try (Connection connection = connect(world)) {
      assertThat(select(connection, "2")).containsExactly("row 1", "row 2");
      Duration start = network.now();
      assertThat(select(connection, "1 SLEEP 20")).containsExactly("row 1");
      assertThat(network.now().minus(start)).isBetween(Duration.ofSeconds(20), SOCKET_TIMEOUT);
      assertThat(select(connection, "10000")).hasSize(10_000);
    }
  }

  @Test
  void aShortPartitionInAQueryIsOnlyADelay() throws SQLException {
    FakePostgres.serve(network, world.server());
    try (Connection connection = connect(world);
        Fault cut = network.partition(world.client(), world.server())) {
      network.schedule(Duration.ofSeconds(5), cut::close);

      assertThat(select(connection, "1")).containsExactly("row 1");
      cut.assertExercised();
    }
  }

  @Test
  void aLongPartitionInAQueryEndsTheConnectionWhenTheSocketTimeoutIsOver() throws SQLException {
    FakePostgres.serve(network, world.server());
    try (Connection connection = connect(world)) {
      Duration start = network.now();
      try (Fault cut = network.partition(world.client(), world.server())) {
        assertThatThrownBy(() -> select(connection, "1"))
            .isInstanceOf(SQLException.class)
            .hasRootCauseInstanceOf(SocketTimeoutException.class);
        cut.assertExercised();
      }
      assertThat(network.now().minus(start)).isEqualTo(SOCKET_TIMEOUT);
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void aResetOfAnIdleConnectionIsToldWhenTheNextQueryIsSent() throws SQLException {
    FakePostgres.serve(network, world.server());
    try (Connection connection = connect(world);
        Fault reset = network.between(world.client(), world.server()).reset()) {
      Duration start = network.now();

      assertThatThrownBy(() -> select(connection, "1"))
          .isInstanceOf(SQLException.class)
          .hasRootCauseInstanceOf(SocketException.class)
          .hasRootCauseMessage("Connection reset");
      assertThat(network.now().minus(start)).isLessThan(Duration.ofSeconds(1));
      reset.assertExercised();
    }
  }

  @Test
  void threadsThatShareAConnectionOfTheDriverTakeTurnsInScaledTime() throws Exception {
    try (World scaled = World.of(SimulatedNetwork.scaled(1, 100))) {
      FakePostgres.serve(scaled.network(), scaled.server());
      try (Connection connection = connect(scaled)) {
        List<Task<List<String>>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          tasks.add(scaled.network().spawn("user", () -> select(connection, "3 SLEEP 1")));
        }
        for (Task<List<String>> task : tasks) {
          assertThat(task.get()).hasSize(3);
        }
      }
    }
  }
}
