package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.TableConstraint;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** ADD EXCLUDE: the server has no way to add one online, so the shadow has it from the start. */
final class ExcludeRule {
  private ExcludeRule() {}

  static void apply(StatementDraft draft, Table table, TableConstraint.Exclude exclude) {
    draft.asWritten().form("add-exclude", Roles.of(table));
    List<String> keys =
        exclude.elements().stream().map(e -> IndexNames.column(e.element())).toList();
    String name =
        exclude
            .name()
            .orElseGet(
                () ->
                    ObjectNames.constraintIndex(
                        draft.schema(),
                        table.name(),
                        ObjectNames.distinct(
                            Stream.concat(keys.stream(), exclude.include().stream()).toList()),
                        "excl"));
    Constraints.free(draft, table.name(), name);
    draft.rebuild(table.name(), "ADD " + Constraints.named(name, exclude.name(), exclude.text()));
    draft.find(FindingCode.VIOLATIONS_STOP, table.name(), "EXCLUDE " + name);
    List<String> columns =
        exclude.elements().stream()
            .flatMap(e -> ExpressionFacts.columns(e.element().expression().tree()).stream())
            .distinct()
            .toList();
    Constraints.remember(
        draft,
        table.name(),
        new Constraint(
            name,
            Constraint.Type.EXCLUDE,
            exclude.text(),
            true,
            true,
            exclude.timing().deferrable(),
            columns,
            Optional.empty()));
  }
}
