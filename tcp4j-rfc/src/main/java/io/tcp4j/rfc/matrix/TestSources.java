package io.tcp4j.rfc.matrix;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Finds the [io.tcp4j.rfc.Rfc] of all tests, in their sources: nothing needs to be compiled, so
/// the pages can be written in seconds.
final class TestSources {
  private final Checkout checkout;

  /// Annotations that stand for a tag, such as one that says that a test needs root.
  private final Map<String, String> tagged = new HashMap<>();

  private final List<Proof> proofs = new ArrayList<>();

  private TestSources(Checkout checkout) {
    this.checkout = checkout;
  }

  /// @throws MistakeException if one of them is no literal
  static List<Proof> proofs(Checkout checkout) throws IOException {
    var sources = new TestSources(checkout);
    List<Path> annotations = new ArrayList<>();
    List<Path> tests = new ArrayList<>();
    for (Path module : checkout.modules()) {
      for (Path file : Checkout.javaFiles(module.resolve("src/test/java"))) {
        String text = Files.readString(file);
        if (text.contains("@interface ") && text.contains("@Tag(")) {
          annotations.add(file);
        }
        if (text.contains("@Rfc(")) {
          tests.add(file);
        }
      }
    }
    // The annotations first, since tests use them.
    sources.parse(annotations);
    sources.parse(tests);
    return sources.proofs;
  }

  private void parse(List<Path> files) throws IOException {
    if (files.isEmpty()) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      for (CompilationUnitTree unit : task.parse()) {
        new Scanner(checkout.root().relativize(Path.of(unit.getSourceFile().toUri()))).scan(unit);
      }
    }
  }

  /// The tags of what encloses a declaration are handed down; what comes back means nothing.
  private final class Scanner extends TreeScanner<Boolean, Set<String>> {
    private final Path source;
    private String enclosing = "";

    Scanner(Path source) {
      this.source = source;
    }

    void scan(CompilationUnitTree unit) {
      if (unit.getPackageName() != null) {
        enclosing = unit.getPackageName() + ".";
      }
      scan(unit, Set.of());
    }

    @Override
    public Boolean visitClass(ClassTree tree, Set<String> outerTags) {
      Set<String> tags = tagsOf(tree.getModifiers(), outerTags);
      if (tree.getKind() == Tree.Kind.ANNOTATION_TYPE) {
        tags.forEach(tag -> tagged.put(tree.getSimpleName().toString(), tag));
      }
      String outer = enclosing;
      enclosing = enclosing + tree.getSimpleName() + "$";
      super.visitClass(tree, tags);
      enclosing = outer;
      return true;
    }

    @Override
    public Boolean visitMethod(MethodTree tree, Set<String> outerTags) {
      for (AnnotationTree annotation : tree.getModifiers().getAnnotations()) {
        if (annotation.getAnnotationType().toString().equals("Rfc")) {
          for (String requirement : literals(annotation)) {
            proofs.add(
                new Proof(
                    requirement,
                    source.getName(0).toString(),
                    source,
                    enclosing.substring(0, enclosing.length() - 1),
                    tree.getName().toString(),
                    tagsOf(tree.getModifiers(), outerTags)));
          }
        }
      }
      return true;
    }

    private Set<String> tagsOf(ModifiersTree modifiers, Set<String> outerTags) {
      Set<String> all = new TreeSet<>(outerTags);
      for (AnnotationTree annotation : modifiers.getAnnotations()) {
        String name = annotation.getAnnotationType().toString();
        if (name.equals("Tag")) {
          all.addAll(literals(annotation));
        } else if (tagged.containsKey(name)) {
          all.add(tagged.get(name));
        }
      }
      return all;
    }

    private Set<String> literals(AnnotationTree annotation) {
      Set<String> values = new TreeSet<>();
      for (ExpressionTree argument : annotation.getArguments()) {
        collect(
            argument instanceof AssignmentTree assignment ? assignment.getExpression() : argument,
            values);
      }
      return values;
    }

    private void collect(ExpressionTree expression, Set<String> values) {
      if (expression instanceof NewArrayTree array) {
        array.getInitializers().forEach(element -> collect(element, values));
      } else if (expression instanceof LiteralTree literal
          && literal.getValue() instanceof String value) {
        values.add(value);
      } else {
        throw new MistakeException(source + ": not a literal: " + expression);
      }
    }
  }
}
