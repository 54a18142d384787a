package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundExpression.Constant;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Collation;
import dev.instar.engine.function.Functions;
import dev.instar.engine.sql.Modification.TargetColumn;
import dev.instar.engine.sql.Position;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.List;

/** What is stored in a table's columns: values that are converted, and defaults. */
final class ColumnValues {
  private final Analysis analysis;
  private final Table table;

  ColumnValues(Analysis analysis, Table table) {
    this.analysis = analysis;
    this.table = table;
  }

  /**
   * @throws SqlException 42703
   */
  Column column(TargetColumn target) {
    return table
        .column(target.name())
        .orElseThrow(
            () ->
                analysis.error(
                    SqlState.UNDEFINED_COLUMN,
                    "column \""
                        + target.name()
                        + "\" of relation \""
                        + table.name()
                        + "\" does not exist",
                    target.position()));
  }

  DataType type(Column column) {
    return TableEntry.type(column, analysis);
  }

  /**
   * A value as the column stores it.
   *
   * @throws SqlException 42804
   */
  BoundExpression assigned(BoundExpression value, Column column, Position position) {
    DataType type = type(column);
    return analysis
        .coercion()
        .convert(value, type, column.modifier(), Cast.Context.ASSIGNMENT, position)
        .orElseThrow(
            () ->
                analysis
                    .error(
                        SqlState.DATATYPE_MISMATCH,
                        "column \""
                            + column.name()
                            + "\" is of type "
                            + type.sqlName()
                            + " but expression is of type "
                            + value.type().sqlName(),
                        position)
                    .with(
                        SqlException.Field.HINT,
                        "You will need to rewrite or cast the expression."));
  }

  /** What a column has that is given no value. A generated one is computed later. */
  BoundExpression defaultOf(Column column) {
    if (column.dropped() || column.generation() == Column.Generation.STORED) {
      return new Constant(null, column.dropped() ? Types.TEXT : type(column), -1);
    }
    if (column.isIdentity()) {
      return assigned(nextValue(column), column, null);
    }
    if (column.defaultText().isEmpty()) {
      return new Constant(null, type(column), column.modifier());
    }
    BoundExpression value =
        ExpressionAnalyzer.constant(
            SqlParser.parseExpression(column.defaultText().get()).tree(), analysis.context());
    return Analysis.withoutText(analysis.context())
        .coercion()
        .convert(value, type(column), column.modifier(), Cast.Context.ASSIGNMENT, null)
        .orElseThrow(
            () ->
                new SqlException(
                    SqlState.DATATYPE_MISMATCH,
                    "column \""
                        + column.name()
                        + "\" is of type "
                        + type(column).sqlName()
                        + " but default expression is of type "
                        + value.type().sqlName()));
  }

  private BoundExpression nextValue(Column column) {
    for (Sequence sequence : analysis.context().catalog().ownedSequences(table.oid())) {
      if (sequence.ownedBy().orElseThrow().column() == column.number()
          && sequence.ownedBy().get().internal()) {
        Constant oid = new Constant(Integer.toUnsignedLong(sequence.oid()), Types.REGCLASS, -1);
        return new BoundExpression.Call(
            Functions.resolve("nextval", List.of(Types.REGCLASS)), List.of(oid), Collation.DEFAULT);
      }
    }
    throw new SqlException(
        SqlState.INTERNAL_ERROR, "no owned sequence found for column \"" + column.name() + "\"");
  }

  /** Why a value may not be given to a column. */
  SqlException generated(Column column, String message, Position position) {
    boolean computed = column.generation() == Column.Generation.STORED;
    SqlException error =
        analysis
            .error(SqlState.GENERATED_ALWAYS, message, position)
            .with(
                SqlException.Field.DETAIL,
                computed
                    ? "Column \"" + column.name() + "\" is a generated column."
                    : "Column \""
                        + column.name()
                        + "\" is an identity column defined as GENERATED ALWAYS.");
    return error;
  }
}
