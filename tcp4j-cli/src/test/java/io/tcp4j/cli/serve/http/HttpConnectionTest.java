package io.tcp4j.cli.serve.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConnectionTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final Instant MODIFIED = Instant.parse("2025-12-31T23:59:59.5Z");

  @TempDir Path folder;
  private Path root;
  private HttpConnection.End end;

  @BeforeEach
  void someFiles() throws IOException {
    root = Files.createDirectory(folder.resolve("root"));
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Path file = Files.writeString(root.resolve("ten.txt"), "0123456789");
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
    Files.writeString(root.resolve("a b+ü.html"), "<p>");
    Files.writeString(root.resolve("empty"), "");
    Files.createDirectory(root.resolve("sub"));
    Files.writeString(root.resolve("sub/index.html"), "sub's index");
    Files.createDirectory(root.resolve("bare"));
    Files.createSymbolicLink(root.resolve("inward"), root.resolve("ten.txt"));
    Files.createSymbolicLink(root.resolve("outward"), folder.resolve("secret.txt"));
    Files.createSymbolicLink(root.resolve("up"), folder);
  }

  @Test
  void getAnswersWithTheFile() throws IOException {
    assertThat(exchange("GET /ten.txt HTTP/1.1\r\nHost: a\r\n\r\n"))
        .isEqualTo(
            """
            HTTP/1.1 200 OK\r
            Date: Wed, 04 Mar 2026 05:06:07 GMT\r
            Server: tcp4j\r
            Content-Type: text/plain; charset=utf-8\r
            Content-Length: 10\r
            Last-Modified: Wed, 31 Dec 2025 23:59:59 GMT\r
            Accept-Ranges: bytes\r
            \r
            0123456789""");
    assertThat(end).isEqualTo(HttpConnection.End.CLOSE);
  }

  @Test
  void headAnswersWithTheHeadOfGetAndNothingElse() throws IOException {
    String get = exchange("GET /ten.txt HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(exchange("HEAD /ten.txt HTTP/1.1\r\nHost: a\r\n\r\n"))
        .isEqualTo(get.substring(0, get.length() - 10));
  }

  @Test
  void requestsOnOneConnectionAreAnsweredInTurnUntilTheClientSaysClose() throws IOException {
    String responses =
        exchange(
            """
            GET /ten.txt HTTP/1.1\r
            Host: a\r
            \r
            \r
            GET /empty HTTP/1.1\r
            HOST: a\r
            Connection: foo, Close\r
            \r
            GET /never HTTP/1.1\r
            Host: a\r
            \r
            """);
    assertThat(responses.split("HTTP/1.1 200 OK", -1)).hasSize(3);
    assertThat(responses)
        .containsSubsequence("Content-Length: 10", "0123456789", "Connection: close", "Length: 0")
        .endsWith("\r\n\r\n");
  }

  @Test
  void anOlderClientGetsOneResponseUnlessItAsksToStay() throws IOException {
    String close = "GET /empty HTTP/1.0\r\n\r\n";
    String stay = "GET /empty HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
    assertThat(exchange(close + close).split("200 OK", -1)).hasSize(2);
    assertThat(exchange(stay + close).split("200 OK", -1)).hasSize(3);
    assertThat(exchange(stay)).contains("Connection: keep-alive");
  }

  @Test
  void aFileLargerThanTheBufferArrivesWhole() throws IOException {
    byte[] content = new byte[3 * ResponseWriter.BUFFER + 1];
    new Random(1).nextBytes(content);
    Files.write(root.resolve("large.bin"), content);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    serve("GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n", out);
    byte[] response = out.toByteArray();
    assertThat(new String(response, 0, 300, ISO_8859_1))
        .contains("Content-Type: application/octet-stream", "Content-Length: " + content.length);
    byte[] tail = new byte[content.length];
    System.arraycopy(response, response.length - content.length, tail, 0, content.length);
    assertThat(tail).isEqualTo(content);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0-0",
    "bytes=2-4, 234, 2-4",
    "bytes=7-, 789, 7-9",
    "bytes=7-100, 789, 7-9",
    "bytes=-3, 789, 7-9",
    "bytes=-30, 0123456789, 0-9"
  })
  void rangeAnswersWithThatPart(String range, String part, String contentRange) throws IOException {
    assertThat(exchange("GET /ten.txt HTTP/1.1\r\nHost: a\r\nRange: " + range + "\r\n\r\n"))
        .startsWith("HTTP/1.1 206 Partial Content\r\n")
        .contains("Content-Range: bytes " + contentRange + "/10\r\n")
        .contains("Content-Length: " + part.length() + "\r\n")
        .endsWith("\r\n\r\n" + part);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0"})
  void aRangeBeyondTheFileIsNotSatisfiable(String range) throws IOException {
    assertThat(exchange("GET /ten.txt HTTP/1.1\r\nHost: a\r\nRange: " + range + "\r\n\r\n"))
        .startsWith("HTTP/1.1 416 ")
        .contains("Content-Range: bytes */10\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=4-2", "bytes=-", "bytes=0-1,4-5", "lines=1-2", "bytes=a-b", "bytes 1-2"})
  void aRangeThatNeedNotBeUnderstoodIsOverlooked(String range) throws IOException {
    assertThat(exchange("GET /ten.txt HTTP/1.1\r\nHost: a\r\nRange: " + range + "\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .endsWith("0123456789");
  }

  @Test
  void aRangeUnderAConditionIsAnsweredWithTheWholeFile() throws IOException {
    assertThat(
            exchange(
                "GET /ten.txt HTTP/1.1\r\nHost: a\r\nRange: bytes=1-2\r\nIf-Range: \"x\"\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK\r\n");
  }

  @Test
  void aFileThatTheClientHasIsNotSentAgain() throws IOException {
    String request = "GET /ten.txt HTTP/1.1\r\nHost: a\r\nIf-Modified-Since: ";
    assertThat(exchange(request + "Wed, 31 Dec 2025 23:59:59 GMT\r\n\r\n"))
        .startsWith("HTTP/1.1 304 Not Modified\r\n")
        .doesNotContain("Content-Length")
        .endsWith("\r\n\r\n");
    assertThat(exchange(request + "Wed, 31 Dec 2025 23:59:58 GMT\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ten.txt",
        "/ten.txt?q=/../x",
        "/%74en.txt",
        "/sub/../ten.txt",
        "/./ten.txt",
        "http://somewhere:8080/ten.txt",
        "/inward"
      })
  void manyWaysLeadToOneFile(String target) throws IOException {
    assertThat(get(target)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("0123456789");
  }

  @Test
  void aNameMayHoldSpacesAndLettersOfAnyKind() throws IOException {
    assertThat(get("/a%20b+%c3%BC.html")).contains("text/html").endsWith("<p>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/missing",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/sub/../../secret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/outward",
        "/up/secret.txt",
        "/bare/",
        "/ten.txt/",
        "/ten.txt/x",
        "/",
        "http://somewhere"
      })
  void whatIsNotBelowTheFolderIsNotFound(String target) throws IOException {
    assertThat(get(target)).startsWith("HTTP/1.1 404 Not Found\r\n").doesNotContain("secret\n");
    assertThat(end).isEqualTo(HttpConnection.End.CLOSE);
  }

  @Test
  void aFolderIsServedByItsIndexUnderANameThatEndsInASlash() throws IOException {
    assertThat(get("/sub/")).contains("text/html").endsWith("sub's index");
    assertThat(get("/sub")).startsWith("HTTP/1.1 301 ").contains("Location: /sub/\r\n");
    assertThat(get("/.//sub")).contains("Location: /.//sub/\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "get", "BREW"})
  void onlyGetAndHeadAreAllowedAndTheConnectionLivesOn(String method) throws IOException {
    String responses =
        exchange(
            method
                + " /ten.txt HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
                + "GET /ten.txt HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(responses)
        .startsWith("HTTP/1.1 405 Method Not Allowed\r\n")
        .containsSubsequence("Allow: GET, HEAD\r\n", "HTTP/1.1 200 OK\r\n")
        .endsWith("0123456789");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | 400",
        "GET /ten.txt | 400",
        "GET  /ten.txt HTTP/1.1~Host: a | 400",
        "GET /ten.txt HTTP/1.1 ~Host: a | 400",
        "G(T /ten.txt HTTP/1.1~Host: a | 400",
        "GET ten.txt HTTP/1.1~Host: a | 400",
        "GET * HTTP/1.1~Host: a | 400",
        "GET ftp://a/ten.txt HTTP/1.1~Host: a | 400",
        "GET /%zz HTTP/1.1~Host: a | 400",
        "GET /%4 HTTP/1.1~Host: a | 400",
        "GET /%00 HTTP/1.1~Host: a | 400",
        "GET /%ff HTTP/1.1~Host: a | 400",
        "GET /ten.txt HTTP/1.1 | 400",
        "GET /ten.txt HTTP/1.1~Host: a~Host: b | 400",
        "GET /ten.txt HTTP/1.1~Host: a~X : y | 400",
        "GET /ten.txt HTTP/1.1~Host: a~X: y~ folded | 400",
        "GET /ten.txt HTTP/1.1~Host: a~no colon | 400",
        "GET /ten.txt HTTP/1.1~Host: a~Content-Length: -1 | 400",
        "GET /ten.txt HTTP/1.1~Host: a~Content-Length: 1~Content-Length: 2 | 400",
        "GET /ten.txt HTTP/1.1~Host: a~Content-Length: 99999999999 | 400",
        "GET /ten.txt HTTP/1.1~Host: a~Transfer-Encoding: chunked | 501",
        "GET /ten.txt HTTP/2.0~Host: a | 505",
        "GET /ten.txt HTTQ/1.1~Host: a | 400",
      })
  void aRequestThatCannotBeTrustedIsTheLast(String request, int status) throws IOException {
    String good = "GET /ten.txt HTTP/1.1\r\nHost: a\r\n\r\n";
    assertThat(exchange(request.replace("~", "\r\n") + "\r\n\r\n" + good))
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("Connection: close\r\n")
        .doesNotContain("200 OK");
    assertThat(end).isEqualTo(HttpConnection.End.LINGER);
  }

  @Test
  void aHeadWithoutEndIsCutOff() throws IOException {
    assertThat(exchange("GET /ten.txt HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(20_000)))
        .startsWith("HTTP/1.1 431 ");
    assertThat(exchange("GET /ten.txt HTTP/1.1\r\n" + "X: y\r\n".repeat(20_000)))
        .startsWith("HTTP/1.1 431 ");
    assertThat(exchange("G".repeat(20_000))).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void aRequestThatBreaksOffIsBad() throws IOException {
    assertThat(exchange("GET /ten.txt HT")).startsWith("HTTP/1.1 400 ");
    assertThat(exchange("GET /ten.txt HTTP/1.1\r\nHost: a\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void lineFeedsAloneEndLinesToo() throws IOException {
    assertThat(exchange("GET /ten.txt HTTP/1.1\nHost: a\n\n")).startsWith("HTTP/1.1 200 OK\r\n");
  }

  @Test
  void aFileThatShrinksWhileItIsSentEndsInFailure() throws IOException {
    Path file = root.resolve("large.bin");
    Files.write(file, new byte[3 * ResponseWriter.BUFFER]);
    OutputStream shrinking =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void write(byte[] b, int off, int len) throws IOException {
            Files.write(file, new byte[0]);
          }
        };
    assertThatThrownBy(() -> serve("GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n", shrinking))
        .isInstanceOf(EOFException.class);
  }

  private String get(String target) throws IOException {
    return exchange("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  private String exchange(String requests) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    serve(requests, out);
    return out.toString(ISO_8859_1);
  }

  private void serve(String requests, OutputStream out) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(requests.getBytes(ISO_8859_1));
    end = new HttpConnection(in, out, new StaticFiles(root), InstantSource.fixed(NOW)).run();
  }
}
