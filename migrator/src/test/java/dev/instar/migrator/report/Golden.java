package dev.instar.migrator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A report of a sample plan, which is what it was. {@code -Dinstar.golden=write} writes the
 * expectations anew, to be read in the difference.
 *
 * @param file the expectation's name
 */
public record Golden(String file, Report report, Plan plan) {
  private static final Path DIRECTORY =
      Path.of("src/test/resources/dev/instar/migrator/report").toAbsolutePath();

  /** One for each sample plan. */
  public static Stream<Golden> all(String ending, Report report) {
    return SamplePlans.all().entrySet().stream()
        .map(sample -> new Golden(sample.getKey() + "." + ending, report, sample.getValue()));
  }

  /** Renders the report, compares it, and returns it. */
  public String check() {
    String actual = report.render(plan);
    try {
      Path expected = DIRECTORY.resolve(file);
      if ("write".equals(System.getProperty("instar.golden"))) {
        Files.createDirectories(DIRECTORY);
        Files.writeString(expected, actual);
      }
      assertThat(actual).isEqualTo(Files.readString(expected));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Whatever a plan holds, it neither steers a terminal nor tells a password.
    assertThat(actual.codePoints().filter(Printable::steers)).isEmpty();
    assertThat(actual).doesNotContain("hunter2");
    return actual;
  }

  @Override
  public String toString() {
    return file;
  }
}
