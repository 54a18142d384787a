package dev.instar.migrator.postgresql.preflight;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.postgresql.shape.Dependent;
import dev.instar.migrator.postgresql.shape.Dependents;
import dev.instar.migrator.postgresql.shape.ShadowBuilder;
import dev.instar.migrator.postgresql.shape.ShadowNames;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What a rebuild needs of its table. */
final class TableCheck {
  private static final String QUERY =
      """
      SELECT c.oid, c.relpersistence, pg_get_userbyid(c.relowner) AS owner,
             pg_has_role(c.relowner, 'USAGE') AS owned,
             has_schema_privilege(c.relnamespace, 'CREATE') AS may_create,
             row_security_active(c.oid) AS rows_hidden,
             (SELECT string_agg(DISTINCT p.gid, ', ') FROM pg_locks l
                JOIN pg_locks x ON x.virtualtransaction = l.virtualtransaction
                               AND x.locktype = 'transactionid' AND x.pid IS NULL
                JOIN pg_prepared_xacts p ON p.transaction = x.transactionid
               WHERE l.relation = c.oid AND l.locktype = 'relation' AND l.pid IS NULL) AS prepared,
             (SELECT string_agg(pubname, ', ') FROM pg_publication WHERE puballtables)
               AS publications_of_all,
             (SELECT string_agg(p.pubname, ', ') FROM pg_publication_rel r
                JOIN pg_publication p ON p.oid = r.prpubid WHERE r.prrelid = c.oid)
               AS publications,
             current_user AS role
        FROM pg_class c WHERE c.oid = to_regclass(?)
      """;

  private TableCheck() {}

  /**
   * Checks one.
   *
   * @param first whether no other step of the plan comes before, so that the statement can be tried
   */
  static void run(
      Connection connection,
      String step,
      StepAction.Rebuild rebuild,
      boolean first,
      List<String> searchPath,
      Outcome outcome)
      throws SQLException {
    TableName table = rebuild.source();
    Optional<Facts> found = Facts.of(connection, QUERY, table.quoted());
    if (found.isEmpty()) {
      if (first) {
        outcome.problem(ErrorCode.OBJECT_MISSING, "there is no table " + table, "Check its name.");
      }
      return;
    }
    Facts facts = found.get();
    if (!facts.is("owned")) {
      outcome.problem(notOwned(table, facts));
      return;
    }
    if (!facts.is("may_create")) {
      outcome.problem(noCreate(table, facts));
    }
    if (facts.is("rows_hidden")) {
      outcome.problem(
          ErrorCode.ROW_SECURITY,
          "row security of " + table + " hides rows from role " + facts.text("role"),
          "Run as a role with BYPASSRLS, or ALTER TABLE … NO FORCE ROW LEVEL SECURITY.");
    }
    if (!facts.text("prepared").isEmpty()) {
      outcome.problem(
          ErrorCode.LOCK_NOT_AVAILABLE,
          "prepared transactions hold locks on " + table + ": " + facts.text("prepared"),
          "COMMIT PREPARED or ROLLBACK PREPARED them.");
    }
    publications(table, facts, outcome);
    List<Dependent> refused =
        Dependents.read(connection, facts.number("oid")).stream()
            .filter(dependent -> !dependent.carried())
            .toList();
    for (Dependent dependent : refused) {
      outcome.problem(
          ErrorCode.DEPENDENT_OBJECT,
          table
              + " cannot be rebuilt beside itself because of "
              + dependent.kind()
              + " "
              + dependent.identity(),
          dependent.reason());
    }
    if (first && refused.isEmpty() && facts.is("may_create")) {
      tryStatement(connection, step, rebuild, searchPath, outcome);
    }
  }

  static MigrationException notOwned(TableName table, Facts facts) {
    return new MigrationException(
        ErrorCode.PRIVILEGE,
        "%s belongs to %s, of which %s is no member"
            .formatted(table, facts.text("owner"), facts.text("role")),
        "Run as the owner, as a member of that role, or as superuser.");
  }

  static MigrationException noCreate(TableName table, Facts facts) {
    return new MigrationException(
        ErrorCode.PRIVILEGE,
        "role %s may not create anything in schema %s"
            .formatted(facts.text("role"), table.schema()),
        "GRANT CREATE ON SCHEMA … to it.");
  }

  private static void publications(TableName table, Facts facts, Outcome outcome) {
    if (!facts.text("publications_of_all").isEmpty()) {
      outcome.warning(
          "PUBLICATION-ALL-TABLES",
          "the copy goes to the subscribers of publication "
              + facts.text("publications_of_all")
              + " too, as rows of a table they do not know",
          "Look whether they can bear it; a publication can list its tables instead.");
    }
    if (!facts.text("publications").isEmpty()) {
      outcome.notice(
          "PUBLICATION-REFRESH",
          "subscribers of publication "
              + facts.text("publications")
              + " know "
              + table
              + " as the table it was",
          "ALTER SUBSCRIPTION … REFRESH PUBLICATION WITH (copy_data = false) after the swap.");
    }
  }

  /** Makes the shadow and takes it back. */
  private static void tryStatement(
      Connection connection,
      String step,
      StepAction.Rebuild rebuild,
      List<String> searchPath,
      Outcome outcome)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      String database =
          Facts.of(connection, "SELECT current_database() AS n").orElseThrow().text("n");
      ShadowNames names = ShadowNames.of(database, 0, "try_" + step, rebuild.source());
      ShadowBuilder.create(connection, names, rebuild, searchPath);
    } catch (MigrationException e) {
      outcome.problem(e);
    } catch (SQLException e) {
      outcome.problem(
          new MigrationException(
              "42501".equals(e.getSQLState()) ? ErrorCode.PRIVILEGE : ErrorCode.UNSAFE,
              "a table of the new shape of "
                  + rebuild.source()
                  + " cannot be made: "
                  + e.getMessage(),
              "Nothing was changed.",
              e));
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
