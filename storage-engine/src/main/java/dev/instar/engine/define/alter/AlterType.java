package dev.instar.engine.define.alter;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.ExpressionAnalyzer;
import dev.instar.engine.analysis.TypeNames;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.ColumnDefinitions;
import dev.instar.engine.define.SequenceShape;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Casts;
import dev.instar.engine.function.QuotingFunctions;
import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Position;
import dev.instar.engine.sql.SequenceOption;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TextFormat;
import dev.instar.engine.type.TypeModifiers;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ALTER COLUMN TYPE: the column's new type is another line in the catalog if every stored value may
 * stay as it is ({@link TypeSteps}), and a rewrite otherwise. What depends on the column is {@link
 * TypeDependents}' to look after.
 */
final class AlterType {
  private AlterType() {}

  static void apply(AlterTableAction.AlterColumnType action, TableWork work) {
    Column column = work.column(action.column());
    StatementContext context = work.context();
    TypeNames.ResolvedType type = TypeNames.resolve(action.type(), context);
    require(column, type.type(), action, work);
    TypeDependents dependents = new TypeDependents(work, column);
    dependents.requireFree();
    BoundExpression value = value(action, column, type, work);
    requireDefault(column, type.type(), context);
    boolean kept = TypeSteps.keepsValues(value, column.number(), context);
    Column now =
        column
            .withType(type.type().oid())
            .withModifier(type.modifier())
            .withCollation(ColumnDefinitions.collation(action.collation(), type.type(), context))
            .withStatistics(column.statistics());
    if (kept) {
      now = now.withMissing(missing(column, type.type(), context));
    } else {
      work.newValue(column.number(), value);
    }
    work.put(now);
    alterSequence(now, action, work);
    dependents.adapt(now, kept);
  }

  private static void require(
      Column column, DataType type, AlterTableAction.AlterColumnType action, TableWork work) {
    if (isChanged(column, work.before())) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "cannot alter type of column \"" + column.name() + "\" twice");
    }
    if (type.kind() == 'p') {
      throw new SqlException(
          SqlState.INVALID_TABLE_DEFINITION,
          "column \"" + column.name() + "\" has pseudo-type " + type.sqlName());
    }
    if (column.isIdentity() && !SequenceShape.isInteger(type)) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE,
          "identity column type must be smallint, integer, or bigint");
    }
    if (column.generation() == Column.Generation.STORED && action.using().isPresent()) {
      throw new SqlException(
              SqlState.INVALID_COLUMN_DEFINITION,
              "cannot specify USING when altering type of generated column")
          .with(Field.DETAIL, "Column \"" + column.name() + "\" is a generated column.");
    }
  }

  private static boolean isChanged(Column column, Table before) {
    Column was = before.column(column.number());
    return was.type() != column.type() || was.modifier() != column.modifier();
  }

  /** The new value, over the rows as they are. */
  private static BoundExpression value(
      AlterTableAction.AlterColumnType action,
      Column column,
      TypeNames.ResolvedType type,
      TableWork work) {
    StatementContext context = work.context();
    Expression written =
        action
            .using()
            .map(fragment -> fragment.tree())
            .orElseGet(
                () -> new Expression.ColumnReference(List.of(column.name()), new Position(0)));
    BoundExpression bound = ExpressionAnalyzer.overTable(written, rowsAsTheyAre(work), context);
    boolean possible =
        bound.type().oid() == Types.UNKNOWN.oid()
            || Casts.find(bound.type(), type.type(), Cast.Context.ASSIGNMENT).isPresent();
    if (!possible) {
      throw cannotBeCast(action, column, type);
    }
    return ExpressionAnalyzer.assigned(bound, type.type(), type.modifier(), context);
  }

  /** The types are those from before the statement; columns that it drops cannot be named. */
  private static Table rowsAsTheyAre(TableWork work) {
    List<Column> columns = new ArrayList<>();
    for (Column column : work.before().columns()) {
      Column now = work.table().column(column.number());
      columns.add(now.dropped() ? now : column);
    }
    return work.before().withColumns(columns);
  }

  private static SqlException cannotBeCast(
      AlterTableAction.AlterColumnType action, Column column, TypeNames.ResolvedType type) {
    if (action.using().isPresent()) {
      return new SqlException(
              SqlState.DATATYPE_MISMATCH,
              "result of USING clause for column \"%s\" cannot be cast automatically to type %s"
                  .formatted(column.name(), type.type().sqlName()))
          .with(Field.HINT, "You might need to add an explicit cast.");
    }
    return new SqlException(
            SqlState.DATATYPE_MISMATCH,
            "column \"%s\" cannot be cast automatically to type %s"
                .formatted(column.name(), type.type().sqlName()))
        .with(
            Field.HINT,
            "You might need to specify \"USING %s::%s\"."
                .formatted(
                    QuotingFunctions.identifier(column.name()),
                    TypeModifiers.format(type.type(), type.modifier())));
  }

  private static void requireDefault(Column column, DataType type, StatementContext context) {
    if (column.defaultText().isEmpty() || column.generation() != Column.Generation.NONE) {
      return;
    }
    DataType own =
        ExpressionAnalyzer.constant(
                SqlParser.parseExpression(column.defaultText().get()).tree(), context)
            .type();
    DataType from = own.oid() == Types.UNKNOWN.oid() ? StoredEvaluators.type(column, context) : own;
    if (Casts.find(from, type, Cast.Context.ASSIGNMENT).isEmpty()) {
      throw new SqlException(
          SqlState.DATATYPE_MISMATCH,
          "default for column \"%s\" cannot be cast automatically to type %s"
              .formatted(column.name(), type.sqlName()));
    }
  }

  /** What rows from before the column lack, as the new type prints it. */
  private static Optional<String> missing(Column column, DataType type, StatementContext context) {
    DataType before = StoredEvaluators.type(column, context);
    return column
        .missing()
        .map(
            text -> {
              Object value = before.parse(text, TextFormat.DEFAULT);
              Cast cast = Casts.explicit(before, type);
              return type.print(cast.apply(value, context.functions()), TextFormat.DEFAULT);
            });
  }

  private static void alterSequence(
      Column column, AlterTableAction.AlterColumnType action, TableWork work) {
    if (column.isIdentity()) {
      Sequence sequence = IdentityColumns.sequence(column, work);
      IdentityColumns.change(
          sequence, List.of(new SequenceOption.As(action.type())), work.context());
    }
  }
}
