package io.tcp4j.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ServiceTest {
  private final Service.Converter converter = new Service.Converter();

  @ParameterizedTest
  @CsvSource({
    "echo:7, ECHO, 7",
    "discard:9, DISCARD, 9",
    "daytime:13, DAYTIME, 13",
    "chargen:19, CHARGEN, 19",
    "echo:1, ECHO, 1",
    "echo:65535, ECHO, 65535"
  })
  void aNameAndAPortMakeAService(String text, Service.Kind kind, int port) {
    assertThat(converter.convert(text)).isEqualTo(new Service(kind, port, null));
    assertThat(converter.convert(text)).hasToString(text);
  }

  @Test
  void httpHasAFolderToo(@TempDir Path folder) {
    Service service = converter.convert("http:80=" + folder);
    assertThat(service).isEqualTo(new Service(Service.Kind.HTTP, 80, folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo:0", "echo:65536", "echo:-1", "echo:", "echo:x", "echo:7x"})
  void portsAreFrom1To65535(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("is not in 1..65535");
  }

  @ParameterizedTest
  @CsvSource({
    "telnet:23, unknown service \"telnet\"",
    "'', unknown service",
    "ECHO:7, unknown service",
    "echo, lacks its port: echo:PORT",
    "http:80, lacks its folder",
    "http:80=, lacks its folder",
    "http:80=/no/such/folder, there is no folder /no/such/folder",
    "echo:7=/tmp, only http has a folder"
  })
  void whatElseIsWrongIsSaid(String text, String said) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining(said);
  }
}
