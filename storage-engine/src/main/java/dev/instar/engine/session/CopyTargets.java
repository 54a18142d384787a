package dev.instar.engine.session;

import dev.instar.engine.analysis.Analyzer;
import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundStatement;
import dev.instar.engine.analysis.ExpressionAnalyzer;
import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Evaluators;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.session.copy.CopyIn;
import dev.instar.engine.session.copy.CopyOptions;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.SqlParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where COPY FROM puts its rows: a table, some of its columns, and the defaults of the others. */
final class CopyTargets {
  private static final int[] NO_TYPES = {};

  private CopyTargets() {}

  static CopyIn open(Modification.CopyIn copy, RunningStatement running, Session session) {
    CopyOptions options = CopyOptions.of(copy.options(), true);
    Relation relation = RelationNames.lock(copy.table(), LockMode.ROW_EXCLUSIVE, running);
    Table table = requireTable(relation);
    Privileges.require(running, table, 'a');
    List<Column> columns = copy.columns().isEmpty() ? columns(table) : named(table, copy.columns());
    requireAmong(table, columns, options.forceNotNull());
    requireAmong(table, columns, options.forceNull());
    running.visibility();
    Optional<Evaluator> where =
        copy.where()
            .map(condition -> ExpressionAnalyzer.overTable(condition, table, running))
            .map(condition -> Evaluators.plain().compile(condition));
    Evaluator[] defaults = defaults(copy, table, columns, options, running);
    return new CopyIn(running, table, options, columns, defaults, where);
  }

  private static Table requireTable(Relation relation) {
    return switch (relation) {
      case Table table -> table;
      case View view ->
          throw CopySources.wrongKind("cannot copy to view \"" + view.name() + "\"")
              .with(
                  SqlException.Field.HINT,
                  "To enable copying to a view, provide an INSTEAD OF INSERT trigger.");
      case Sequence sequence ->
          throw CopySources.wrongKind("cannot copy to sequence \"" + sequence.name() + "\"");
      case Index index ->
          throw CopySources.wrongKind("cannot open relation \"" + index.name() + "\"")
              .with(SqlException.Field.DETAIL, "This operation is not supported for indexes.");
    };
  }

  /** All columns that may be written. */
  static List<Column> columns(Table table) {
    return table.liveColumns().stream()
        .filter(column -> column.generation() != Column.Generation.STORED)
        .toList();
  }

  /**
   * The columns of a list.
   *
   * @throws SqlException 42703, 42701, 42P10
   */
  static List<Column> named(Table table, List<String> names) {
    List<Column> columns = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      Column column =
          table
              .column(name)
              .orElseThrow(
                  () ->
                      new SqlException(
                          SqlState.UNDEFINED_COLUMN,
                          "column \"%s\" of relation \"%s\" does not exist"
                              .formatted(name, table.name())));
      if (column.generation() == Column.Generation.STORED) {
        throw new SqlException(
                SqlState.INVALID_COLUMN_REFERENCE, "column \"" + name + "\" is a generated column")
            .with(SqlException.Field.DETAIL, "Generated columns cannot be used in COPY.");
      }
      if (!seen.add(name)) {
        throw new SqlException(
            SqlState.DUPLICATE_COLUMN, "column \"" + name + "\" specified more than once");
      }
      columns.add(column);
    }
    return columns;
  }

  private static void requireAmong(Table table, List<Column> columns, List<String> names) {
    if (names.equals(CopyOptions.ALL)) {
      return;
    }
    for (String name : names) {
      if (columns.stream().noneMatch(column -> column.name().equals(name))) {
        throw new SqlException(
            SqlState.UNDEFINED_COLUMN,
            "column \"%s\" of relation \"%s\" does not exist".formatted(name, table.name()));
      }
    }
  }

  /** What an INSERT of no values would put into each column; null where that is NULL. */
  private static Evaluator[] defaults(
      Modification.CopyIn copy,
      Table table,
      List<Column> columns,
      CopyOptions options,
      RunningStatement running) {
    Evaluator[] defaults = new Evaluator[table.columns().size()];
    boolean complete = columns.size() == columns(table).size() && options.defaultText().isEmpty();
    boolean any =
        table.columns().stream()
            .anyMatch(column -> column.defaultText().isPresent() || column.isIdentity());
    if (complete || !any) {
      return defaults;
    }
    String insert = "INSERT INTO " + CopySources.name(copy.table()) + " DEFAULT VALUES";
    BoundStatement.Insert bound =
        (BoundStatement.Insert)
            Analyzer.analyze(
                    SqlParser.parseStatement(insert).statement(), insert, NO_TYPES, running)
                .statement();
    for (int i = 0; i < defaults.length; i++) {
      Column column = table.columns().get(i);
      if (!column.dropped() && (column.defaultText().isPresent() || column.isIdentity())) {
        BoundExpression value = bound.values().get(i);
        defaults[i] = Evaluators.plain().compile(value);
      }
    }
    return defaults;
  }
}
