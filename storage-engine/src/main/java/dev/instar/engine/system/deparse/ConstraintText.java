package dev.instar.engine.system.deparse;

import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.type.Types;
import java.util.List;
import java.util.stream.Collectors;

/** What stands behind CONSTRAINT name: pg_get_constraintdef. Stateless. */
public final class ConstraintText {
  private ConstraintText() {}

  public static String of(StatementContext context, Constraint constraint, Style style) {
    Table table = context.catalog().get(Table.class, constraint.table());
    String text =
        switch (constraint) {
          case Constraint.Check check ->
              "CHECK ("
                  + ExpressionText.of(context, table, check.expression(), Types.BOOLEAN, style)
                  + ")"
                  + (check.noInherit() ? " NO INHERIT" : "");
          case Constraint.Unique unique -> unique(context, table, unique);
          case Constraint.ForeignKey key -> foreignKey(context, table, key);
        };
    return text + (constraint.validated() ? "" : " NOT VALID");
  }

  private static String unique(StatementContext context, Table table, Constraint.Unique unique) {
    Index index = context.catalog().get(Index.class, unique.index());
    StringBuilder out = new StringBuilder(unique.primary() ? "PRIMARY KEY " : "UNIQUE ");
    out.append(index.nullsNotDistinct() ? "NULLS NOT DISTINCT " : "");
    out.append(columns(table, unique.columns()));
    if (!index.include().isEmpty()) {
      out.append(" INCLUDE ").append(columns(table, index.include()));
    }
    if (!index.options().isEmpty()) {
      out.append(
          index.options().entrySet().stream()
              .map(option -> option.getKey() + "='" + option.getValue() + "'")
              .sorted()
              .collect(Collectors.joining(", ", " WITH (", ")")));
    }
    return out.append(timing(unique.deferrable(), unique.initiallyDeferred())).toString();
  }

  private static String timing(boolean deferrable, boolean deferred) {
    return (deferrable ? " DEFERRABLE" : "") + (deferred ? " INITIALLY DEFERRED" : "");
  }

  private static String columns(Table table, List<Integer> numbers) {
    return numbers.stream()
        .map(number -> Names.quoted(table.column(number).name()))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String foreignKey(
      StatementContext context, Table table, Constraint.ForeignKey key) {
    Table referenced = context.catalog().get(Table.class, key.referenced());
    StringBuilder out = new StringBuilder("FOREIGN KEY ");
    out.append(columns(table, key.columns())).append(" REFERENCES ");
    out.append(Names.relation(context, referenced.oid()).orElseThrow());
    out.append(columns(referenced, key.referencedColumns()));
    out.append(key.matchFull() ? " MATCH FULL" : "");
    out.append(action(" ON UPDATE ", key.onUpdate()));
    out.append(action(" ON DELETE ", key.onDelete()));
    if (!key.deleteColumns().isEmpty()) {
      out.append(" ").append(columns(table, key.deleteColumns()));
    }
    return out.append(timing(key.deferrable(), key.initiallyDeferred())).toString();
  }

  private static String action(String event, Constraint.ForeignKey.Action action) {
    return action == Constraint.ForeignKey.Action.NO_ACTION
        ? ""
        : event + action.name().replace('_', ' ');
  }
}
