package dev.instar.engine.sql;

import java.util.List;
import java.util.Objects;

/**
 * A data type as written, with PostgreSQL's spellings brought to the catalog's: {@code INT}, {@code
 * INTEGER} and {@code int4} are all {@code integer}; {@code VARCHAR(20)} is {@code character
 * varying} with modifier 20; {@code serial}, {@code bigserial} and {@code smallserial} stay as
 * written, because they are no types.
 *
 * @param name the type as {@code format_type} would print it, without modifiers and array brackets
 *     ({@code timestamp with time zone}); a user's type keeps its folded name
 * @param modifiers the numbers in parentheses, as in {@code numeric(10,2)}; empty where none stood
 * @param arrayDimensions how many pairs of brackets followed, 0 or more
 * @param text the type exactly as written
 * @param position where it stands
 */
public record TypeName(
    QualifiedName name,
    List<String> modifiers,
    int arrayDimensions,
    String text,
    Position position) {
  public TypeName {
    Objects.requireNonNull(name, "name");
    modifiers = List.copyOf(modifiers);
    Objects.requireNonNull(text, "text");
  }
}
