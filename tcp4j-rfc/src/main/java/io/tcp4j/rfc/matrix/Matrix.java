package io.tcp4j.rfc.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Rows, proofs and classes of a checkout, brought together.
public final class Matrix {
  private final Checkout checkout;
  private final List<RfcRows> rfcs;
  private final List<Proof> proofs;
  private final Map<String, List<Path>> classes;
  private final Map<String, List<Proof>> proofsByRow;

  private Matrix(
      Checkout checkout, List<RfcRows> rfcs, List<Proof> proofs, Map<String, List<Path>> classes) {
    this.checkout = checkout;
    this.rfcs = rfcs;
    this.proofs = proofs;
    this.classes = classes;
    proofsByRow =
        proofs.stream()
            .sorted(Comparator.comparing(Proof::module).thenComparing(Proof::test))
            .collect(Collectors.groupingBy(Proof::requirement));
  }

  /// Reads it.
  ///
  /// @param root the root of the checkout
  /// @return what is there, right or wrong
  /// @throws IOException if a file cannot be read
  public static Matrix read(Path root) throws IOException {
    var checkout = new Checkout(root.toAbsolutePath().normalize());
    return new Matrix(
        checkout,
        RfcRows.readAll(checkout.rows()),
        TestSources.proofs(checkout),
        checkout.classes());
  }

  List<RfcRows> rfcs() {
    return rfcs;
  }

  /// The tests that prove a requirement.
  List<Proof> proofs(Requirement row) {
    return proofsByRow.getOrDefault(row.name(), List.of());
  }

  /// The source of a class, relative to the root of the checkout.
  Path source(String className) {
    return classes.getOrDefault(className, List.of(Path.of(className))).getFirst();
  }

  /// What the rows and the tests say that is not so.
  ///
  /// @return a sentence each; empty if all is well
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    Map<String, Requirement> known = new HashMap<>();
    for (RfcRows rfc : rfcs) {
      for (Requirement row : rfc.rows()) {
        if (known.put(row.name(), row) != null) {
          problems.add(row.name() + " is there twice");
        }
        check(row, problems);
      }
      checkCases(rfc, problems);
    }
    for (Proof proof : proofs) {
      if (!known.containsKey(proof.requirement())) {
        problems.add("%s proves %s, which has no row".formatted(proof.test(), proof.requirement()));
      }
    }
    rfcs.stream()
        .filter(rfc -> rfc.number() == NumberedRows.RFC)
        .forEach(rfc -> problems.addAll(NumberedRows.missing(rfc)));
    return problems;
  }

  private void check(Requirement row, List<String> problems) {
    List<Proof> tests = proofs(row);
    for (String name : row.classes()) {
      int sources = classes.getOrDefault(name, List.of()).size();
      if (sources != 1) {
        problems.add(
            sources == 0
                ? "%s names the class %s, which does not exist".formatted(row.name(), name)
                : "%s names %s, which %d classes are called".formatted(row.name(), name, sources));
      }
    }
    if (!row.applies()) {
      if (!row.classes().isEmpty() || !tests.isEmpty()) {
        problems.add(row.name() + " does not apply, and has a class or a test all the same");
      }
      return;
    }
    if (row.classes().isEmpty()) {
      problems.add(row.name() + " has neither a class that obeys it nor a reason not to apply");
    }
    if (tests.isEmpty()) {
      problems.add(row.name() + " has neither a test nor a reason not to apply");
    } else if (tests.stream().noneMatch(Proof::alwaysRuns)) {
      problems.add(row.name() + " has no test that every build runs, without root and for long");
    }
  }

  /// Each case of a requirement needs a test that is about none of the others.
  private void checkCases(RfcRows rfc, List<String> problems) {
    Map<String, List<Requirement>> cases =
        rfc.rows().stream()
            .filter(row -> row.isCase() && row.applies())
            .collect(Collectors.groupingBy(Requirement::idOfAllCases));
    for (List<Requirement> siblings : cases.values()) {
      for (Requirement row : siblings) {
        var others = new TreeSet<String>();
        siblings.stream()
            .filter(sibling -> !sibling.equals(row))
            .flatMap(sibling -> proofs(sibling).stream())
            .forEach(proof -> others.add(proof.test()));
        List<Proof> own = proofs(row);
        if (!own.isEmpty() && own.stream().allMatch(proof -> others.contains(proof.test()))) {
          problems.add(row.name() + " has no test that is not another case's, too");
        }
      }
    }
  }

  /// The pages, as they should be.
  ///
  /// @return their text, by their file
  public Map<Path, String> pages() {
    return Map.of(
        checkout.root().resolve("docs/rfc9293.md"),
        Pages.rfc9293(this),
        checkout.root().resolve("docs/rfcs.md"),
        Pages.otherRfcs(this));
  }

  /// Which tests that prove something have not done so in a build.
  ///
  /// @param build what the build was told to do
  /// @return a sentence each; empty if all have
  /// @throws IOException if a report cannot be read
  public List<String> notRun(Build build) throws IOException {
    List<String> problems = new ArrayList<>();
    Map<String, TestReports> reports = new HashMap<>();
    for (String module : new TreeSet<>(proofs.stream().map(Proof::module).toList())) {
      if (build.has(module)) {
        Path folder = checkout.root().resolve(module).resolve("target/surefire-reports");
        reports.put(module, TestReports.read(folder, build.began()));
      }
    }
    for (Proof proof : proofs) {
      if (reports.containsKey(proof.module()) && build.runs(proof.tags())) {
        TestReports.Outcome outcome =
            Objects.requireNonNull(reports.get(proof.module()))
                .outcome(proof.className(), proof.method());
        if (!build.accepts(outcome, proof.tags())) {
          problems.add(
              "%s, which proves %s, %s".formatted(proof.test(), proof.requirement(), outcome));
        }
      }
    }
    return problems;
  }

  /// Writes the pages.
  ///
  /// @throws IOException if one cannot be written
  void write() throws IOException {
    for (Map.Entry<Path, String> page : pages().entrySet()) {
      Files.writeString(page.getKey(), page.getValue());
    }
  }
}
