package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.ObjectKind;
import dev.instar.engine.sql.Outline;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.Removal;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Dependent;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.Locale;

/**
 * DROP of anything but indexes, and parts of a table. It waits for the contract phase, because the
 * old application may still use it.
 */
final class RemovalRules {
  private RemovalRules() {}

  static void apply(StatementDraft draft, Removal removal) {
    switch (removal) {
      case Removal.DropObjects s when s.kind() == ObjectKind.TABLE ->
          DropTableRule.tables(draft, s.names(), s.ifExists(), s.cascade());
      case Removal.DropObjects s when s.kind() == ObjectKind.VIEW ->
          DropTableRule.views(draft, s.names(), s.ifExists(), s.cascade());
      case Removal.DropObjects s -> objects(draft, s);
      case Removal.DropRoles s -> drop(draft, "drop-role", "role", Roles.NONE, names(s.names()));
      case Removal.DropDatabase s ->
          draft.refuse(
              ErrorCode.STATEMENT_UNSUPPORTED,
              "a database is no part of a database's migration",
              "Drop it yourself.");
    }
  }

  private static List<QualifiedName> names(List<String> names) {
    return names.stream().map(QualifiedName::of).toList();
  }

  private static void objects(StatementDraft draft, Removal.DropObjects drop) {
    String kind = drop.kind().name().toLowerCase(Locale.ROOT);
    Roles roles = Roles.NONE;
    if (drop.kind() == ObjectKind.SEQUENCE) {
      List<TableName> sequences =
          drop.names().stream().map(n -> draft.schema().place(n.schema(), n.name())).toList();
      for (TableName sequence : sequences) {
        draft.contracted().relation(sequence);
        draft.schema(draft.schema().withoutRelationName(sequence));
      }
      roles = roles.with(Role.SEQUENCE, sequences);
    }
    String form =
        switch (drop.kind()) {
          case TYPE, DOMAIN -> drop.cascade() ? "drop-type-cascade" : "drop-type";
          case TABLE, INDEX, SEQUENCE, VIEW, SCHEMA, DATABASE, ROLE, EXTENSION, PUBLICATION ->
              "drop-" + kind;
        };
    if (drop.cascade()) {
      draft.find(FindingCode.CASCADE_DROPS, words(kind, drop.names()));
    }
    drop(draft, form, kind, roles, drop.names());
  }

  static void others(StatementDraft draft, Outline.DropOthers drop) {
    String kind = drop.kind().toLowerCase(Locale.ROOT);
    switch (drop.kind()) {
      case "MATERIALIZED VIEW" ->
          DropTableRule.views(draft, drop.names(), drop.ifExists(), drop.cascade());
      case "FOREIGN TABLE" ->
          DropTableRule.tables(draft, drop.names(), drop.ifExists(), drop.cascade());
      case "STATISTICS" ->
          OneStep.of(
                  "drop-statistics",
                  Roles.NONE.with(Role.TABLE, ofStatistics(draft, drop.names())),
                  "Drop " + words(kind, drop.names()),
                  "Statistics change no result, only plans.")
              .undo(new Undo.Impossible("their definition is gone"))
              .in(draft, Phase.MIGRATE);
      default -> {
        if (drop.cascade()) {
          draft.find(FindingCode.CASCADE_DROPS, words(kind, drop.names()));
        }
        drop(
            draft,
            drop.cascade() ? "drop-function-cascade" : "drop-function",
            kind,
            Roles.NONE,
            drop.names());
      }
    }
  }

  /** The tables, as far as they are known, that the statistics are of. */
  private static List<TableName> ofStatistics(StatementDraft draft, List<QualifiedName> names) {
    return draft.schema().tables().values().stream()
        .filter(
            t ->
                t.dependents().stream()
                    .filter(d -> d.kind() == Dependent.Kind.STATISTICS)
                    .anyMatch(d -> names.stream().anyMatch(n -> n.name().equals(d.name()))))
        .map(Table::name)
        .toList();
  }

  private static void drop(
      StatementDraft draft, String form, String kind, Roles roles, List<QualifiedName> names) {
    String what = words(kind, names);
    OneStep.of(
            form, roles, "Drop " + what, "Catalog only, but the old application may still use it.")
        .undo(new Undo.Impossible("it is gone"))
        .in(draft, Phase.CONTRACT);
    breaks(draft, what);
  }

  /** What a reader has to know of a drop, and what is deployed when. */
  static void breaks(StatementDraft draft, String what) {
    draft.find(FindingCode.DROP_BREAKS, what);
    draft.deploy("instar migrate: " + what + " stays");
    draft.deploy("deploy the application that no longer uses " + what);
    draft.deploy("instar contract: " + what + " goes");
  }

  static String words(String kind, List<QualifiedName> names) {
    return kind + " " + String.join(", ", names.stream().map(Targets::words).toList());
  }
}
