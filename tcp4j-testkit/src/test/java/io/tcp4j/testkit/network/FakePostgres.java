package io.tcp4j.testkit.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tcp4j.testkit.time.Task;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;

/// As much of a PostgreSQL server as a driver needs that sends simple queries: anybody may log in,
/// `SELECT n` answers "row 1" to "row n", `SELECT n SLEEP s` does so after some seconds, and
/// anything else is done.
final class FakePostgres {
  static final int PORT = 5432;
  private static final int TEXT = 25;
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "server_version", "17.0",
          "client_encoding", "UTF8",
          "DateStyle", "ISO, MDY",
          "TimeZone", "UTC",
          "standard_conforming_strings", "on",
          "integer_datetimes", "on");

  private final SimulatedNetwork network;
  private final DataInputStream input;
  private final DataOutputStream output;

  private FakePostgres(SimulatedNetwork network, Socket socket) throws IOException {
    this.network = network;
    input = new DataInputStream(socket.getInputStream());
    output = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
  }

  /// Serves one session after the other, each on a thread of its own.
  static Task<Boolean> serve(SimulatedNetwork network, SimulatedHost host) {
    return network.spawn(
        "postgres",
        () -> {
          try (ServerSocket server = host.serverSocketFactory().createServerSocket(PORT)) {
            while (true) {
              Socket socket = server.accept();
              network.spawn("postgres session", () -> session(network, socket));
            }
          } catch (IOException e) {
            // The host has gone.
          }
        });
  }

  private static void session(SimulatedNetwork network, Socket socket) {
    try (socket) {
      var session = new FakePostgres(network, socket);
      session.logIn();
      while (session.input.readByte() == 'Q') {
        session.answer(session.readText());
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private String readText() throws IOException {
    byte[] text = input.readNBytes(input.readInt() - Integer.BYTES);
    return new String(text, UTF_8).trim();
  }

  private void logIn() throws IOException {
    String unused = readText();
    send('R', body -> body.writeInt(0));
    for (var parameter : PARAMETERS.entrySet()) {
      send(
          'S',
          body -> {
            writeText(body, parameter.getKey());
            writeText(body, parameter.getValue());
          });
    }
    send('K', body -> body.writeLong(1));
    ready();
  }

  private void answer(String query) throws IOException {
    String[] words = query.replace("\0", "").split(" ", -1);
    if (words[0].equals("SELECT")) {
      network.sleep(Duration.ofSeconds(words.length > 2 ? Long.parseLong(words[3]) : 0));
      send('T', FakePostgres::describeRow);
      for (int row = 1; row <= Integer.parseInt(words[1]); row++) {
        String text = "row " + row;
        send(
            'D',
            body -> {
              body.writeShort(1);
              body.writeInt(text.length());
              body.write(text.getBytes(UTF_8));
            });
      }
    }
    send('C', body -> writeText(body, words[0] + " 1"));
    ready();
  }

  /// One column of text.
  private static void describeRow(DataOutputStream body) throws IOException {
    body.writeShort(1);
    writeText(body, "answer");
    body.writeInt(0);
    body.writeShort(0);
    body.writeInt(TEXT);
    body.writeShort(-1);
    body.writeInt(-1);
    body.writeShort(0);
  }

  private void ready() throws IOException {
    send('Z', body -> body.writeByte('I'));
    output.flush();
  }

  private interface Body {
    void write(DataOutputStream body) throws IOException;
  }

  private void send(char type, Body body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    body.write(new DataOutputStream(bytes));
    output.writeByte(type);
    output.writeInt(bytes.size() + Integer.BYTES);
    bytes.writeTo(output);
  }

  private static void writeText(DataOutputStream body, String text) throws IOException {
    body.write(text.getBytes(UTF_8));
    body.writeByte(0);
  }
}
