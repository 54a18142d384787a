package dev.instar.samples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every Java file is as google-java-format writes it. {@code -Dinstar.format=write} makes it so. A
 * test and not a Maven plugin, because a plugin runs in Maven's own JVM, which may be 17 and cannot
 * read Java 21.
 */
class FormattingTest {
  private static final boolean WRITE = "write".equals(System.getProperty("instar.format"));

  @Test
  void everyFileIsFormatted() {
    List<String> different =
        House.sources().parallelStream()
            .filter(file -> !isFormatted(file))
            .map(file -> House.root().relativize(file).toString())
            .toList();
    assertThat(different)
        .as(
            "run: mvn -pl samples -am test -Dtest=FormattingTest -Dinstar.format=write"
                + " -Dsurefire.failIfNoSpecifiedTests=false")
        .isEmpty();
  }

  private static boolean isFormatted(Path file) {
    try {
      String source = Files.readString(file);
      String formatted = format(source);
      if (WRITE && !formatted.equals(source)) {
        Files.writeString(file, formatted);
      }
      return WRITE || formatted.equals(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FormatterException e) {
      throw new AssertionError(file + ": " + e.getMessage(), e);
    }
  }

  private static String format(String source) throws FormatterException {
    String used = RemoveUnusedImports.removeUnusedImports(source);
    String ordered = ImportOrderer.reorderImports(used, JavaFormatterOptions.Style.GOOGLE);
    return new Formatter().formatSource(ordered);
  }
}
