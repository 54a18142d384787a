package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.Alteration.CommentTarget;
import dev.instar.engine.sql.ObjectKind;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.Locale;
import java.util.Optional;

/** What alters something other than a table or an index, and COMMENT: catalog only. */
final class AlterationRules {
  private static final String REASON = "Catalog only.";

  private AlterationRules() {}

  static void apply(StatementDraft draft, Alteration alteration) {
    switch (alteration) {
      case Alteration.AlterSequence s -> sequence(draft, s);
      case Alteration.AddEnumValue s -> addValue(draft, s);
      case Alteration.RenameEnumValue s -> renameValue(draft, s);
      case Alteration.AlterDomain s -> DomainRules.apply(draft, s);
      case Alteration.AlterRole s -> plain(draft, "alter-role", "Change role " + s.name());
      case Alteration.AlterDefaults s -> plain(draft, "alter-role", "Change default settings");
      case Alteration.AlterPublication s -> publication(draft, s);
      case Alteration.AlterPublicationOptions s ->
          plain(draft, "alter-publication", "Change publication " + s.name());
      case Alteration.Rename s -> rename(draft, s);
      case Alteration.ChangeOwner s -> owner(draft, s);
      case Alteration.MoveToSchema s -> move(draft, s);
      case Alteration.Comment s -> comment(draft, s);
      case Alteration.AlterDatabase s ->
          draft.refuse(
              ErrorCode.STATEMENT_UNSUPPORTED,
              "ALTER DATABASE concerns more than this database's migration",
              "Run it yourself.");
    }
  }

  static void plain(StatementDraft draft, String form, String title) {
    OneStep.of(form, Roles.NONE, title, REASON).in(draft, Phase.MIGRATE);
  }

  private static void sequence(StatementDraft draft, Alteration.AlterSequence alter) {
    TableName name = draft.schema().place(alter.name().schema(), alter.name().name());
    OneStep.of(
            "alter-sequence",
            Roles.NONE.with(Role.SEQUENCE, name),
            "Change sequence " + name,
            "Catalog only; nextval waits for a moment.")
        .in(draft, Phase.MIGRATE);
  }

  private static void addValue(StatementDraft draft, Alteration.AddEnumValue add) {
    OneStep.of(
            "add-enum-value",
            Roles.NONE,
            "Add value '" + add.label() + "' to type " + Targets.words(add.type()),
            "Catalog only; in a transaction of its own, so that later statements can use it.")
        .undo(new Undo.Impossible("the server cannot remove a value of an enum"))
        .in(draft, Phase.EXPAND);
  }

  private static void renameValue(StatementDraft draft, Alteration.RenameEnumValue rename) {
    String type = Targets.quoted(rename.type());
    OneStep.of(
            "rename-enum-value",
            Roles.NONE,
            "Rename value '" + rename.label() + "' of type " + Targets.words(rename.type()),
            REASON)
        .undo(
            "ALTER TYPE "
                + type
                + " RENAME VALUE "
                + literal(rename.newLabel())
                + " TO "
                + literal(rename.label()))
        .in(draft, Phase.MIGRATE);
    draft.find(
        FindingCode.RENAME_BREAKS,
        "value '" + rename.label() + "' of type " + Targets.words(rename.type()));
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static void publication(StatementDraft draft, Alteration.AlterPublication alter) {
    String form =
        switch (alter.change()) {
          case ADD -> "publication-add";
          case SET -> "publication-set";
          case DROP -> "publication-drop";
        };
    OneStep.of(
            form,
            DefinitionRules.tables(draft, alter.objects()),
            "Change publication " + alter.name(),
            "Catalog only; without a replica identity, UPDATE and DELETE of its tables fail.")
        .in(draft, Phase.MIGRATE);
  }

  private static void rename(StatementDraft draft, Alteration.Rename rename) {
    String kind = words(rename.kind());
    QualifiedName renamed = new QualifiedName(rename.name().schema(), rename.newName());
    OneStep.of(
            form(rename.kind()),
            Roles.NONE,
            "Rename " + kind.toLowerCase(Locale.ROOT) + " " + Targets.words(rename.name()),
            REASON)
        .undo(
            "ALTER "
                + kind
                + " "
                + Targets.quoted(renamed)
                + " RENAME TO "
                + Identifiers.quote(rename.name().name()))
        .in(draft, Phase.MIGRATE);
    draft.find(
        FindingCode.RENAME_BREAKS,
        kind.toLowerCase(Locale.ROOT) + " " + Targets.words(rename.name()));
  }

  private static void owner(StatementDraft draft, Alteration.ChangeOwner change) {
    String title =
        "Give "
            + words(change.kind()).toLowerCase(Locale.ROOT)
            + " "
            + Targets.words(change.name())
            + " to "
            + change.role();
    Optional<Table> view = Targets.find(draft, change.name()).filter(t -> view(change.kind()));
    OneStep step =
        OneStep.of(
            view.isPresent() ? "alter-view" : form(change.kind()),
            view.map(v -> Roles.NONE.with(Role.VIEW, v.name())).orElse(Roles.NONE),
            title,
            REASON);
    view.map(
            v ->
                step.undo(
                    "ALTER VIEW "
                        + v.name().quoted()
                        + " OWNER TO "
                        + Identifiers.quote(v.owner())))
        .orElse(step)
        .in(draft, Phase.MIGRATE);
  }

  private static boolean view(ObjectKind kind) {
    return kind == ObjectKind.VIEW;
  }

  private static void move(StatementDraft draft, Alteration.MoveToSchema move) {
    String kind = words(move.kind());
    TableName name = draft.schema().place(move.name().schema(), move.name().name());
    OneStep.of(
            form(move.kind()),
            Roles.NONE,
            "Move " + kind.toLowerCase(Locale.ROOT) + " " + name + " to schema " + move.schema(),
            REASON)
        .undo(
            "ALTER "
                + kind
                + " "
                + new TableName(move.schema(), name.name()).quoted()
                + " SET SCHEMA "
                + Identifiers.quote(name.schema()))
        .in(draft, Phase.MIGRATE);
    draft.find(FindingCode.RENAME_BREAKS, kind.toLowerCase(Locale.ROOT) + " " + name);
  }

  private static String form(ObjectKind kind) {
    return switch (kind) {
      case SCHEMA -> "alter-schema";
      case PUBLICATION -> "alter-publication";
      case ROLE -> "alter-role";
      case VIEW -> "alter-view";
      case SEQUENCE -> "alter-sequence";
      case TYPE, DOMAIN, EXTENSION, DATABASE, TABLE, INDEX -> "alter-type";
    };
  }

  private static String words(ObjectKind kind) {
    return kind.name();
  }

  private static void comment(StatementDraft draft, Alteration.Comment comment) {
    OneStep step =
        switch (comment.target()) {
          case CommentTarget.Named target -> named(draft, target);
          case CommentTarget.Column target -> on(draft, target.table(), "comment");
          case CommentTarget.Constraint target ->
              target.onDomain()
                  ? words(
                      "comment-on-part", Roles.NONE, "domain " + Targets.words(target.relation()))
                  : on(draft, target.relation(), "comment-on-part");
        };
    step.in(draft, Phase.EXPAND);
  }

  private static OneStep named(StatementDraft draft, CommentTarget.Named target) {
    return switch (target.kind()) {
      case TABLE, VIEW -> on(draft, target.name(), "comment");
      case INDEX ->
          words(
              "comment",
              Roles.NONE.with(
                  Role.INDEX,
                  draft
                      .schema()
                      .findByIndex(target.name().schema(), target.name().name())
                      .map(t -> new TableName(t.name().schema(), target.name().name()))
                      .orElseThrow(() -> draft.missing("index " + Targets.words(target.name())))),
              "index " + Targets.words(target.name()));
      case SEQUENCE ->
          words(
              "comment",
              Roles.NONE.with(
                  Role.SEQUENCE,
                  draft.schema().place(target.name().schema(), target.name().name())),
              "sequence " + Targets.words(target.name()));
      case TYPE, DOMAIN, SCHEMA, DATABASE, ROLE, EXTENSION, PUBLICATION ->
          words(
              "comment",
              Roles.NONE,
              target.kind().name().toLowerCase(Locale.ROOT) + " " + Targets.words(target.name()));
    };
  }

  private static OneStep on(StatementDraft draft, QualifiedName relation, String form) {
    Table table = Targets.table(draft, relation, false).orElseThrow();
    boolean view = table.kind() == Table.Kind.VIEW || table.kind() == Table.Kind.MATERIALIZED_VIEW;
    return words(
        form,
        Roles.NONE.with(view ? Role.VIEW : Role.TABLE, table.name()),
        table.name().toString());
  }

  private static OneStep words(String form, Roles roles, String what) {
    return OneStep.of(form, roles, "Comment on " + what, "Nothing depends on a comment.")
        .undo(new Undo.Nothing("nothing depends on a comment"));
  }
}
