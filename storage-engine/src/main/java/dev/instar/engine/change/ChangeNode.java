package dev.instar.engine.change;

import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.plan.Description;
import dev.instar.engine.plan.Estimate;
import dev.instar.engine.plan.PlanNode;
import dev.instar.engine.plan.RowSource;
import java.util.List;
import java.util.Locale;

/** What all changes have in common: a table, rows to begin with, RETURNING. Immutable. */
abstract class ChangeNode extends PlanNode {
  private final String operation;
  private final Table table;
  private final String schema;
  private final Evaluator[] returning;

  ChangeNode(
      String operation, Table table, String schema, List<PlanNode> sources, Evaluator[] returning) {
    super(estimate(sources, returning), sources);
    this.operation = operation;
    this.table = table;
    this.schema = schema;
    this.returning = returning;
  }

  private static Estimate estimate(List<PlanNode> sources, Evaluator[] returning) {
    if (sources.isEmpty()) {
      return Estimate.NONE;
    }
    Estimate source = sources.getFirst().estimate();
    return returning.length > 0 ? source : new Estimate(source.startup(), source.total(), 0, 0);
  }

  static String schemaOf(dev.instar.engine.statement.StatementContext context, Table table) {
    return context.catalog().get(Schema.class, table.schema()).name();
  }

  Table table() {
    return table;
  }

  Evaluator[] returning() {
    return returning;
  }

  @Override
  public Description description() {
    return new Description(
        operation + " on " + table.name(),
        "ModifyTable",
        List.of(
            new Description.Item("Operation", operation),
            new Description.Item("Relation Name", table.name()),
            new Description.Item("Schema", schema)),
        List.of());
  }

  @Override
  protected final RowSource run(Execution execution, Frame outer) {
    if (execution.context().transaction().readOnly()
        && table.persistence() != Table.Persistence.TEMPORARY) {
      throw new SqlException(
          SqlState.READ_ONLY_SQL_TRANSACTION,
          "cannot execute %s in a read-only transaction"
              .formatted(operation.toUpperCase(Locale.ROOT)));
    }
    return begin(execution, new Frame(execution, outer), outer);
  }

  /**
   * @param frame for the change's own expressions
   * @param outer for the rows below
   */
  abstract ChangeRun begin(Execution execution, Frame frame, Frame outer);
}
