package dev.instar.samples.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The code of all modules, as sources and as classes. */
final class House {
  static final List<String> MODULES =
      List.of("storage-engine", "changelog-reader", "migrator", "cli", "samples");

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private House() {}

  static Path root() {
    return ROOT;
  }

  /** The compiled classes, without the tests'. */
  static JavaClasses classes() {
    return Classes.IMPORTED;
  }

  /** Every Java file, the tests' too. */
  static List<Path> sources() {
    return MODULES.stream().flatMap(module -> javaFiles(module + "/src")).toList();
  }

  /** The packages of the code, without the tests', by name. */
  static NavigableSet<String> packages() {
    NavigableSet<String> packages = new TreeSet<>();
    for (String module : MODULES) {
      Path sources = ROOT.resolve(module + "/src/main/java");
      javaFiles(module + "/src/main/java")
          .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
          .forEach(packages::add);
    }
    return packages;
  }

  private static Stream<Path> javaFiles(String directory) {
    Path start = ROOT.resolve(directory);
    if (!Files.isDirectory(start)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Read once, when first asked for. */
  private static final class Classes {
    static final JavaClasses IMPORTED =
        new ClassFileImporter()
            .importPaths(
                MODULES.stream()
                    .map(module -> ROOT.resolve(module + "/target/classes"))
                    .filter(Files::isDirectory)
                    .toList());
  }
}
