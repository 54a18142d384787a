package dev.instar.engine.define;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.CatalogEdits;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Publication;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * ALTER TABLE … RENAME COLUMN and RENAME CONSTRAINT. Columns are known by number wherever the
 * catalog can; where it keeps SQL, that is written anew.
 */
final class ColumnRenames {
  private ColumnRenames() {}

  static void column(Statement.RenameColumn statement, StatementContext context) {
    SystemNames.refuse(statement.table(), context);
    Optional<Relation> found =
        RelationNames.lockIfThere(statement.table(), LockMode.ACCESS_EXCLUSIVE, context);
    if (found.isEmpty()) {
      RelationStatements.missing(context, statement.table(), statement.ifExists());
      return;
    }
    Privileges.requireOwner(context, found.get());
    switch (found.get()) {
      case Table table -> column(table, statement.column(), statement.newName(), context);
      case View view -> column(view, statement.column(), statement.newName(), context);
      case Index index -> throw cannot(index);
      case Sequence sequence -> throw cannot(sequence);
    }
  }

  private static SqlException cannot(Relation relation) {
    return new SqlException(
        SqlState.WRONG_OBJECT_TYPE,
        "cannot rename columns of relation \"" + relation.name() + "\"");
  }

  private static SqlException missing(String column) {
    return new SqlException(SqlState.UNDEFINED_COLUMN, "column \"" + column + "\" does not exist");
  }

  private static SqlException taken(String column, Relation relation) {
    return new SqlException(
        SqlState.DUPLICATE_COLUMN,
        "column \"%s\" of relation \"%s\" already exists".formatted(column, relation.name()));
  }

  private static void column(Table table, String before, String now, StatementContext context) {
    Column column = table.column(before).orElseThrow(() -> missing(before));
    if (table.column(now).isPresent()) {
      throw taken(now, table);
    }
    ColumnDefinitions.requireNoSystemColumn(now);
    UnaryOperator<String> rename = text -> StoredExpressions.renameColumn(text, before, now);
    Rewrites.columnRenamed(context, table, table.liveColumns().indexOf(column), names(table));
    List<Column> columns = new ArrayList<>();
    for (Column other : table.columns()) {
      Column renamed = other.number() == column.number() ? other.withName(now) : other;
      boolean reads = renamed.generation() == Column.Generation.STORED;
      columns.add(reads ? renamed.withDefaultText(renamed.defaultText().map(rename)) : renamed);
    }
    CatalogEdits edits = context.edits();
    edits.put(table.withColumns(columns));
    for (Constraint constraint : context.catalog().constraints(table.oid())) {
      if (constraint instanceof Constraint.Check check
          && check.columns().contains(column.number())) {
        edits.put(check.withExpression(rename.apply(check.expression())));
      }
    }
    for (Index index : context.catalog().indexes(table.oid())) {
      Index renamed = renamed(index, rename);
      if (!renamed.equals(index)) {
        edits.put(renamed);
      }
    }
    for (Publication publication : context.catalog().all(Publication.class)) {
      Publication renamed = renamed(publication, table.oid(), rename);
      if (!renamed.equals(publication)) {
        edits.put(renamed);
      }
    }
  }

  private static List<String> names(Table table) {
    return table.liveColumns().stream().map(Column::name).toList();
  }

  private static Index renamed(Index index, UnaryOperator<String> rename) {
    List<Index.Key> keys =
        index.keys().stream()
            .map(
                key ->
                    new Index.Key(
                        key.column(),
                        key.expression().map(rename),
                        key.type(),
                        key.collation(),
                        key.operatorClass(),
                        key.descending(),
                        key.nullsFirst()))
            .toList();
    return index.withKeys(keys).withPredicate(index.predicate().map(rename));
  }

  private static Publication renamed(
      Publication publication, int table, UnaryOperator<String> rename) {
    return publication.withTables(
        publication.tables().stream()
            .map(
                published ->
                    published.table() == table
                        ? new Publication.PublishedTable(
                            table, published.columns(), published.where().map(rename))
                        : published)
            .toList());
  }

  private static void column(View view, String before, String now, StatementContext context) {
    List<String> names = view.columns().stream().map(View.Output::name).toList();
    int place = names.indexOf(before);
    if (place < 0) {
      throw missing(before);
    }
    if (names.contains(now)) {
      throw taken(now, view);
    }
    Rewrites.columnRenamed(context, view, place, names);
    List<View.Output> columns = new ArrayList<>(view.columns());
    View.Output output = columns.get(place);
    columns.set(place, new View.Output(now, output.type(), output.modifier(), output.collation()));
    context.edits().put(view.withColumns(columns));
  }

  static void constraint(Statement.RenameConstraint statement, StatementContext context) {
    Optional<Relation> found =
        RelationNames.lockIfThere(statement.table(), LockMode.ACCESS_EXCLUSIVE, context);
    if (found.isEmpty()) {
      RelationStatements.missing(context, statement.table(), statement.ifExists());
      return;
    }
    if (!(found.get() instanceof Table table)) {
      throw cannot(found.get());
    }
    Privileges.requireOwner(context, table);
    Constraint constraint =
        context.catalog().constraints(table.oid()).stream()
            .filter(other -> other.name().equals(statement.constraint()))
            .findFirst()
            .orElseThrow(
                () ->
                    new SqlException(
                        SqlState.UNDEFINED_OBJECT,
                        "constraint \"%s\" for table \"%s\" does not exist"
                            .formatted(statement.constraint(), table.name())));
    if (constraint instanceof Constraint.Unique unique) {
      context.lock(unique.index(), LockMode.SHARE_UPDATE_EXCLUSIVE);
      Index index = context.catalog().get(Index.class, unique.index());
      RelationStatements.rename(index, statement.newName(), context);
    } else {
      Constraints.requireFree(context, table, statement.newName());
      context.edits().put(constraint.withName(statement.newName()));
    }
  }
}
