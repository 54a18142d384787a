package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.ColumnConstraint;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.Outline;
import dev.instar.engine.sql.PublicationObject;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.SequenceOption;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.ColumnType;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.ServerFacts.Volatility;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is created as a whole, but for tables and indexes: nobody uses it yet. */
final class DefinitionRules {
  private static final String REASON = "Nobody uses it yet.";

  private DefinitionRules() {}

  static void apply(StatementDraft draft, Definition definition) {
    switch (definition) {
      case Definition.CreateTable s -> CreateTableRule.table(draft, s);
      case Definition.CreateTableAs s -> CreateTableRule.as(draft, s);
      case Definition.CreateSchema s -> schema(draft, s);
      case Definition.CreateSequence s -> sequence(draft, s);
      case Definition.CreateView s -> view(draft, s);
      case Definition.CreateEnum s -> type(draft, s.name());
      case Definition.CreateDomain s -> domain(draft, s);
      case Definition.CreateExtension s -> extension(draft, s);
      case Definition.CreatePublication s -> publication(draft, s);
      case Definition.CreateRole s ->
          made(draft, "create-role", "role " + s.name(), "ROLE " + Identifiers.quote(s.name()));
      case Definition.CreateDatabase s ->
          draft.refuse(
              ErrorCode.STATEMENT_UNSUPPORTED,
              "a database is no part of a database's migration",
              "Create it before.");
    }
  }

  /**
   * @param object with its kind, as DROP takes it
   */
  private static void made(StatementDraft draft, String form, String title, String object) {
    OneStep.of(form, Roles.NONE, "Create " + title, REASON)
        .undo("DROP " + object)
        .in(draft, Phase.EXPAND);
  }

  private static void schema(StatementDraft draft, Definition.CreateSchema create) {
    String name = create.name().or(create::role).orElseThrow();
    if (!present(draft, "schema " + name, create.ifNotExists())) {
      made(draft, "create-schema", "schema " + name, "SCHEMA " + Identifiers.quote(name));
    }
  }

  /** Whether it is there already, and may be. */
  private static boolean present(StatementDraft draft, String object, boolean ifNotExists) {
    boolean present = draft.facts().present().contains(object);
    if (present && !ifNotExists) {
      throw draft.exists(object);
    }
    if (present) {
      draft.find(FindingCode.NOTHING_TO_DO, object + " exists already");
    }
    return present;
  }

  private static void sequence(StatementDraft draft, Definition.CreateSequence create) {
    Optional<TableName> name =
        CreateTableRule.free(draft, create.name(), create.ifNotExists(), create.persistence());
    if (name.isEmpty()) {
      return;
    }
    List<TableName> owners =
        create.options().stream()
            .filter(SequenceOption.OwnedBy.class::isInstance)
            .flatMap(o -> ((SequenceOption.OwnedBy) o).table().stream())
            .map(t -> Targets.table(draft, t, false).orElseThrow().name())
            .toList();
    OneStep.of(
            owners.isEmpty() ? "create-sequence" : "create-owned-sequence",
            Roles.NONE.with(Role.TABLE, owners),
            "Create sequence " + name.get(),
            REASON)
        .undo("DROP SEQUENCE IF EXISTS " + name.get().quoted() + " CASCADE")
        .in(draft, Phase.EXPAND);
    draft.schema(draft.schema().withRelationName(name.get()));
  }

  private static void view(StatementDraft draft, Definition.CreateView create) {
    Optional<Table> before =
        create.replace() ? Targets.find(draft, create.name()) : Optional.empty();
    if (before.isPresent()) {
      OneStep.of(
              "replace-view",
              Roles.NONE.with(Role.VIEW, before.get().name()),
              "Replace view " + before.get().name(),
              "Catalog only; queries that run meanwhile finish with the old one.")
          .in(draft, Phase.MIGRATE);
      return;
    }
    Optional<TableName> name =
        CreateTableRule.free(draft, create.name(), false, create.persistence());
    if (name.isPresent()) {
      OneStep.of("create-view", Roles.NONE, "Create view " + name.get(), REASON)
          .undo("DROP VIEW IF EXISTS " + name.get().quoted())
          .in(draft, Phase.EXPAND);
      draft.schema(draft.schema().with(NewTable.unknown(name.get(), Table.Kind.VIEW)));
    }
  }

  static void alterView(StatementDraft draft, Outline.AlterView alter) {
    Optional<Table> view = Targets.table(draft, alter.view(), alter.ifExists());
    if (view.isPresent()) {
      OneStep.of(
              form(alter),
              Roles.NONE.with(Role.VIEW, view.get().name()),
              "Change the settings of view " + view.get().name(),
              "Catalog only; queries that run meanwhile finish with the old ones.")
          .in(draft, Phase.MIGRATE);
    }
  }

  /** Options and statistics of a materialized view are those of a table. */
  private static String form(Outline.AlterView alter) {
    return switch (alter.change()) {
      case OPTIONS -> alter.materialized() ? "set-materialized-view-options" : "alter-view";
      case STATISTICS -> "set-materialized-view-options";
      case DEFAULT, OWNER -> "alter-view";
    };
  }

  /** Every kind of type but a domain. */
  static void type(StatementDraft draft, QualifiedName name) {
    TableName place = draft.schema().place(name.schema(), name.name());
    made(draft, "create-type", "type " + place, "TYPE " + place.quoted());
    remember(draft, place, ColumnType.of(place.toString()));
  }

  private static void domain(StatementDraft draft, Definition.CreateDomain create) {
    TableName place = draft.schema().place(create.name().schema(), create.name().name());
    ColumnType base = Types.resolve(draft, create.type());
    made(draft, "create-domain", "domain " + place, "DOMAIN " + place.quoted());
    boolean below = base.domain().map(ColumnType.Domain::constrained).orElse(false);
    boolean constrained =
        create.constraints().stream()
            .anyMatch(
                c -> c instanceof ColumnConstraint.Check || c instanceof ColumnConstraint.NotNull);
    boolean defaulted =
        create.constraints().stream().anyMatch(ColumnConstraint.Default.class::isInstance);
    remember(
        draft,
        place,
        new ColumnType(
            place.toString(),
            List.of(),
            Optional.of(new ColumnType.Domain(base.base(), constrained || below, defaulted))));
  }

  private static void remember(StatementDraft draft, TableName name, ColumnType type) {
    draft.facts(draft.facts().withType(name.name(), type).withType(name.toString(), type));
  }

  private static void extension(StatementDraft draft, Definition.CreateExtension create) {
    if (present(draft, "extension " + create.name(), create.ifNotExists())) {
      return;
    }
    made(
        draft,
        "create-extension",
        "extension " + create.name(),
        "EXTENSION " + Identifiers.quote(create.name()));
    draft.facts(draft.facts().withUnknownTypes());
  }

  private static void publication(StatementDraft draft, Definition.CreatePublication create) {
    OneStep.of(
            "create-publication",
            tables(draft, create.objects()),
            "Create publication " + create.name(),
            "Catalog only; without a replica identity, UPDATE and DELETE of its tables fail.")
        .undo("DROP PUBLICATION " + Identifiers.quote(create.name()))
        .in(draft, Phase.EXPAND);
  }

  /** The tables of a publication. */
  static Roles tables(StatementDraft draft, List<PublicationObject> objects) {
    return Roles.NONE.with(
        Role.TABLE,
        objects.stream()
            .filter(PublicationObject.Table.class::isInstance)
            .map(o -> ((PublicationObject.Table) o).table().name())
            .map(t -> Targets.table(draft, t, false).orElseThrow().name())
            .toList());
  }

  static void routine(StatementDraft draft, Outline.CreateRoutine create) {
    String kind = create.procedure() ? "PROCEDURE" : "FUNCTION";
    TableName place = draft.schema().place(create.name().schema(), create.name().name());
    OneStep.of(
            "create-function",
            Roles.NONE,
            "Create " + kind.toLowerCase(Locale.ROOT) + " " + place,
            create.replace()
                ? "Catalog only; a call that runs meanwhile finishes with the old one."
                : REASON)
        .undo(
            create.replace()
                ? new Undo.Impossible("what it replaces, if anything, is not kept")
                : new Undo.Sql(
                    List.of(
                        "DROP " + kind + " " + place.quoted() + "(" + create.arguments() + ")")))
        .in(draft, Phase.EXPAND);
    Volatility volatility =
        create.volatility().map(Volatility::valueOf).orElse(Volatility.VOLATILE);
    draft.facts(
        draft
            .facts()
            .withFunction(place.name(), volatility)
            .withFunction(place.toString(), volatility));
  }
}
