package dev.instar.engine.session;

import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.session.copy.CopyOptions;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.wire.SqlSession.Column;
import java.util.List;
import java.util.stream.Collectors;

/** Where COPY TO gets its rows: a query, the one written or one that reads a table's columns. */
final class CopySources {
  private static final int[] NO_TYPES = {};

  private CopySources() {}

  static PlannedQuery query(
      Modification.CopyOut copy, String text, RunningStatement running, Session session) {
    return switch (copy.source()) {
      case Modification.CopySource.Rows rows ->
          new PlannedQuery(session, text, rows.statement(), NO_TYPES);
      case Modification.CopySource.Table table -> {
        String select = select(table, running);
        Statement parsed = SqlParser.parseStatement(select).statement();
        yield new PlannedQuery(session, select, parsed, NO_TYPES);
      }
    };
  }

  static boolean isChange(Statement statement) {
    return !(statement instanceof Query);
  }

  /** The table's columns but for generated ones, or those that are named. */
  private static String select(Modification.CopySource.Table source, RunningStatement running) {
    Relation relation =
        RelationNames.system(source.name(), running).isPresent()
            ? null
            : RelationNames.lock(source.name(), LockMode.ACCESS_SHARE, running);
    if (relation == null) {
      String columns = source.columns().isEmpty() ? "*" : list(source.columns());
      return "SELECT " + columns + " FROM " + name(source.name());
    }
    Table table = requireTable(relation);
    List<String> names =
        source.columns().isEmpty()
            ? CopyTargets.columns(table).stream()
                .map(dev.instar.engine.catalog.Column::name)
                .toList()
            : CopyTargets.named(table, source.columns()).stream()
                .map(dev.instar.engine.catalog.Column::name)
                .toList();
    return "SELECT " + list(names) + " FROM ONLY " + name(source.name());
  }

  private static Table requireTable(Relation relation) {
    String hint = "Try the COPY (SELECT ...) TO variant.";
    return switch (relation) {
      case Table table -> table;
      case View view ->
          throw wrongKind("cannot copy from view \"" + view.name() + "\"")
              .with(SqlException.Field.HINT, hint);
      case Sequence sequence ->
          throw wrongKind("cannot copy from sequence \"" + sequence.name() + "\"");
      case Index index ->
          throw wrongKind("cannot open relation \"" + index.name() + "\"")
              .with(SqlException.Field.DETAIL, "This operation is not supported for indexes.");
    };
  }

  static SqlException wrongKind(String message) {
    return new SqlException(SqlState.WRONG_OBJECT_TYPE, message);
  }

  static String list(List<String> names) {
    return names.stream().map(CopySources::quoted).collect(Collectors.joining(", "));
  }

  static String name(QualifiedName name) {
    return name.schema().map(schema -> quoted(schema) + ".").orElse("") + quoted(name.name());
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Columns that FORCE_QUOTE names must be among those that are copied. */
  static void requireColumns(
      CopyOptions options, List<Column> columns, Modification.CopySource source) {
    if (options.forceQuote().equals(CopyOptions.ALL)) {
      return;
    }
    for (String forced : options.forceQuote()) {
      if (columns.stream().noneMatch(column -> column.name().equals(forced))) {
        throw new SqlException(
            SqlState.UNDEFINED_COLUMN,
            switch (source) {
              case Modification.CopySource.Rows rows -> "column \"" + forced + "\" does not exist";
              case Modification.CopySource.Table table ->
                  "column \"%s\" of relation \"%s\" does not exist"
                      .formatted(forced, table.name().name());
            });
      }
    }
  }
}
