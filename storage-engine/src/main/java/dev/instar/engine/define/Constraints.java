package dev.instar.engine.define;

import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.ColumnConstraint;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.engine.statement.StatementContext;
import java.util.List;
import java.util.Optional;

/**
 * Makes constraints of a table: CREATE TABLE and ALTER TABLE come here. They are in the catalog
 * afterwards. Rows that are there already are not looked at: that, and filling the index of a key,
 * is the caller's, who knows whether there are rows. Locks on the table itself are the caller's
 * too.
 */
public final class Constraints {
  private Constraints() {}

  /**
   * Makes any constraint but one that takes an existing index.
   *
   * @param table as it stands in the catalog now
   * @throws SqlException as PostgreSQL: 42710, 42P07, 42703, 42P16, 42830, 42804 …
   */
  public static Constraint make(StatementContext context, Table table, TableConstraint written) {
    return switch (written) {
      case TableConstraint.Check check -> CheckConstraints.make(context, table, check);
      case TableConstraint.Unique unique -> KeyConstraints.make(context, table, unique);
      case TableConstraint.ForeignKey key -> ForeignKeys.make(context, table, key);
      case TableConstraint.NotNull notNull ->
          throw SqlException.unsupported("a NOT NULL constraint of a table");
      case TableConstraint.UniqueUsingIndex unique ->
          throw SqlException.unsupported("USING INDEX in CREATE TABLE");
      case TableConstraint.Exclude exclude -> throw SqlException.unsupported("EXCLUDE");
    };
  }

  /** CHECK alone. */
  public static Constraint.Check check(
      StatementContext context, Table table, TableConstraint.Check written) {
    return CheckConstraints.make(context, table, written);
  }

  /** PRIMARY KEY or UNIQUE alone; the index is empty. */
  public static Constraint.Unique key(
      StatementContext context, Table table, TableConstraint.Unique written) {
    return KeyConstraints.make(context, table, written);
  }

  /** FOREIGN KEY alone; the referenced table is locked with SHARE ROW EXCLUSIVE. */
  public static Constraint.ForeignKey foreignKey(
      StatementContext context, Table table, TableConstraint.ForeignKey written) {
    return ForeignKeys.make(context, table, written);
  }

  /**
   * Looks whether a foreign key's columns can still be compared, after one has got another type.
   *
   * @throws SqlException 42804
   */
  public static void requireComparable(StatementContext context, Constraint.ForeignKey key) {
    ForeignKeys.requireComparable(context, key);
  }

  /** What a constraint behind a column is as one of the table; empty if it is none of these. */
  public static Optional<TableConstraint> ofColumn(String column, ColumnConstraint constraint) {
    return switch (constraint) {
      case ColumnConstraint.Check check ->
          Optional.of(
              new TableConstraint.Check(
                  check.name(),
                  check.expression(),
                  check.noInherit(),
                  false,
                  check.enforced(),
                  check.text()));
      case ColumnConstraint.Unique unique ->
          Optional.of(
              new TableConstraint.Unique(
                  unique.name(),
                  unique.primaryKey(),
                  List.of(column),
                  List.of(),
                  unique.nullsNotDistinct(),
                  java.util.Map.of(),
                  Optional.empty(),
                  unique.timing(),
                  unique.text()));
      case ColumnConstraint.References references ->
          Optional.of(
              new TableConstraint.ForeignKey(
                  references.name(),
                  List.of(column),
                  references.target(),
                  references.timing(),
                  false,
                  true,
                  references.text()));
      case ColumnConstraint.NotNull other -> Optional.empty();
      case ColumnConstraint.Nullable other -> Optional.empty();
      case ColumnConstraint.Default other -> Optional.empty();
      case ColumnConstraint.Identity other -> Optional.empty();
      case ColumnConstraint.Generated other -> Optional.empty();
    };
  }

  /**
   * @throws SqlException 42710 if a constraint of the table has the name
   */
  public static void requireFree(StatementContext context, Table table, String name) {
    boolean taken =
        context.catalog().constraints(table.oid()).stream()
            .anyMatch(other -> other.name().equals(name));
    if (taken) {
      throw new SqlException(
          SqlState.DUPLICATE_OBJECT,
          "constraint \"%s\" for relation \"%s\" already exists".formatted(name, table.name()));
    }
  }
}
