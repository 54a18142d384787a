package dev.instar.engine.system.call;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.deparse.ConstraintText;
import dev.instar.engine.system.deparse.ExpressionText;
import dev.instar.engine.system.deparse.IndexText;
import dev.instar.engine.system.deparse.NodeTree;
import dev.instar.engine.system.deparse.Style;
import dev.instar.engine.system.deparse.ViewText;
import dev.instar.engine.system.name.CatalogNames;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.system.relation.ObjectText;
import dev.instar.engine.type.SessionView.ObjectKind;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** pg_get_…def: what objects were made with. PostgreSQL's manual, section 9.27.5. */
final class DefinitionCalls {
  private DefinitionCalls() {}

  static void register(Map<String, Answer> answers) {
    answers.put("pg_get_constraintdef", (a, call) -> constraint(a[0], Style.PLAIN, call));
    answers.put(
        "pg_get_constraintdef_ext", (a, call) -> constraint(a[0], Style.of((Boolean) a[1]), call));
    answers.put("pg_get_indexdef", (a, call) -> index(a[0], 0, Style.PLAIN, true, call));
    answers.put(
        "pg_get_indexdef_ext",
        (a, call) -> index(a[0], (Integer) a[1], Style.of((Boolean) a[2]), !(Boolean) a[2], call));
    answers.put("pg_get_viewdef", (a, call) -> view(Call.oid(a[0]), false, call));
    answers.put("pg_get_viewdef_ext", (a, call) -> view(Call.oid(a[0]), (Boolean) a[1], call));
    answers.put("pg_get_viewdef_wrap", (a, call) -> view(Call.oid(a[0]), true, call));
    answers.put("pg_get_viewdef_name", (a, call) -> view(relation(a[0], call), false, call));
    answers.put(
        "pg_get_viewdef_name_ext", (a, call) -> view(relation(a[0], call), (Boolean) a[1], call));
    answers.put("pg_get_expr", (a, call) -> expression(a, Style.PLAIN, call));
    answers.put("pg_get_expr_ext", (a, call) -> expression(a, Style.of((Boolean) a[2]), call));
    answers.put("pg_get_serial_sequence", (a, call) -> serial(a, call.context()));
    answers.put(
        "pg_describe_object",
        (a, call) ->
            ObjectText.describe(call.context(), Call.oid(a[0]), Call.oid(a[1]), (Integer) a[2])
                .orElse(null));
    // There are no triggers, rules other than those of views, functions or statistics of users.
    for (String absent :
        new String[] {
          "pg_get_triggerdef",
          "pg_get_triggerdef_ext",
          "pg_get_ruledef",
          "pg_get_ruledef_ext",
          "pg_get_functiondef",
          "pg_get_statisticsobjdef",
          "pg_get_statisticsobjdef_columns",
          "pg_get_statisticsobjdef_expressions",
          "pg_get_partkeydef",
          "pg_get_partition_constraintdef"
        }) {
      answers.put(absent, (a, call) -> null);
    }
  }

  private static String constraint(Object oid, Style style, Call call) {
    return Names.object(call.context(), Constraint.class, Call.oid(oid))
        .map(constraint -> ConstraintText.of(call.context(), constraint, style))
        .orElse(null);
  }

  private static String index(Object oid, int column, Style style, boolean qualified, Call call) {
    return Names.object(call.context(), Index.class, Call.oid(oid))
        .map(
            index ->
                column == 0
                    ? IndexText.definition(call.context(), index, style, qualified)
                    : IndexText.column(call.context(), index, column, style))
        .orElse(null);
  }

  private static int relation(Object name, Call call) {
    OptionalLong oid = CatalogNames.find(call.context(), ObjectKind.CLASS, (String) name);
    if (oid.isEmpty()) {
      throw new SqlException(SqlState.UNDEFINED_TABLE, "relation \"" + name + "\" does not exist");
    }
    return (int) oid.getAsLong();
  }

  private static String view(int oid, boolean pretty, Call call) {
    return Names.object(call.context(), View.class, oid)
        .map(view -> ViewText.definition(call.context(), view, pretty))
        .orElse(null);
  }

  /** Expressions of a table, as {@code pg_node_tree} has them. */
  private static String expression(Object[] a, Style style, Call call) {
    StatementContext context = call.context();
    String text = (String) a[0];
    int relation = Call.oid(a[1]);
    Optional<Table> table = Names.object(context, Table.class, relation);
    if (table.isEmpty()) {
      return Names.object(context, Relation.class, relation).isPresent() ? text : null;
    }
    return NodeTree.parse(text).stream()
        .map(tree -> ExpressionText.of(context, table.get(), tree, style))
        .collect(Collectors.joining(", "));
  }

  private static String serial(Object[] a, StatementContext context) {
    OptionalLong oid = CatalogNames.find(context, ObjectKind.CLASS, (String) a[0]);
    if (oid.isEmpty()) {
      throw new SqlException(SqlState.UNDEFINED_TABLE, "relation \"" + a[0] + "\" does not exist");
    }
    Optional<Table> table = Names.object(context, Table.class, (int) oid.getAsLong());
    Column column =
        table
            .flatMap(found -> found.column((String) a[1]))
            .orElseThrow(
                () ->
                    new SqlException(
                        SqlState.UNDEFINED_COLUMN,
                        "column \"%s\" of relation \"%s\" does not exist"
                            .formatted(a[1], table.map(Table::name).orElse((String) a[0]))));
    for (Sequence sequence : context.catalog().ownedSequences(table.get().oid())) {
      if (sequence.ownedBy().get().column() == column.number()) {
        return Names.qualified(context, sequence.schema(), sequence.name());
      }
    }
    return null;
  }
}
