package dev.instar.migrator.schema;

import java.util.List;
import java.util.Objects;

/**
 * A user's trigger.
 *
 * @param name its name
 * @param columns the columns that its definition names, in UPDATE OF or WHEN; empty for every
 *     column
 * @param mode when it fires
 * @param definition the statement that makes it, as the server prints it; empty for one that is not
 *     there yet
 */
public record Trigger(String name, List<String> columns, Mode mode, String definition) {
  public Trigger {
    Objects.requireNonNull(name, "name");
    columns = List.copyOf(columns);
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(definition, "definition");
  }

  /** As ALTER TABLE … TRIGGER writes it. */
  public enum Mode {
    ENABLE,
    DISABLE,
    ENABLE_REPLICA,
    ENABLE_ALWAYS;

    /** The words of it. */
    public String sql() {
      return name().replace('_', ' ');
    }
  }
}
