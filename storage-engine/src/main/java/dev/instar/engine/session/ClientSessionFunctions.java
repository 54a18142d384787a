package dev.instar.engine.session;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.function.SessionFunctions;
import dev.instar.engine.statement.Changelog;
import dev.instar.engine.statement.TemporarySchema;
import dev.instar.engine.system.CatalogFunctions;
import dev.instar.engine.system.name.CatalogNames;
import dev.instar.engine.type.SessionView;
import dev.instar.engine.type.TextFormat;
import dev.instar.engine.wire.Client;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What functions ask of a session. Of its thread; one for each session. */
final class ClientSessionFunctions implements SessionFunctions {
  private static final int CATALOG_SCHEMA = 11;

  private final Session session;
  private RunningStatement statement;
  private CatalogFunctions catalogFunctions = new CatalogFunctions();
  private SessionValues formatted;
  private TextFormat format;

  ClientSessionFunctions(Session session) {
    this.session = session;
  }

  ClientSessionFunctions at(RunningStatement running) {
    statement = running;
    return this;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the very same: no setting has changed
  public TextFormat format() {
    SessionValues values = session.settings().values();
    if (format == null || formatted != values) {
      formatted = values;
      format =
          new TextFormat(
              values.timeZone(),
              values.fieldOrder(),
              values.floatDigits(),
              values.byteaHex(),
              view());
    }
    return format;
  }

  private SessionView view() {
    return new SessionView() {
      @Override
      public Instant transactionStart() {
        return session.block().began();
      }

      @Override
      public OptionalLong find(ObjectKind kind, String name) {
        return CatalogNames.find(statement(), kind, name);
      }

      @Override
      public Optional<String> nameOf(ObjectKind kind, long oid) {
        return CatalogNames.nameOf(statement(), kind, oid);
      }
    };
  }

  @Override
  public Instant statementStart() {
    return session.activity().statementStart();
  }

  @Override
  public String currentUser() {
    return session.identity().currentRole().name();
  }

  @Override
  public String sessionUser() {
    return session.identity().sessionRole().name();
  }

  @Override
  public String database() {
    return session.identity().database().name();
  }

  @Override
  public List<String> schemas(boolean implicit) {
    Catalog catalog = session.catalog();
    List<String> path = session.settings().values().searchPath();
    boolean named = path.contains("pg_catalog");
    boolean temporary = path.contains(TemporarySchema.ALIAS);
    List<String> names = new ArrayList<>();
    for (int oid : session.searchPath(catalog)) {
      Schema schema = catalog.get(Schema.class, oid);
      boolean written =
          schema.oid() == CATALOG_SCHEMA
              ? named
              : temporary || !TemporarySchema.isTemporary(schema);
      if (implicit || written) {
        names.add(schema.name());
      }
    }
    return names;
  }

  @Override
  public int processId() {
    return session.processId();
  }

  @Override
  public String version() {
    return "PostgreSQL 17.0 (Instar), compiled for the Java virtual machine, 64-bit";
  }

  @Override
  public String setting(String name) {
    return session.setting(name).orElse(null);
  }

  @Override
  public String settingInItsUnit(String name) {
    return session.settings().inItsUnit(name).orElse(null);
  }

  @Override
  public Optional<InetSocketAddress> clientAddress() {
    return Optional.ofNullable(session.client()).map(Client::address);
  }

  @Override
  public Optional<InetSocketAddress> serverAddress() {
    return Optional.ofNullable(session.client()).map(Client::serverAddress);
  }

  @Override
  public String set(String name, String value, boolean local) {
    if (value == null) {
      session.resetSetting(name, local);
    } else {
      session.setSetting(name, value, local);
    }
    return session.setting(name).orElse("");
  }

  /** What only the catalog, the locks, the sequences or the log can answer. */
  @Override
  public Object call(String function, Object[] arguments) {
    RunningStatement caller = statement();
    Changelog changelog = caller.services().changelog();
    return changelog.hasFunction(function)
        ? changelog.call(function, arguments, caller)
        : catalogFunctions.call(function, arguments, caller);
  }

  /** The statement that calls; values of parameters are read outside of any. */
  private RunningStatement statement() {
    return statement == null || !statement.isOpen() ? new RunningStatement(session) : statement;
  }

  /** DISCARD SEQUENCES: currval and lastval have no value any more. */
  void forgetSequences() {
    catalogFunctions = new CatalogFunctions();
  }
}
