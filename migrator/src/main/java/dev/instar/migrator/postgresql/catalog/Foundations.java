package dev.instar.migrator.postgresql.catalog;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Foundation;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanChanges;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.json.SavedPlan;
import dev.instar.migrator.postgresql.catalog.PostgresPlans.Source;
import dev.instar.migrator.postgresql.plan.Fingerprint;
import dev.instar.migrator.postgresql.plan.Mentions;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a server still has what a plan was made for. Reads and changes nothing. */
public final class Foundations {
  private static final String NAMES =
      """
      SELECT c.oid::bigint AS oid, n.nspname::text AS schema, c.relname::text AS name
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = ANY (?)
      """;

  private Foundations() {}

  /** What a plan would be made for now, and that plan where there is one. */
  private record Now(Foundation foundation, Optional<Plan> plan) {}

  /**
   * What a plan was made for a moment ago, to be saved with it.
   *
   * @param script the text that was planned
   * @throws MigrationException with PLAN_STALE if it is something else by now, and as the reader of
   *     the catalog does
   */
  public static Foundation of(Sessions sessions, Plan plan, String script) {
    Foundation foundation =
        CatalogReader.read(
            sessions,
            Mentions.of(plan.name(), script),
            (connection, catalog) ->
                now(connection, catalog, new Source(plan.name(), script)).foundation());
    if (!foundation.fingerprint().equals(plan.fingerprint())) {
      throw new MigrationException(
          ErrorCode.PLAN_STALE,
          "the schema changed while " + plan.name() + " was planned",
          "Plan it again.");
    }
    return foundation;
  }

  /**
   * Why a plan cannot be carried out any more: it was made for something else, or would be another
   * one today.
   *
   * @return in words, as far as it can be told; nothing if it still fits
   * @throws MigrationException as the reader of the catalog does
   */
  public static List<String> differences(Sessions sessions, SavedPlan saved) {
    Plan plan = saved.plan();
    return CatalogReader.read(
        sessions,
        Mentions.of(plan.name(), saved.script()),
        (connection, catalog) -> {
          Now now = now(connection, catalog, new Source(plan.name(), saved.script()));
          return now.foundation().fingerprint().equals(plan.fingerprint())
              ? PlanChanges.between(plan, now.plan().orElseThrow())
              : differences(connection, saved.foundation(), now.foundation());
        });
  }

  private static Now now(Connection connection, Catalog catalog, Source script)
      throws SQLException {
    try {
      PostgresPlans.Grounded grounded =
          PostgresPlans.grounded(
              connection,
              script,
              catalog.schema(),
              catalog.facts(),
              PlanOptions.DEFAULT,
              List.of(),
              List.of());
      return new Now(
          Fingerprint.parts(grounded.schema(), catalog.facts()),
          Optional.of(grounded.planned().plan()));
    } catch (MigrationException e) {
      // What the script names is not there any more, which the schema says as well.
      return new Now(Fingerprint.parts(catalog.schema(), catalog.facts()), Optional.empty());
    }
  }

  private static List<String> differences(Connection connection, Foundation then, Foundation now)
      throws SQLException {
    Map<Long, String> gone = new HashMap<>();
    then.objects()
        .forEach(
            (object, parts) -> {
              if (parts.containsKey(Foundation.OID) && !now.objects().containsKey(object)) {
                gone.put(Long.valueOf(parts.get(Foundation.OID)), object);
              }
            });
    Map<String, String> renamed = new HashMap<>();
    Rows.query(
            connection,
            NAMES,
            row ->
                Map.entry(
                    gone.get(row.getLong("oid")),
                    new TableName(row.getString("schema"), row.getString("name")).toString()),
            Rows.numbers(connection, gone.keySet()))
        .forEach(name -> renamed.put(name.getKey(), name.getValue()));
    List<String> differences = then.differences(now, renamed);
    return differences.isEmpty()
        ? List.of("another release of Instar made it, for what looks the same")
        : differences;
  }
}
