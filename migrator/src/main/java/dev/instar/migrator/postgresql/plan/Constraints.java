package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.TableName;
import java.util.Optional;

/** What the rules for constraints share: their names in the model. */
final class Constraints {
  private Constraints() {}

  /** Throws if the table has a constraint of that name. */
  static void free(StatementDraft draft, TableName table, String name) {
    if (draft.table(table).constraint(name).isPresent()) {
      throw draft.exists("constraint " + name + " of table " + table);
    }
  }

  /** The constraint as written, with the name it will have. */
  static String named(String name, Optional<String> written, String text) {
    return written.isPresent() ? text : "CONSTRAINT " + Identifiers.quote(name) + " " + text;
  }

  /** As {@link #remember}, of a constraint that its partitions have as well. */
  static void rememberAll(StatementDraft draft, TableName table, Constraint constraint) {
    draft.family(table).forEach(t -> remember(draft, t, constraint));
  }

  static void remember(StatementDraft draft, TableName table, Constraint constraint) {
    draft.change(table, t -> t.add(constraint));
    draft.schema(
        draft.schema().withConstraintName(new TableName(table.schema(), constraint.name())));
  }
}
