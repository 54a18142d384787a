package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.CommandTag;
import dev.instar.engine.sql.CommonTable;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.QueryBody;
import dev.instar.engine.sql.References;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.IncomingKey;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * INSERT, TRUNCATE, COPY and SELECT. UPDATE and DELETE have a rule of their own.
 *
 * <p>TRUNCATE runs where it stands, and is a hazard that has to be accepted: the rows are gone for
 * good, and whoever reads the table at that moment waits and then finds it empty. To put it off to
 * the contract phase would be wrong, since the statements behind it often fill the table anew.
 */
final class RowRules {
  /** Functions whose calls a migration is known to make, and whose effect is what they say. */
  private static final Set<String> HARMLESS = Set.of("setval", "set_config", "nextval");

  private RowRules() {}

  static void insert(StatementDraft draft, Modification.Insert insert) {
    Table table = Targets.table(draft, insert.table().name(), false).orElseThrow();
    List<Table> sources = Targets.known(draft, References.of(insert));
    boolean values = insert.source().map(RowRules::values).orElse(true);
    if (insert.with().stream().anyMatch(w -> w.statement() instanceof Modification)) {
      OpaqueRules.opaque(draft, List.of(table), "it changes rows in its WITH");
      return;
    }
    List<TableName> parents =
        table.constraints().stream()
            .flatMap(c -> c.referenced().stream())
            .map(Constraint.Reference::table)
            .filter(p -> !p.equals(table.name()))
            .toList();
    Roles roles = Roles.NONE.with(Role.TABLE, table.name()).with(Role.PARENT, parents);
    new OneStep(
            List.of(
                new OneStep.Part(
                    values ? "insert" : "insert-select",
                    new Roles(roles.players(), Targets.size(sources)))),
            "Insert rows into " + table.name(),
            "New rows stand in nobody's way.",
            new Undo.Impossible("which rows it has added is not kept"))
        .in(draft, Phase.MIGRATE);
    if (Targets.many(Targets.size(sources))) {
      draft.find(FindingCode.LONG_TRANSACTION, names(sources));
    }
    if (!values) {
      Targets.filled(draft, table);
    }
  }

  private static boolean values(Query query) {
    return query.with().isEmpty() && query.body() instanceof QueryBody.Values;
  }

  private static String names(List<Table> tables) {
    return tables.stream().map(t -> t.name().toString()).collect(Collectors.joining(", "));
  }

  static void truncate(StatementDraft draft, Modification.Truncate truncate) {
    List<Table> tables =
        truncate.tables().stream()
            .map(t -> Targets.table(draft, t.name(), false).orElseThrow())
            .toList();
    List<TableName> names = tables.stream().map(Table::name).toList();
    List<TableName> children =
        tables.stream()
            .flatMap(t -> t.incoming().stream())
            .map(IncomingKey::child)
            .filter(c -> !names.contains(c))
            .distinct()
            .toList();
    if (!children.isEmpty() && !truncate.cascade()) {
      String user = children.getFirst() + " refers to " + names.getFirst();
      draft.asWritten().fails(user);
      draft.refuse(
          ErrorCode.DEPENDENT_OBJECT, user, "Name both tables in the statement, or use DELETE.");
    }
    OneStep.of(
            "truncate",
            Roles.NONE
                .with(Role.TABLE, names)
                .with(Role.TABLE, tables.stream().flatMap(t -> t.children().stream()).toList())
                .with(Role.CHILD, children),
            "Truncate " + names(tables),
            "The files are exchanged for empty ones, which is instant.")
        .undo(new Undo.Impossible("the rows are gone"))
        .in(draft, Phase.MIGRATE);
    draft.find(FindingCode.TRUNCATES, names(tables));
    if (!children.isEmpty()) {
      draft.find(
          FindingCode.TRUNCATES,
          children.stream().map(TableName::toString).collect(Collectors.joining(", ")));
    }
  }

  static void copy(StatementDraft draft, Modification copy) {
    draft.refuse(
        ErrorCode.STATEMENT_UNSUPPORTED,
        "the rows of "
            + CommandTag.of(copy)
            + " come or go through a client, which a script is not",
        "Use INSERT, or copy with psql.");
  }

  /** A query for its own sake reads; what its functions do nobody can see. */
  static void query(StatementDraft draft, Query query) {
    References references = References.of(query);
    Optional<QualifiedName> unseen =
        references.functions().stream()
            .filter(f -> !HARMLESS.contains(f.name()))
            .filter(f -> ExpressionFacts.isVolatile(f, draft.facts()))
            .findFirst();
    boolean changes =
        query.with().stream().map(CommonTable::statement).anyMatch(Modification.class::isInstance);
    if (unseen.isPresent() || changes) {
      OpaqueRules.opaque(
          draft,
          List.of(),
          changes
              ? "it changes rows in its WITH"
              : "function " + Targets.words(unseen.orElseThrow()) + " may do anything");
      return;
    }
    List<Table> sources = Targets.known(draft, references);
    boolean calls = references.functions().stream().anyMatch(f -> HARMLESS.contains(f.name()));
    new OneStep(
            sources.isEmpty()
                ? List.of()
                : List.of(new OneStep.Part("select", new Roles(List.of(), Targets.size(sources)))),
            "Run the query",
            "It reads like any query.",
            calls
                ? new Undo.Impossible("what was there before is not known")
                : new Undo.Nothing("it changes nothing"))
        .in(draft, Phase.MIGRATE);
  }
}
