package dev.instar.migrator.schema;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A constraint of a table.
 *
 * @param name its name, unique in the table
 * @param type what it demands
 * @param definition what ADD CONSTRAINT would write behind the name, as the server prints it
 * @param validated false for one that was added NOT VALID and never validated
 * @param enforced false for NOT ENFORCED (PostgreSQL 18)
 * @param deferrable whether it can be checked at the end of a transaction
 * @param columns the columns it mentions; of a key or foreign key in its order
 * @param referenced the other end of a foreign key
 */
public record Constraint(
    String name,
    Type type,
    String definition,
    boolean validated,
    boolean enforced,
    boolean deferrable,
    List<String> columns,
    Optional<Reference> referenced) {
  public Constraint {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(definition, "definition");
    columns = List.copyOf(columns);
    Objects.requireNonNull(referenced, "referenced");
  }

  public Constraint withName(String other) {
    return new Constraint(
        other, type, definition, validated, enforced, deferrable, columns, referenced);
  }

  public Constraint withValidated() {
    return new Constraint(name, type, definition, true, enforced, deferrable, columns, referenced);
  }

  /** What a constraint demands. */
  public enum Type {
    CHECK,
    NOT_NULL,
    PRIMARY_KEY,
    UNIQUE,
    FOREIGN_KEY,
    EXCLUDE,
    TRIGGER
  }

  /**
   * What a foreign key refers to.
   *
   * @param table the referenced table
   * @param columns its columns, in the order of the constraint's
   */
  public record Reference(TableName table, List<String> columns) {
    public Reference {
      Objects.requireNonNull(table, "table");
      columns = List.copyOf(columns);
    }
  }
}
