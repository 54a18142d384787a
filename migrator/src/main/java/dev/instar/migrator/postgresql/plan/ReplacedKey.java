package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.Table;
import java.util.Optional;

/** A primary key that one ALTER TABLE drops and adds anew, in one transaction. */
final class ReplacedKey {
  private ReplacedKey() {}

  /** Refuses if a foreign key needs the old one. */
  static void refuseUsed(StatementDraft draft, Table table, Constraint key) {
    Optional<String> index =
        table.indexes().stream()
            .filter(i -> i.constraint().equals(Optional.of(key.name())))
            .map(Index::name)
            .findFirst();
    table.incoming().stream()
        .filter(k -> index.equals(Optional.of(k.index())))
        .findFirst()
        .ifPresent(
            k -> {
              draft
                  .asWritten()
                  .fails("foreign key " + k.name() + " of " + k.child() + " depends on it");
              draft.refuse(
                  ErrorCode.DEPENDENT_OBJECT,
                  "foreign key " + k.name() + " of " + k.child() + " depends on " + key.name(),
                  "Drop the foreign key in a statement before, and add it again after this one.");
            });
  }
}
