package io.tcp4j.rfc.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// What became of the tests of one module, as Surefire tells it.
final class TestReports {

  /// The worse of two comes later.
  enum Outcome {
    PASSED("passed"),
    SKIPPED("was skipped"),
    FAILED("failed"),
    NOT_RUN("did not run");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private final Map<String, Outcome> outcomes = new HashMap<>();

  private TestReports() {}

  /// @param folder where the reports are; nothing ran where it is not there
  /// @param began reports from before are passed over
  static TestReports read(Path folder, Instant began) throws IOException {
    var reports = new TestReports();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        List<Path> found =
            files.filter(f -> f.getFileName().toString().matches("TEST-.*\\.xml")).toList();
        for (Path file : found) {
          if (!Files.getLastModifiedTime(file).toInstant().isBefore(began)) {
            reports.add(file);
          }
        }
      }
    }
    return reports;
  }

  Outcome outcome(String className, String method) {
    return outcomes.getOrDefault(className + "#" + method, Outcome.NOT_RUN);
  }

  private void add(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      String test = "";
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          switch (xml.getLocalName()) {
            case "testcase" -> {
              test = name(xml);
              add(test, Outcome.PASSED);
            }
            case "skipped" -> add(test, Outcome.SKIPPED);
            case "failure", "error" -> add(test, Outcome.FAILED);
            default -> {}
          }
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /// One for all runs of a parameterized test, which differ in what stands after the method: its
  /// types, and the number of the run.
  private static String name(XMLStreamReader xml) {
    String method = xml.getAttributeValue(null, "name").replaceFirst("[({\\[].*", "");
    return xml.getAttributeValue(null, "classname") + "#" + method;
  }

  private void add(String test, Outcome outcome) {
    outcomes.merge(test, outcome, (a, b) -> a.compareTo(b) < 0 ? b : a);
  }
}
