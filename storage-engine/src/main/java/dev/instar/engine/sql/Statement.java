package dev.instar.engine.sql;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A SQL statement. Those that migrations are made of stand here; every other is a {@link Command},
 * whose kinds are in files of their own.
 */
public sealed interface Statement
    permits Statement.AlterTable,
        Statement.RenameRelation,
        Statement.RenameColumn,
        Statement.RenameConstraint,
        Statement.SetSchema,
        Statement.CreateIndex,
        Statement.DropIndex,
        Statement.TransactionControl,
        Command {

  /** {@code ALTER TABLE [IF EXISTS] [ONLY] table action, …}, one action or more. */
  record AlterTable(
      QualifiedName table, boolean ifExists, boolean only, List<AlterTableAction> actions)
      implements Statement {
    public AlterTable {
      Objects.requireNonNull(table, "table");
      actions = List.copyOf(actions);
      if (actions.isEmpty()) {
        throw new IllegalArgumentException("ALTER TABLE without an action");
      }
    }
  }

  /** {@code ALTER TABLE … RENAME TO …}; {@code kind} says under which keyword it was written. */
  record RenameRelation(RelationKind kind, QualifiedName relation, boolean ifExists, String newName)
      implements Statement {}

  /** {@code ALTER TABLE … RENAME [COLUMN] a TO b}. */
  record RenameColumn(
      QualifiedName table, boolean ifExists, boolean only, String column, String newName)
      implements Statement {}

  /** {@code ALTER TABLE … RENAME CONSTRAINT a TO b}. */
  record RenameConstraint(
      QualifiedName table, boolean ifExists, boolean only, String constraint, String newName)
      implements Statement {}

  /** {@code ALTER TABLE | INDEX … SET SCHEMA s}. */
  record SetSchema(RelationKind kind, QualifiedName relation, boolean ifExists, String newSchema)
      implements Statement {}

  /** {@code CREATE [UNIQUE] INDEX [CONCURRENTLY] [[IF NOT EXISTS] name] ON [ONLY] table …}. */
  record CreateIndex(
      boolean unique,
      boolean concurrently,
      boolean ifNotExists,
      Optional<String> name,
      boolean only,
      QualifiedName table,
      IndexDefinition definition)
      implements Statement {
    public CreateIndex {
      Objects.requireNonNull(table, "table");
      Objects.requireNonNull(definition, "definition");
      Objects.requireNonNull(name, "name");
    }
  }

  /** {@code DROP INDEX [CONCURRENTLY] [IF EXISTS] name, … [CASCADE | RESTRICT]}. */
  record DropIndex(
      List<QualifiedName> indexes, boolean concurrently, boolean ifExists, boolean cascade)
      implements Statement {
    public DropIndex {
      indexes = List.copyOf(indexes);
    }
  }

  /**
   * {@code BEGIN}, {@code START TRANSACTION}, {@code COMMIT}, {@code END}, {@code ROLLBACK}.
   *
   * @param modes what BEGIN says of the transaction
   * @param chain whether AND CHAIN was written: the next transaction begins at once
   */
  record TransactionControl(Kind kind, TransactionModes modes, boolean chain) implements Statement {
    public TransactionControl {
      Objects.requireNonNull(modes, "modes");
    }

    /** Whether nothing was written but what it is. */
    public boolean plain() {
      return modes.equals(TransactionModes.NONE) && !chain;
    }

    /** Which of them. */
    public enum Kind {
      BEGIN,
      COMMIT,
      ROLLBACK
    }
  }

  /** The keyword under which a relation was named. */
  enum RelationKind {
    TABLE,
    INDEX,
    VIEW,
    MATERIALIZED_VIEW,
    SEQUENCE
  }
}
