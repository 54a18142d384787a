package dev.instar.engine.define;

import dev.instar.engine.analysis.AnalyzedStatement;
import dev.instar.engine.analysis.Analyzer;
import dev.instar.engine.analysis.BoundQuery;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.change.ChangePlans;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.plan.Planner;
import dev.instar.engine.plan.RowSource;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.table.TableWriter;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** CREATE TABLE AS, and SELECT INTO. */
final class TablesFromQueries {
  private static final String TAG = "CREATE TABLE AS";
  private static final int[] NO_PARAMETERS = {};
  private static final Object[] NO_ARGUMENTS = {};

  private TablesFromQueries() {}

  /** The command tag: with rows it says how many. */
  static String execute(Definition.CreateTableAs statement, String text, StatementContext context) {
    AnalyzedStatement query = Analyzer.analyze(statement.query(), text, NO_PARAMETERS, context);
    Optional<Table> empty =
        CreateTables.claim(
            statement.table(), statement.ifNotExists(), statement.storage(), context);
    if (empty.isEmpty()) {
      return TAG;
    }
    List<Column> columns = columns(statement.columns(), query.statement().outputs());
    Table table = CreateTables.put(context, empty.get(), columns);
    return statement.withData() ? "SELECT " + fill(table, query, context) : TAG;
  }

  private static List<Column> columns(List<String> names, List<BoundQuery.Output> outputs) {
    if (names.size() > outputs.size()) {
      throw new SqlException(SqlState.SYNTAX_ERROR, "too many column names were specified");
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      BoundQuery.Output output = outputs.get(i);
      DataType type = output.type() == Types.UNKNOWN ? Types.TEXT : output.type();
      String name = i < names.size() ? names.get(i) : output.name();
      ColumnDefinitions.requireNoSystemColumn(name);
      if (output.isIndeterminate()) {
        throw new SqlException(
                SqlState.INDETERMINATE_COLLATION,
                "no collation was derived for column \"%s\" with collatable type %s"
                    .formatted(name, type.sqlName()))
            .with(Field.HINT, "Use the COLLATE clause to set the collation explicitly.");
      }
      Optional<String> collation = output.collation().nameBeside(type);
      columns.add(Columns.plain(i + 1, name, type.oid(), output.modifier(), collation));
    }
    return columns;
  }

  private static long fill(Table table, AnalyzedStatement query, StatementContext context) {
    long rows = 0;
    int width = table.columns().size();
    TableWriter writer = TableWriter.of(context, table);
    try (RowSource source =
        new Planner(new ChangePlans())
            .plan(query.statement(), context)
            .open(context, NO_ARGUMENTS)) {
      for (Object[] row = source.next(); row != null; row = source.next()) {
        writer.insert(row.length == width ? row : Arrays.copyOf(row, width));
        rows++;
      }
    }
    writer.finish();
    return rows;
  }
}
