package dev.instar.migrator.schema;

import java.util.List;
import java.util.Objects;

/**
 * A user's trigger.
 *
 * @param name its name
 * @param columns the columns that its definition names, in UPDATE OF or WHEN; empty for every
 *     column
 */
public record Trigger(String name, List<String> columns) {
  public Trigger {
    Objects.requireNonNull(name, "name");
    columns = List.copyOf(columns);
  }
}
