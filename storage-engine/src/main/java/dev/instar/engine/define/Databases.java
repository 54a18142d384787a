package dev.instar.engine.define;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.CatalogCodec;
import dev.instar.engine.catalog.CatalogEdits;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Grant;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.Removal;
import dev.instar.engine.sql.UtilityOption;
import dev.instar.engine.statement.SessionInfo;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.StoreChange;
import dev.instar.engine.txn.TransactionStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * CREATE, ALTER, RENAME and DROP of databases. A new database has three schemas and nothing else;
 * its catalog is a table of the store of its own.
 */
final class Databases {
  /** The schemas that every database has, with the OIDs that they have in each. */
  private static final Map<Integer, String> SCHEMAS =
      Map.of(11, "pg_catalog", 2200, "public", 13000, "information_schema");

  private static final Set<String> TEMPLATES = Set.of("template0", "template1");

  private static final Set<String> COLLATIONS =
      Set.of("C", "POSIX", "C.UTF-8", "C.utf8", "default");

  /** How often one looks whether the others have gone, as PostgreSQL does for five seconds. */
  private static final int TRIES = 50;

  private static final int PAUSE_MILLIS = 100;

  private Databases() {}

  static void create(Definition.CreateDatabase statement, StatementContext context) {
    String name = statement.name();
    Role current = RoleNames.current(context);
    if (!current.superuser() && !current.createDatabase()) {
      throw new SqlException(
          SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to create database");
    }
    Options options = new Options(context);
    statement.options().forEach(options::create);
    Role owner = options.owner.orElse(current);
    RoleNames.requireMember(context, owner);
    CatalogEdits edits = context.sharedEdits();
    claim(context, name);
    int oid = edits.newOid();
    edits.put(
        new DatabaseEntry(
            oid,
            name,
            owner.oid(),
            options.allowConnections.orElse(true),
            options.connectionLimit.orElse(-1),
            Map.of(),
            List.of()));
    fill(context, oid, owner);
  }

  /** The rows go into the store past any catalog: that is read from them by the first session. */
  private static void fill(StatementContext context, int database, Role owner) {
    List<Grant> usable =
        List.of(
            new Grant(owner.oid(), owner.oid(), Set.of('U', 'C'), Set.of()),
            new Grant(0, owner.oid(), Set.of('U'), Set.of()));
    List<StoreChange> rows = new ArrayList<>();
    SCHEMAS.forEach(
        (oid, name) -> {
          CatalogObject schema = new Schema(oid, name, owner.oid(), usable);
          rows.add(
              new StoreChange.RowInserted(
                  database, oid, context.transaction().command(), CatalogCodec.encode(schema)));
        });
    context.services().store().apply(context.transaction().xid(), rows);
  }

  private static void claim(StatementContext context, String name) {
    context.sharedEdits().lockName(0, RelationSlots.DATABASES, name);
    if (context.shared().database(name).isPresent() || TEMPLATES.contains(name)) {
      throw new SqlException(
          SqlState.DUPLICATE_DATABASE, "database \"" + name + "\" already exists");
    }
  }

  /** A database's entry as it is when nobody else is changing it. */
  static DatabaseEntry locked(String name, StatementContext context) {
    DatabaseEntry database = ObjectNames.database(name, context);
    context.sharedEdits().lockObject(database.oid());
    return ObjectNames.database(name, context);
  }

  static void alter(Alteration.AlterDatabase statement, StatementContext context) {
    DatabaseEntry database = locked(statement.name(), context);
    Privileges.requireOwner(context, database);
    Options options = new Options(context);
    statement.options().forEach(options::alter);
    if (options.allowConnections.equals(Optional.of(false))
        && database.oid() == context.database()) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE, "cannot disallow connections for current database");
    }
    context
        .sharedEdits()
        .put(
            database
                .withConnectionLimit(options.connectionLimit.orElse(database.connectionLimit()))
                .withAllowConnections(
                    options.allowConnections.orElse(database.allowConnections())));
  }

  static void rename(String name, String newName, StatementContext context) {
    DatabaseEntry database = locked(name, context);
    Privileges.requireOwner(context, database);
    claim(context, newName);
    if (database.oid() == context.database()) {
      throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "current database cannot be renamed");
    }
    requireUnused(context, database);
    context.sharedEdits().put(database.withName(newName));
  }

  static void drop(Removal.DropDatabase statement, StatementContext context) {
    String name = statement.name();
    if (statement.ifExists() && context.shared().database(name).isEmpty()) {
      Notices.missing(context, "database \"" + name + "\"");
      return;
    }
    DatabaseEntry database = locked(name, context);
    Privileges.requireOwner(context, database);
    if (database.oid() == context.database()) {
      throw new SqlException(SqlState.OBJECT_IN_USE, "cannot drop the currently open database");
    }
    requireNoSlot(context, database);
    if (statement.force()) {
      others(context, database)
          .forEach(session -> context.services().activity().terminate(session.processId()));
    }
    requireUnused(context, database);
    CatalogEdits edits = context.sharedEdits();
    context.shared().comment(database.oid(), 0).ifPresent(edits::remove);
    edits.remove(database);
    long transaction = context.transaction().topXid();
    context.afterEnd(
        () -> {
          if (context.services().transactions().status(transaction)
              == TransactionStatus.COMMITTED) {
            context.services().changelog().databaseDropped(database.oid());
            context.services().catalogs().forget(database.oid());
          }
        });
  }

  private static void requireNoSlot(StatementContext context, DatabaseEntry database) {
    long slots =
        context.services().changelog().slots().stream()
            .filter(slot -> slot.database() == database.oid() && slot.activePid().isPresent())
            .count();
    if (slots > 0) {
      throw inUse(
              "database \"" + database.name() + "\" is used by an active logical replication slot")
          .with(
              Field.DETAIL,
              slots == 1 ? "There is 1 active slot." : "There are " + slots + " active slots.");
    }
  }

  private static SqlException inUse(String message) {
    return new SqlException(SqlState.OBJECT_IN_USE, message);
  }

  private static List<SessionInfo> others(StatementContext context, DatabaseEntry database) {
    int own = context.functions().processId();
    return context.services().activity().sessions().stream()
        .filter(session -> session.database() == database.oid() && session.processId() != own)
        .toList();
  }

  /** Sessions that are about to end are given a moment. */
  private static void requireUnused(StatementContext context, DatabaseEntry database) {
    List<SessionInfo> sessions = others(context, database);
    for (int i = 0; i < TRIES && !sessions.isEmpty(); i++) {
      context.checkInterrupts();
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SqlException(SqlState.ADMIN_SHUTDOWN, "the session's thread is to stop", e);
      }
      sessions = others(context, database);
    }
    if (!sessions.isEmpty()) {
      int count = sessions.size();
      throw inUse("database \"" + database.name() + "\" is being accessed by other users")
          .with(
              Field.DETAIL,
              count == 1
                  ? "There is 1 other session using the database."
                  : "There are " + count + " other sessions using the database.");
    }
  }

  /** The options of CREATE and ALTER DATABASE, as they come. */
  private static final class Options {
    private final StatementContext context;
    private final Set<String> seen = new HashSet<>();
    private Optional<Role> owner = Optional.empty();
    private Optional<Boolean> allowConnections = Optional.empty();
    private Optional<Integer> connectionLimit = Optional.empty();

    Options(StatementContext context) {
      this.context = context;
    }

    void create(UtilityOption option) {
      Optional<String> value = option.value();
      switch (option.name()) {
        case "owner" -> owner = value.map(name -> RoleNames.find(name, context));
        case "template" ->
            require(option, value.filter(name -> !TEMPLATES.contains(name)).isEmpty());
        case "encoding" -> require(option, value.filter(Options::isOther).isEmpty());
        case "locale", "lc_collate", "lc_ctype", "builtin_locale" ->
            require(option, value.filter(name -> !COLLATIONS.contains(name)).isEmpty());
        case "locale_provider" ->
            require(
                option,
                value.filter(name -> !name.equals("libc") && !name.equals("builtin")).isEmpty());
        case "strategy" -> {}
        default -> alter(option);
      }
      if (!seen.add(option.name())) {
        throw new SqlException(SqlState.SYNTAX_ERROR, "conflicting or redundant options");
      }
    }

    private static boolean isOther(String encoding) {
      String plain = encoding.toUpperCase(Locale.ROOT).replace("-", "");
      return !plain.equals("UTF8") && !plain.equals("UNICODE") && !plain.equals("6");
    }

    private static void require(UtilityOption option, boolean known) {
      if (!known) {
        throw SqlException.unsupported(
            option.name().toUpperCase(Locale.ROOT) + " " + option.value().orElse(""));
      }
    }

    void alter(UtilityOption option) {
      switch (option.name()) {
        case "connection_limit" ->
            connectionLimit =
                Optional.of(option.value().map(RoleAttributes::connectionLimit).orElse(-1));
        case "allow_connections" ->
            allowConnections = Optional.of(option.value().map(Options::isOn).orElse(true));
        case "tablespace" ->
            require(option, option.value().filter(n -> !n.equals("pg_default")).isEmpty());
        case "is_template" -> require(option, option.value().filter(Options::isOn).isEmpty());
        default -> throw unknown(option);
      }
    }

    private static SqlException unknown(UtilityOption option) {
      return new SqlException(
          SqlState.SYNTAX_ERROR, "option \"" + option.name() + "\" not recognized");
    }

    private static boolean isOn(String value) {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "true", "on", "1", "yes" -> true;
        case "false", "off", "0", "no" -> false;
        default ->
            throw new SqlException(SqlState.SYNTAX_ERROR, "\"" + value + "\" is no Boolean value");
      };
    }
  }
}
