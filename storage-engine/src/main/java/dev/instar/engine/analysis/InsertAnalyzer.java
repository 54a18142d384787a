package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundExpression.Slot;
import dev.instar.engine.analysis.BoundQuery.Output;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.Modification.Overriding;
import dev.instar.engine.sql.Modification.TargetColumn;
import dev.instar.engine.sql.Position;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.QueryBody;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** INSERT: each column gets a value of a row of its source, or its default. */
final class InsertAnalyzer {
  private final Environment environment;
  private final Analysis analysis;

  InsertAnalyzer(Environment environment) {
    this.environment = environment;
    this.analysis = environment.analysis();
  }

  BoundStatement.Insert analyze(Modification.Insert insert) {
    WithAnalyzer with = new WithAnalyzer(environment, true);
    Environment inner =
        with.analyze(insert.with(), name -> CommonReferences.ofChange(insert, name));
    TargetTable target = TargetTable.of(insert.table(), inner, 'a');
    Table table = target.table();
    Rows rows = new Rows(inner, table, insert);
    Source source = insert.source().map(rows::of).orElseGet(rows::defaults);
    Optional<BoundStatement.OnConflict> conflict =
        insert.onConflict().map(written -> new ConflictAnalyzer(inner, target).analyze(written));
    Scope scope = Scope.within(inner.outer());
    scope.add(target.entry().entry());
    TargetList returning = ChangeAnalyzer.returning(inner, scope, insert.returning());
    target.needsReadIfUsed();
    return new BoundStatement.Insert(
        with.queries(),
        table,
        source.query(),
        source.values(),
        conflict,
        ChangeAnalyzer.values(returning),
        returning.columns());
  }

  /** What is inserted: rows, and over each the values of all columns. */
  private record Source(Optional<BoundQuery> query, List<BoundExpression> values) {}

  /** The rows of one INSERT. */
  private final class Rows {
    private final Environment inner;
    private final Table table;
    private final Modification.Insert insert;
    private final ColumnValues columns;
    private final List<Column> named = new ArrayList<>();
    private final List<Position> positions = new ArrayList<>();

    Rows(Environment inner, Table table, Modification.Insert insert) {
      this.inner = inner;
      this.table = table;
      this.insert = insert;
      this.columns = new ColumnValues(analysis, table);
      for (TargetColumn target : insert.columns()) {
        Column column = columns.column(target);
        if (named.contains(column)) {
          throw analysis.error(
              SqlState.DUPLICATE_COLUMN,
              "column \"" + column.name() + "\" specified more than once",
              target.position());
        }
        named.add(column);
        positions.add(target.position());
      }
      if (named.isEmpty()) {
        named.addAll(table.liveColumns());
      }
    }

    /** DEFAULT VALUES. */
    Source defaults() {
      return new Source(Optional.empty(), all(List.of()));
    }

    /** A value for each column of the table: those that are given, and defaults. */
    private List<BoundExpression> all(List<BoundExpression> given) {
      BoundExpression[] values = new BoundExpression[table.columns().size()];
      for (int i = 0; i < given.size(); i++) {
        values[named.get(i).number() - 1] = given.get(i);
      }
      for (Column column : table.columns()) {
        if (values[column.number() - 1] == null) {
          values[column.number() - 1] = columns.defaultOf(column);
        }
      }
      return List.of(values);
    }

    Source of(Query query) {
      boolean plain =
          query.with().isEmpty()
              && query.orderBy().isEmpty()
              && query.limit().isEmpty()
              && query.offset().isEmpty()
              && query.locks().isEmpty();
      if (plain && query.body() instanceof QueryBody.Values values) {
        return values(values);
      }
      return query(query);
    }

    private void checkCount(int given, Optional<Position> tooMany) {
      if (given > named.size()) {
        throw analysis.error(
            SqlState.SYNTAX_ERROR,
            "INSERT has more expressions than target columns",
            tooMany.orElse(null));
      }
      if (!insert.columns().isEmpty() && given < named.size()) {
        throw analysis.error(
            SqlState.SYNTAX_ERROR,
            "INSERT has more target columns than expressions",
            positions.get(given));
      }
    }

    private Source values(QueryBody.Values values) {
      int width = values.rows().getFirst().values().size();
      List<List<BoundExpression>> rows = new ArrayList<>(values.rows().size());
      ExpressionAnalyzer expressions =
          new ExpressionAnalyzer(inner, Scope.within(inner.outer()), Clause.VALUES);
      for (QueryBody.Row row : values.rows()) {
        if (row.values().size() != width) {
          throw analysis.error(
              SqlState.SYNTAX_ERROR,
              "VALUES lists must all be the same length",
              ExpressionAnalyzer.start(row.values().getFirst()));
        }
        checkCount(
            width,
            width > named.size()
                ? Optional.of(ExpressionAnalyzer.start(row.values().get(named.size())))
                : Optional.empty());
        List<BoundExpression> stored = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
          stored.add(stored(row.values().get(i), named.get(i), expressions));
        }
        rows.add(stored);
      }
      if (rows.size() == 1) {
        return new Source(Optional.empty(), all(rows.getFirst()));
      }
      List<Output> outputs = new ArrayList<>(width);
      for (int i = 0; i < width; i++) {
        outputs.add(
            new Output(
                "column" + (i + 1), columns.type(named.get(i)), -1, Collation.DEFAULT, 0, 0));
      }
      BoundQuery source = QueryAnalyzer.plain(new BoundQuery.Body.Values(rows), outputs);
      return new Source(Optional.of(source), all(ResultOrder.slots(outputs)));
    }

    private BoundExpression stored(
        Expression written, Column column, ExpressionAnalyzer expressions) {
      boolean isDefault = written instanceof Expression.Default;
      if (isDefault || replaced(column)) {
        return columns.defaultOf(column);
      }
      Position position = ExpressionAnalyzer.start(written);
      refuse(column);
      return columns.assigned(expressions.analyze(written), column, position);
    }

    /** OVERRIDING USER VALUE: the sequence's value counts. */
    private boolean replaced(Column column) {
      return column.isIdentity() && insert.overriding() == Overriding.USER;
    }

    private void refuse(Column column) {
      boolean refused =
          column.generation() == Column.Generation.STORED
              || (column.generation() == Column.Generation.IDENTITY_ALWAYS
                  && insert.overriding() != Overriding.SYSTEM);
      if (refused) {
        SqlException error =
            columns.generated(
                column,
                "cannot insert a non-DEFAULT value into column \"" + column.name() + "\"",
                null);
        throw column.isIdentity()
            ? error.with(SqlException.Field.HINT, "Use OVERRIDING SYSTEM VALUE to override.")
            : error;
      }
    }

    private Source query(Query query) {
      BoundQuery source = new QueryAnalyzer(inner).analyze(query, false);
      int width = source.outputs().size();
      checkCount(
          width,
          width > named.size()
              ? SetOperationAnalyzer.positionOf(query, named.size())
              : Optional.empty());
      // What has no type yet is of the type of the column that it goes to.
      List<DataType> types = new ArrayList<>(width);
      for (int i = 0; i < width; i++) {
        DataType type = source.outputs().get(i).type();
        types.add(Coercion.isUnknown(type) ? columns.type(named.get(i)) : type);
      }
      BoundQuery typed = new QueryColumns(analysis).as(source, types, query);
      List<BoundExpression> values = new ArrayList<>(width);
      for (int i = 0; i < width; i++) {
        Column column = named.get(i);
        if (replaced(column)) {
          values.add(columns.defaultOf(column));
          continue;
        }
        refuse(column);
        Output output = typed.outputs().get(i);
        Slot slot =
            new Slot(i, output.type(), output.modifier(), output.collation(), output.name());
        values.add(
            columns.assigned(slot, column, SetOperationAnalyzer.positionOf(query, i).orElse(null)));
      }
      return new Source(Optional.of(typed), all(values));
    }
  }
}
