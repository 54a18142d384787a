package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.Alteration.DomainAction;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.ColumnType;
import dev.instar.migrator.schema.DomainUse;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * ALTER DOMAIN. Most of it is catalog only. But what proves a domain's constraint reads every row
 * of every table that uses it, under SHARE: the server has no way that lets writers through, and a
 * CHECK of the table spares it nothing. So it is done where there is little to read.
 */
final class DomainRules {
  private static final String REASON = "Catalog only.";

  private DomainRules() {}

  static void apply(StatementDraft draft, Alteration.AlterDomain alter) {
    QualifiedName domain = alter.domain();
    String name = Targets.words(domain);
    switch (alter.action()) {
      case DomainAction.Default a ->
          plain(draft, "set-domain-default", "Change the default of domain " + name);
      case DomainAction.DropConstraint a ->
          plain(draft, "drop-domain-constraint", "Drop constraint " + a.name() + " of " + name);
      case DomainAction.RenameConstraint a ->
          OneStep.of(
                  "rename-domain-constraint",
                  Roles.NONE,
                  "Rename constraint " + a.name() + " of domain " + name,
                  REASON)
              .undo(
                  alter(domain)
                      + " RENAME CONSTRAINT "
                      + Identifiers.quote(a.newName())
                      + " TO "
                      + Identifiers.quote(a.name()))
              .in(draft, Phase.MIGRATE);
      case DomainAction.NotNull a when !a.set() ->
          plain(draft, "drop-domain-constraint", "Drop NOT NULL of domain " + name);
      case DomainAction.NotNull a ->
          prove(
              draft,
              domain,
              "set-domain-not-null",
              "Set NOT NULL of domain " + name,
              new Undo.Sql(List.of(alter(domain) + " DROP NOT NULL")),
              "ADD CHECK (VALUE IS NOT NULL) NOT VALID reads nothing, and holds for every value"
                  + " that is written from then on.");
      case DomainAction.AddConstraint a ->
          add(draft, domain, (TableConstraint.Check) a.constraint());
      case DomainAction.ValidateConstraint a ->
          prove(
              draft,
              domain,
              "validate-domain-check",
              "Validate constraint " + a.name() + " of domain " + name,
              new Undo.Nothing("the constraint stays as it was added"),
              "It holds for every value that is written since it was added; validate it yourself"
                  + " when writes can wait.");
    }
  }

  private static String alter(QualifiedName domain) {
    return "ALTER DOMAIN " + Targets.quoted(domain);
  }

  private static void plain(StatementDraft draft, String form, String title) {
    OneStep.of(form, Roles.NONE, title, REASON).in(draft, Phase.MIGRATE);
  }

  private static void add(StatementDraft draft, QualifiedName domain, TableConstraint.Check check) {
    Undo undo =
        check
            .name()
            .<Undo>map(
                n ->
                    new Undo.Sql(
                        List.of(
                            alter(domain) + " DROP CONSTRAINT IF EXISTS " + Identifiers.quote(n))))
            .orElseGet(() -> new Undo.Impossible("the constraint has no name to drop it by"));
    String title =
        "Add constraint "
            + check.name().map(n -> n + " ").orElse("")
            + "to domain "
            + Targets.words(domain);
    if (check.notValid()) {
      OneStep.of(
              "add-domain-check-not-valid",
              Roles.NONE,
              title,
              "NOT VALID reads no row; it holds for every value that is written from here on.")
          .undo(undo)
          .in(draft, Phase.EXPAND);
      constrain(draft, domain);
      return;
    }
    prove(
        draft,
        domain,
        "add-domain-check",
        title,
        undo,
        "Add it NOT VALID, which reads nothing: it holds for every value that is written from then"
            + " on.");
  }

  /**
   * What looks at every value of the domain.
   *
   * @param instead what can be done where that takes long
   */
  private static void prove(
      StatementDraft draft,
      QualifiedName domain,
      String form,
      String title,
      Undo undo,
      String instead) {
    ColumnType type =
        Optional.ofNullable(draft.facts().types().get(Targets.words(domain)))
            .orElseThrow(() -> draft.missing("domain " + Targets.words(domain)));
    DomainUse known = draft.facts().domains().getOrDefault(Targets.words(domain), DomainUse.NONE);
    List<Table> tables = tables(draft, type, known);
    if (tables.isEmpty() && known.nested().isEmpty()) {
      draft.asWritten().locks(form, Roles.NONE);
      draft.step(
          StepDraft.execute(
                  Phase.MIGRATE,
                  title,
                  "No table has values of the domain.",
                  draft.statement().text())
              .undo(undo));
      constrain(draft, domain);
      return;
    }
    Roles roles =
        new Roles(List.of(), Targets.size(tables))
            .with(Role.TABLE, tables.stream().map(Table::name).toList());
    if (known.nested().isPresent()) {
      draft
          .asWritten()
          .form(form, roles)
          .fails(
              known.nested().get()
                  + " has values of "
                  + Targets.words(domain)
                  + " inside arrays, ranges or composite values");
      draft.refuse(
          ErrorCode.DEPENDENT_OBJECT,
          "the server does not look for values of "
              + Targets.words(domain)
              + " inside the arrays, ranges or composite values of "
              + known.nested().get(),
          "Add a CHECK to that table instead.");
    } else if (Targets.many(roles.size())) {
      draft.asWritten().form(form, roles);
      draft.refuse(
          ErrorCode.UNSAFE,
          "the server reads every row of "
              + tables.stream().map(t -> t.name().toString()).collect(Collectors.joining(", "))
              + " under SHARE, so that nobody writes meanwhile, and has no other way",
          instead);
    } else {
      OneStep.of(form, roles, title, "There are few rows to read.")
          .undo(undo)
          .in(draft, Phase.MIGRATE);
      tables.forEach(
          t ->
              draft.find(
                  FindingCode.VIOLATIONS_STOP,
                  t.name(),
                  "the constraint of domain " + Targets.words(domain)));
    }
    constrain(draft, domain);
  }

  /** Those that had it before the script, and those to which the script has given it. */
  private static List<Table> tables(StatementDraft draft, ColumnType type, DomainUse known) {
    TreeSet<TableName> names = new TreeSet<>(known.tables());
    draft.schema().tables().values().stream()
        .filter(t -> t.kind() == Table.Kind.TABLE)
        .filter(t -> t.columns().stream().anyMatch(c -> c.type().name().equals(type.name())))
        .forEach(t -> names.add(t.name()));
    names.removeIf(n -> !draft.schema().tables().containsKey(n));
    return names.stream().map(draft::table).toList();
  }

  /** A column that is added with it is checked from now on. */
  private static void constrain(StatementDraft draft, QualifiedName domain) {
    String name = Targets.words(domain);
    ColumnType type = draft.facts().types().get(name);
    if (type != null && type.domain().isPresent()) {
      ColumnType.Domain below = type.domain().get();
      draft.facts(
          draft
              .facts()
              .withType(
                  name,
                  new ColumnType(
                      type.name(),
                      type.modifiers(),
                      Optional.of(new ColumnType.Domain(below.base(), true, below.defaulted())))));
    }
  }
}
