package dev.instar.migrator.postgresql.catalog;

import dev.instar.engine.sql.QualifiedName;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.plan.Mentions;
import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.ServerFacts;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the parts of a catalog that a script names. Stateless. */
public final class CatalogReader {
  /**
   * How long to wait for somebody's ACCESS EXCLUSIVE: the size of a table that is being rewritten
   * cannot be had.
   */
  private static final String LOCK_TIMEOUT = "5s";

  private CatalogReader() {}

  /**
   * Reads what the script names.
   *
   * @throws MigrationException if the server cannot be reached, lacks a privilege, or is too old
   */
  public static Catalog read(Sessions sessions, Mentions mentions) {
    return read(sessions, mentions, (connection, catalog) -> catalog);
  }

  /** What else is to be looked at in the same snapshot. */
  interface Further<T> {
    T look(Connection connection, Catalog catalog) throws SQLException;
  }

  /** As {@link #read(Sessions, Mentions)}, and then something more on the same connection. */
  static <T> T read(Sessions sessions, Mentions mentions, Further<T> further) {
    return inSnapshot(sessions, connection -> further.look(connection, read(connection, mentions)));
  }

  /** What is to be read. */
  interface Look<T> {
    T at(Connection connection) throws SQLException;
  }

  /**
   * Reads in one read-only snapshot.
   *
   * @throws MigrationException if the server cannot be reached or read
   */
  static <T> T inSnapshot(Sessions sessions, Look<T> look) {
    try (Connection connection = sessions.openInUsersPath("plan")) {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      T result = look.at(connection);
      connection.rollback();
      return result;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** From here on names are the catalog's own, and waiting has an end. */
  static void pin(Connection connection) throws SQLException {
    Queries.execute(
        connection,
        "SELECT pg_catalog.set_config('search_path', 'pg_catalog', false),"
            + " pg_catalog.set_config('lock_timeout', '"
            + LOCK_TIMEOUT
            + "', false)");
  }

  private static Catalog read(Connection connection, Mentions mentions) throws SQLException {
    Meanings meanings = Meanings.read(connection, mentions);
    pin(connection);
    ServerFacts facts =
        ServerReader.read(connection, meanings)
            .withPresent(NamesReader.present(connection, mentions.schemas(), mentions.names()))
            .withSpeeds(SpeedsReader.DEFAULT.read(connection));
    if (facts.major() < 14) {
      throw new MigrationException(
          ErrorCode.SERVER_UNSUPPORTED,
          facts.version() + " is too old",
          "Instar knows PostgreSQL 14 to 18.");
    }
    SortedMap<TableName, Table> tables = new TreeMap<>();
    DomainReader.Found domains = DomainReader.read(connection, mentions.domains(), meanings);
    Set<Long> named = new HashSet<>(meanings.tables());
    named.addAll(domains.tables());
    Set<Long> oids = PartitionReader.withFamilies(connection, named);
    for (Table table : TableReader.read(connection, oids)) {
      tables.put(table.name(), table);
    }
    Set<String> schemas = new TreeSet<>(mentions.schemas());
    tables.keySet().forEach(t -> schemas.add(t.schema()));
    // Where what the script makes goes, if it names no schema.
    schemas.add(
        new Schema(meanings.searchPath(), new TreeMap<>(), Set.of(), Set.of())
            .place(Optional.empty(), "")
            .schema());
    NamesReader names = NamesReader.read(connection, schemas, beginnings(mentions, tables));
    return new Catalog(
        new Schema(meanings.searchPath(), tables, names.relations(), names.constraints()),
        facts.withDomains(domains.among(tables.values())));
  }

  /** The names in front of which the server may put something when it chooses a name. */
  private static List<String> beginnings(Mentions mentions, SortedMap<TableName, Table> tables) {
    Set<String> names = new LinkedHashSet<>(mentions.names());
    tables.keySet().forEach(t -> names.add(t.name()));
    mentions.relations().stream().map(QualifiedName::name).forEach(names::add);
    return List.copyOf(names);
  }

  private static MigrationException failed(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return switch (state) {
      case "55P03" ->
          new MigrationException(
              ErrorCode.LOCK_NOT_AVAILABLE,
              "a table of the script is locked by somebody: " + e.getMessage(),
              "Try again when the other schema change is done.",
              e);
      case "42501" ->
          new MigrationException(
              ErrorCode.PRIVILEGE,
              "the catalog cannot be read: " + e.getMessage(),
              "Connect as the owner of the tables.",
              e);
      default ->
          new MigrationException(
              state.startsWith("08") || state.startsWith("57")
                  ? ErrorCode.CONNECTION_LOST
                  : ErrorCode.INTERNAL,
              "reading the catalog failed: " + e.getMessage(),
              state.startsWith("08") || state.startsWith("57")
                  ? "Try again."
                  : "This is a bug of Instar's; please report it.",
              e);
    };
  }
}
