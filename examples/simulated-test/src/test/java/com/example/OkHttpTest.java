package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.testkit.junit.SimulatedTest;
import io.tcp4j.testkit.network.Fault;
import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/// OkHttp as it is, over a network that is not as it should be.
class OkHttpTest {
  @SimulatedTest(seeds = 100)
  void aPartitionASlowReaderAndAReset(
      SimulatedNetwork network, SimulatedHost client, SimulatedHost server) throws IOException {
    TinyHttpServer.start(server);
    network.between(client, server).delay(Duration.ofMillis(20), Duration.ofMillis(10));
    var http =
        new OkHttpClient.Builder()
            .socketFactory(client.socketFactory())
            .readTimeout(Duration.ofSeconds(5))
            .retryOnConnectionFailure(false)
            .build();
    var get = new Request.Builder().url("http://" + server.address()).build();
    var post = get.newBuilder().post(RequestBody.create(new byte[100_000])).build();

    assertThat(code(http, get)).isEqualTo(200);
    try (Fault cut = network.partition(client, server)) {
      assertThatThrownBy(() -> code(http, get)).isInstanceOf(SocketTimeoutException.class);
      cut.assertExercised();
    }
    try (Fault slow = server.readSlowly(1000)) {
      assertThatThrownBy(() -> code(http, post)).isInstanceOf(SocketTimeoutException.class);
      slow.assertExercised();
    }
    assertThat(code(http, get)).isEqualTo(200);
    try (Fault reset = network.between(client, server).reset()) {
      assertThatThrownBy(() -> code(http, get))
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
      reset.assertExercised();
    }
    assertThat(code(http, get)).isEqualTo(200);
    assertThat(network.now()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
  }

  private static int code(OkHttpClient http, Request request) throws IOException {
    try (Response response = http.newCall(request).execute()) {
      return response.code();
    }
  }
}
