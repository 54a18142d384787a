package dev.instar.engine.define;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.ExpressionAnalyzer;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.Types;
import java.util.List;
import java.util.Optional;

/** CHECK. Rows that are there already are somebody else's to look at. */
final class CheckConstraints {
  private CheckConstraints() {}

  static Constraint.Check make(
      StatementContext context, Table table, TableConstraint.Check written) {
    if (!written.enforced()) {
      throw SqlException.unsupported("NOT ENFORCED");
    }
    if (Expressions.containsSubquery(written.expression().tree())) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED, "cannot use subquery in check constraint");
    }
    BoundExpression bound =
        ExpressionAnalyzer.overTable(written.expression().tree(), table, context);
    if (bound.type() != Types.BOOLEAN && bound.type() != Types.UNKNOWN) {
      throw new SqlException(
          SqlState.DATATYPE_MISMATCH,
          "argument of CHECK must be type boolean, not type " + bound.type().sqlName());
    }
    List<Integer> columns = ExpressionFacts.columns(bound);
    String name = written.name().orElseGet(() -> generated(context, table, columns));
    Constraints.requireFree(context, table, name);
    Constraint.Check check =
        new Constraint.Check(
            context.edits().newOid(),
            name,
            table.oid(),
            columns,
            StoredExpressions.of(written.expression(), context),
            written.noInherit(),
            !written.notValid());
    context.edits().put(check);
    return check;
  }

  private static String generated(StatementContext context, Table table, List<Integer> columns) {
    Optional<String> column =
        columns.size() == 1
            ? Optional.of(table.column(columns.getFirst()).name())
            : Optional.empty();
    return GeneratedNames.constraint(context, table.schema(), table.name(), column, "check");
  }
}
