package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.ColumnConstraint;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Column.OwnedSequence;
import dev.instar.migrator.schema.ColumnType;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ADD COLUMN with serial or IDENTITY. New rows are numbered from a sequence at once, old ones in
 * batches. An identity column takes its numbers from a passing sequence first, because a column
 * must be NOT NULL before it can become one; then its own sequence goes on from there.
 */
final class NumberedColumn {
  private static final Pattern SEQUENCE_NAME =
      Pattern.compile(
          "\\bSEQUENCE\\s+NAME\\s+((?:\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)"
              + "(?:\\s*\\.\\s*(?:\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*))?)",
          Pattern.CASE_INSENSITIVE);

  private NumberedColumn() {}

  static void add(StatementDraft draft, Table table, NewColumn column) {
    if (column.serial().isPresent()) {
      serial(draft, table, column, column.serial().get());
    } else {
      identity(draft, table, column, column.identity().orElseThrow());
    }
  }

  private static void serial(
      StatementDraft draft, Table table, NewColumn column, String sequenceType) {
    TableName name = table.name();
    TableName sequence =
        new TableName(name.schema(), ObjectNames.sequence(draft.schema(), name, column.name()));
    String quoted = Identifiers.quote(column.name());
    draft.step(
        StepDraft.execute(
                Phase.EXPAND,
                "Add column " + column.name() + " and its sequence",
                "New rows are numbered from here on; the column without values is catalog only.",
                "CREATE SEQUENCE " + sequence.quoted() + " AS " + sequenceType,
                "ALTER SEQUENCE "
                    + sequence.quoted()
                    + " OWNER TO "
                    + Identifiers.quote(table.owner()),
                NotNullRule.alter(name) + "ADD COLUMN " + column.plain(),
                "ALTER SEQUENCE " + sequence.quoted() + " OWNED BY " + name.quoted() + "." + quoted,
                NotNullRule.alter(name)
                    + "ALTER COLUMN "
                    + quoted
                    + " SET DEFAULT "
                    + next(sequence))
            .lock(name, LockMode.ACCESS_EXCLUSIVE)
            .undo(NotNullRule.alter(name) + "DROP COLUMN " + quoted));
    remember(draft, name, column, sequence, sequenceType, Column.Identity.NONE);
    Backfills.add(draft, name, Map.of(column.name(), next(sequence)), quoted + " IS NULL");
    NotNullRule.prove(
        draft, name, column.name(), column.notNull().flatMap(ColumnConstraint.NotNull::name));
  }

  private static void identity(
      StatementDraft draft, Table table, NewColumn column, ColumnConstraint.Identity identity) {
    TableName name = table.name();
    String quoted = Identifiers.quote(column.name());
    String options = identity.options().map(NumberedColumn::stripped).orElse("").strip();
    TableName passing =
        new TableName(
            name.schema(), ObjectNames.passing(draft.schema(), name, column.name(), "instar_seq"));
    String type = sequenceType(column.type());
    draft.step(
        StepDraft.execute(
                Phase.EXPAND,
                "Add column " + column.name() + ", numbered from a passing sequence",
                "New rows are numbered from here on; the column without values is catalog only.",
                "CREATE SEQUENCE "
                    + passing.quoted()
                    + " AS "
                    + type
                    + (options.isEmpty() ? "" : " " + options),
                "GRANT USAGE ON SEQUENCE " + passing.quoted() + " TO PUBLIC",
                "ALTER SEQUENCE "
                    + passing.quoted()
                    + " OWNER TO "
                    + Identifiers.quote(table.owner()),
                NotNullRule.alter(name) + "ADD COLUMN " + column.plain(),
                "ALTER SEQUENCE " + passing.quoted() + " OWNED BY " + name.quoted() + "." + quoted,
                NotNullRule.alter(name)
                    + "ALTER COLUMN "
                    + quoted
                    + " SET DEFAULT "
                    + next(passing))
            .lock(name, LockMode.ACCESS_EXCLUSIVE)
            .undo(NotNullRule.alter(name) + "DROP COLUMN " + quoted));
    draft.schema(draft.schema().withRelationName(passing));
    AddColumnRule.remember(draft, name, column);
    Backfills.add(draft, name, Map.of(column.name(), next(passing)), quoted + " IS NULL");
    NotNullRule.prove(
        draft, name, column.name(), column.notNull().flatMap(ColumnConstraint.NotNull::name));
    become(draft, name, column, identity, passing);
  }

  private static void become(
      StatementDraft draft,
      TableName table,
      NewColumn column,
      ColumnConstraint.Identity identity,
      TableName passing) {
    String quoted = Identifiers.quote(column.name());
    String kind = identity.always() ? "ALWAYS" : "BY DEFAULT";
    String options = identity.options().map(o -> " (" + o + ")").orElse("");
    draft.step(
        StepDraft.execute(
                Phase.MIGRATE,
                "Make " + column.name() + " an identity column",
                "Catalog only; its sequence goes on where the passing one ends.",
                NotNullRule.alter(table) + "ALTER COLUMN " + quoted + " DROP DEFAULT",
                // Otherwise pg_get_serial_sequence would find this one.
                "ALTER SEQUENCE " + passing.quoted() + " OWNED BY NONE",
                NotNullRule.alter(table)
                    + "ALTER COLUMN "
                    + quoted
                    + " ADD GENERATED "
                    + kind
                    + " AS IDENTITY"
                    + options,
                "SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence("
                    + Identifiers.literal(table.quoted())
                    + ", "
                    + Identifiers.literal(column.name())
                    + ")::pg_catalog.regclass, last_value, is_called) FROM "
                    + passing.quoted(),
                "DROP SEQUENCE " + passing.quoted())
            .lock(table, LockMode.ACCESS_EXCLUSIVE)
            .lock(passing, LockMode.ACCESS_EXCLUSIVE)
            .undo(NotNullRule.alter(table) + "ALTER COLUMN " + quoted + " DROP IDENTITY"));
    draft.schema(draft.schema().withoutRelationName(passing));
    TableName sequence =
        new TableName(table.schema(), ObjectNames.sequence(draft.schema(), table, column.name()));
    draft.schema(draft.schema().withRelationName(sequence));
    draft.change(
        table,
        t ->
            t.column(
                column.name(),
                c ->
                    c.withIdentity(
                            identity.always() ? Column.Identity.ALWAYS : Column.Identity.BY_DEFAULT)
                        .withDefault(Optional.empty())
                        .withSequence(
                            Optional.of(
                                new OwnedSequence(sequence, sequenceType(column.type()))))));
  }

  private static void remember(
      StatementDraft draft,
      TableName table,
      NewColumn column,
      TableName sequence,
      String sequenceType,
      Column.Identity identity) {
    draft.schema(draft.schema().withRelationName(sequence));
    AddColumnRule.remember(draft, table, column);
    draft.change(
        table,
        t ->
            t.column(
                column.name(),
                c ->
                    c.withDefault(Optional.of(next(sequence)))
                        .withIdentity(identity)
                        .withSequence(Optional.of(new OwnedSequence(sequence, sequenceType)))));
  }

  private static String next(TableName sequence) {
    return "pg_catalog.nextval("
        + Identifiers.literal(sequence.quoted())
        + "::pg_catalog.regclass)";
  }

  private static String sequenceType(ColumnType type) {
    return type.base().name();
  }

  /** What CREATE SEQUENCE does not know: the name of the sequence. */
  private static String stripped(String options) {
    Matcher matcher = SEQUENCE_NAME.matcher(options);
    return matcher.replaceAll("");
  }
}
