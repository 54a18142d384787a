package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.catalog.Catalog;
import dev.instar.migrator.postgresql.catalog.CatalogReader;
import dev.instar.migrator.postgresql.catalog.PostgresPlans;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.schema.TableSize;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A database that is made anew for every scenario, and plans for it. */
public final class Workbench implements AutoCloseable {
  /** What every table that has rows counts as, so that plans show estimates that never change. */
  private static final TableSize LARGE = new TableSize(12_300_000, 1_400_000_000L, 420_000_000L);

  private final PostgresVersion version;
  private final TestDatabase database;

  public Workbench(PostgresVersion version) throws SQLException {
    this(PostgresServer.shared(version));
  }

  public Workbench(PostgresServer server) throws SQLException {
    this.version = server.version();
    this.database = TestDatabase.on(server);
    // Nothing of this has to survive a crash.
    database.execute("SET synchronous_commit = off");
  }

  public PostgresVersion version() {
    return version;
  }

  public TestDatabase database() {
    return database;
  }

  /** To whom the tables belong. */
  public String user() {
    return PostgresServer.shared(version).user();
  }

  public Connection connect() throws SQLException {
    Connection connection = database.connect();
    TestDatabase.execute(connection, "SET synchronous_commit = off");
    return connection;
  }

  /** Everything gone, and the scenario's tables made. */
  public void prepare(Scenario scenario) throws SQLException {
    database.execute(
        "DROP SCHEMA IF EXISTS public, app, extra CASCADE",
        "DROP PUBLICATION IF EXISTS news",
        "CREATE SCHEMA public",
        "CREATE SCHEMA app",
        scenario.given());
  }

  /** What the scenario has given. */
  Set<TableName> relations() throws SQLException {
    return database
        .rows(
            "SELECT n.nspname, c.relname FROM pg_class c"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname IN ('public', 'app')")
        .stream()
        .map(r -> r.split("\\|"))
        .map(r -> new TableName(r[0], r[1]))
        .collect(Collectors.toSet());
  }

  /** The plan for tables as they are. */
  public Plan plan(Scenario scenario) {
    return PostgresPlans.plan(
        database.sessions(), scenario.name() + ".sql", scenario.script(), PlanOptions.DEFAULT);
  }

  /** Likewise, and the server is asked what it does. */
  Plan planWithEvidence(Scenario scenario) {
    return PostgresPlans.plan(
        database.sessions(),
        scenario.name() + ".sql",
        scenario.script(),
        new PlanOptions(Set.of(), true));
  }

  /** The plan for tables of a fixed, large size. */
  Plan planForLargeTables(Scenario scenario) {
    Catalog catalog = read(scenario);
    SortedMap<TableName, Table> tables = new TreeMap<>();
    catalog.schema().tables().forEach((name, table) -> tables.put(name, large(table)));
    Schema schema =
        new Schema(
            catalog.schema().searchPath(),
            tables,
            catalog.schema().relations(),
            catalog.schema().constraints());
    return plan(scenario, new Catalog(schema, catalog.facts()));
  }

  private static Plan plan(Scenario scenario, Catalog catalog) {
    return PostgresPlanner.plan(
        scenario.name() + ".sql",
        scenario.script(),
        catalog.schema(),
        catalog.facts(),
        PlanOptions.DEFAULT);
  }

  Catalog read(Scenario scenario) {
    return CatalogReader.read(
        database.sessions(), Mentions.of(scenario.name() + ".sql", scenario.script()));
  }

  private static Table large(Table table) {
    return table.size().orElseThrow().heapBytes() == 0
        ? table
        : table.with(t -> t.size(Optional.of(LARGE)));
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
