package dev.instar.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * One of the numbered example migrations.
 *
 * @param folder such as {@code 01-orders-bigint}
 * @param file such as {@code V7__orders_bigint.sql}
 * @param script the file's content
 */
public record SampleMigration(String folder, String file, String script) {
  /**
   * Reads a sample from the class path.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static SampleMigration of(String folder, String file) {
    String path = folder + "/" + file;
    try (InputStream stream = SampleMigration.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalArgumentException("no sample " + path);
      }
      String script = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return new SampleMigration(folder, file, script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The script without its comments, in one line. */
  public String statement() {
    return script
        .lines()
        .filter(line -> !line.startsWith("--"))
        .collect(Collectors.joining(" "))
        .strip();
  }
}
