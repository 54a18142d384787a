package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Outline;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.Table.Trait;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Statements that nobody looks into. Those that are known to change nothing but the catalog, by
 * what they are called, run as they are; the others run once somebody has answered for them.
 */
final class OpaqueRules {
  /** What a migration of one database cannot do, or not in a transaction. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "ALTER SYSTEM",
          "ALTER TABLESPACE",
          "CREATE SUBSCRIPTION",
          "CREATE TABLESPACE",
          "DROP SUBSCRIPTION",
          "DROP TABLESPACE",
          "LISTEN",
          "LOAD",
          "NOTIFY",
          "UNLISTEN");

  /** Statements that concern no table: they make, change or drop what tables do not consist of. */
  private static final Set<String> CATALOG =
      Set.of(
          "ALTER AGGREGATE",
          "ALTER COLLATION",
          "ALTER CONVERSION",
          "ALTER FOREIGN DATA WRAPPER",
          "ALTER FUNCTION",
          "ALTER LANGUAGE",
          "ALTER OPERATOR",
          "ALTER OPERATOR CLASS",
          "ALTER OPERATOR FAMILY",
          "ALTER PROCEDURE",
          "ALTER ROUTINE",
          "ALTER SERVER",
          "ALTER STATISTICS",
          "ALTER TEXT SEARCH CONFIGURATION",
          "ALTER TEXT SEARCH DICTIONARY",
          "ALTER TEXT SEARCH PARSER",
          "ALTER TEXT SEARCH TEMPLATE",
          "ALTER USER MAPPING",
          "CREATE ACCESS METHOD",
          "CREATE AGGREGATE",
          "CREATE CAST",
          "CREATE COLLATION",
          "CREATE CONVERSION",
          "CREATE FOREIGN DATA WRAPPER",
          "CREATE FOREIGN TABLE",
          "CREATE LANGUAGE",
          "CREATE OPERATOR",
          "CREATE OPERATOR CLASS",
          "CREATE OPERATOR FAMILY",
          "CREATE SERVER",
          "CREATE TEXT SEARCH CONFIGURATION",
          "CREATE TEXT SEARCH DICTIONARY",
          "CREATE TEXT SEARCH PARSER",
          "CREATE TEXT SEARCH TEMPLATE",
          "CREATE TRANSFORM",
          "CREATE USER MAPPING");

  private static final Pattern ANOTHER_NAME =
      Pattern.compile("\\b(RENAME\\s+TO|SET\\s+SCHEMA)\\b", Pattern.CASE_INSENSITIVE);

  private OpaqueRules() {}

  static void apply(StatementDraft draft, Outline.Opaque statement) {
    List<Table> tables =
        statement.relations().stream().flatMap(r -> Targets.find(draft, r).stream()).toList();
    String tag = statement.tag();
    if (ELSEWHERE.contains(tag)) {
      draft.refuse(
          ErrorCode.STATEMENT_UNSUPPORTED,
          tag + " concerns more than this database, or cannot run in a transaction",
          "Run it yourself.");
    } else if (tag.equals("COMMENT")) {
      catalog(draft, "comment-on-part", tag, new Undo.Nothing("nothing depends on a comment"));
    } else if (tag.equals("GRANT") || tag.equals("REVOKE")) {
      catalog(draft, "grant", tag, unknown());
    } else if (tag.equals("ALTER DEFAULT PRIVILEGES")) {
      catalog(draft, "default-privileges", tag, unknown());
    } else if (CATALOG.contains(tag)) {
      catalog(draft, "create-function", tag, unknown());
      if (tag.startsWith("ALTER") && ANOTHER_NAME.matcher(draft.statement().text()).find()) {
        draft.find(
            FindingCode.RENAME_BREAKS,
            tag.substring("ALTER ".length()).toLowerCase(Locale.ROOT)
                + statement.relations().stream()
                    .findFirst()
                    .map(r -> " " + Targets.words(r))
                    .orElse(""));
      }
    } else {
      opaque(draft, tables, statement.reason());
    }
  }

  private static Undo unknown() {
    return new Undo.Impossible("what was there before is not known");
  }

  private static void catalog(StatementDraft draft, String form, String tag, Undo undo) {
    OneStep.of(form, Roles.NONE, tag, "Catalog only, and no table's part of it.")
        .undo(undo)
        .in(draft, Phase.EXPAND);
  }

  /**
   * Runs a statement as written, which somebody has to accept.
   *
   * @param tables those that it names; it is taken to lock them as strongly as can be
   */
  static void opaque(StatementDraft draft, List<Table> tables, String why) {
    StepDraft step =
        StepDraft.execute(
                Phase.MIGRATE,
                "Run the statement as written",
                "Somebody has looked at it and accepted it.",
                draft.statement().text())
            .undo(new Undo.Impossible("Instar does not know what it has done"));
    for (Table table : tables) {
      if (!table.has(Trait.NEW)) {
        draft.asWritten().on(table.name(), LockMode.ACCESS_EXCLUSIVE);
        step = step.lock(table.name(), LockMode.ACCESS_EXCLUSIVE);
      }
    }
    draft.step(step);
    draft.find(FindingCode.OPAQUE_STATEMENT, why);
    draft.schema().tables().values().stream()
        .filter(t -> t.has(Trait.NEW) || tables.contains(t))
        .forEach(t -> Targets.filled(draft, t));
    // Whatever it makes, nobody has looked at.
    draft.facts(draft.facts().withUnknownTypes());
  }
}
