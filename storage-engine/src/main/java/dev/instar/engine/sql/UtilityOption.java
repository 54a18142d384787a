package dev.instar.engine.sql;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code name [value]} in an option list of EXPLAIN, COPY, VACUUM and other commands.
 *
 * @param name in lower case
 * @param values what it says, strings without their quotes: none for a name alone, several for a
 *     list in parentheses
 */
public record UtilityOption(String name, List<String> values, Position position) {
  public UtilityOption {
    Objects.requireNonNull(name, "name");
    values = List.copyOf(values);
  }

  /** The one value, where there is one. */
  public Optional<String> value() {
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }
}
