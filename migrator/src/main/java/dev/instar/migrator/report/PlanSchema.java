package dev.instar.migrator.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema (draft 2020-12) of what {@link JsonReport} prints. */
public final class PlanSchema {
  private PlanSchema() {}

  /** The schema, as JSON that ends in a line feed. */
  public static String text() {
    try (InputStream stream = PlanSchema.class.getResourceAsStream("plan.schema.json")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
