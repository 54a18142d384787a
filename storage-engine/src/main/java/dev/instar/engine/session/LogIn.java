package dev.instar.engine.session;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Grant;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.statement.SessionInfo;
import dev.instar.engine.type.TextFormat;
import dev.instar.engine.type.TimestampTz;
import dev.instar.engine.type.Types;
import dev.instar.engine.wire.Client;
import dev.instar.engine.wire.SessionRequest;
import dev.instar.engine.wire.SessionRequest.Replication;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Who may have a session of which database, and what it begins with. Thread-safe. */
final class LogIn {
  private final EngineServices services;
  private final Map<String, String> serverSettings;

  LogIn(EngineServices services, Map<String, String> serverSettings) {
    this.services = services;
    this.serverSettings = Map.copyOf(serverSettings);
  }

  /**
   * Opens a session for somebody whose password was right.
   *
   * @throws SqlException 28000, 3D000, 42501, 53300, 22023, 0A000
   */
  Session open(Engine engine, SessionRequest request, Client client) {
    Catalog shared = services.catalogs().shared();
    Role role =
        shared
            .role(request.user())
            .orElseThrow(
                () ->
                    new SqlException(
                        SqlState.INVALID_AUTHORIZATION_SPECIFICATION,
                        "role \"" + request.user() + "\" does not exist"));
    requireLogIn(role, request.replication());
    DatabaseEntry database = database(shared, request);
    requireConnect(database, role);
    Settings settings = new Settings(defaults(database, role));
    Map<String, String> asked = new HashMap<>(defaults(database, role));
    request
        .settings()
        .forEach(
            (name, value) ->
                asked.put(
                    SettingTable.folded(name), settings.check(name, value, role.superuser())));
    Settings begun = new Settings(asked);
    SessionInfo.Kind kind =
        request.replication() == Replication.NONE
            ? SessionInfo.Kind.CLIENT
            : SessionInfo.Kind.REPLICATION;
    return new Session(engine, client, new Identity(database, role, begun), begun, kind);
  }

  private static void requireLogIn(Role role, Replication replication) {
    if (!role.login()) {
      throw new SqlException(
          SqlState.INVALID_AUTHORIZATION_SPECIFICATION,
          "role \"" + role.name() + "\" is not permitted to log in");
    }
    role.validUntil()
        .ifPresent(
            until -> {
              TimestampTz end = (TimestampTz) Types.TIMESTAMPTZ.parse(until, TextFormat.DEFAULT);
              if (Types.TIMESTAMPTZ.compare(end, now()) < 0) {
                throw new SqlException(
                    SqlState.INVALID_PASSWORD,
                    "password authentication failed for user \"" + role.name() + "\"");
              }
            });
    if (replication != Replication.NONE && !role.replication() && !role.superuser()) {
      throw new SqlException(
              SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to start WAL sender")
          .with(
              SqlException.Field.DETAIL,
              "Only roles with the REPLICATION attribute may start a WAL sender process.");
    }
  }

  private static Object now() {
    return Types.TIMESTAMPTZ.parse(Instant.now().toString(), TextFormat.DEFAULT);
  }

  private static DatabaseEntry database(Catalog shared, SessionRequest request) {
    // A physical replication connection is of no database; it is given the first.
    if (request.replication() == Replication.PHYSICAL) {
      return shared.all(DatabaseEntry.class).getFirst();
    }
    return shared
        .database(request.database())
        .orElseThrow(
            () ->
                new SqlException(
                    SqlState.INVALID_CATALOG_NAME,
                    "database \"" + request.database() + "\" does not exist"));
  }

  private void requireConnect(DatabaseEntry database, Role role) {
    if (!database.allowConnections()) {
      throw new SqlException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          "database \"" + database.name() + "\" is not currently accepting connections");
    }
    if (role.superuser()) {
      return;
    }
    boolean granted =
        database.owner() == role.oid()
            || database.grants().isEmpty()
            || database.grants().stream().anyMatch(grant -> connects(grant, role));
    if (!granted) {
      throw new SqlException(
              SqlState.INSUFFICIENT_PRIVILEGE,
              "permission denied for database \"" + database.name() + "\"")
          .with(SqlException.Field.DETAIL, "User does not have CONNECT privilege.");
    }
    requireRoom(database, role);
  }

  private static boolean connects(Grant grant, Role role) {
    return grant.privileges().contains('c')
        && (grant.grantee() == 0
            || grant.grantee() == role.oid()
            || role.memberOf().contains(grant.grantee()));
  }

  private void requireRoom(DatabaseEntry database, Role role) {
    if (database.connectionLimit() >= 0
        && count(session -> session.database() == database.oid()) >= database.connectionLimit()) {
      throw new SqlException(
          SqlState.TOO_MANY_CONNECTIONS,
          "too many connections for database \"" + database.name() + "\"");
    }
    if (role.connectionLimit() >= 0
        && count(session -> session.role() == role.oid()) >= role.connectionLimit()) {
      throw new SqlException(
          SqlState.TOO_MANY_CONNECTIONS, "too many connections for role \"" + role.name() + "\"");
    }
  }

  private long count(java.util.function.Predicate<SessionInfo> which) {
    return services.activity().sessions().stream().filter(which).count();
  }

  /** From the bottom: the server's, the database's, the role's. */
  private Map<String, String> defaults(DatabaseEntry database, Role role) {
    Map<String, String> settings = new HashMap<>(serverSettings);
    database.settings().forEach((name, value) -> settings.put(SettingTable.folded(name), value));
    role.settings().forEach((name, value) -> settings.put(SettingTable.folded(name), value));
    return settings;
  }
}
