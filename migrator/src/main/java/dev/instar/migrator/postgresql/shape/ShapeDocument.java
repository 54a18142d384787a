package dev.instar.migrator.postgresql.shape;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;

/** A {@link Shape} as JSON and back, for the state tables. Stateless. */
public final class ShapeDocument {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private ShapeDocument() {}

  public static String write(Shape shape) {
    try {
      return MAPPER.writeValueAsString(shape);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a shape that cannot be written as JSON", e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws MigrationException with INTERNAL if it is something else
   */
  public static Shape read(String document) {
    try {
      return MAPPER.readValue(document, Shape.class);
    } catch (JsonProcessingException e) {
      throw new MigrationException(
          ErrorCode.INTERNAL,
          "the state of the rebuild cannot be read: " + e.getOriginalMessage(),
          "It may come from another release of Instar: finish the migration with that one.",
          e);
    }
  }
}
