package dev.instar.engine.session;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Catalogs;
import dev.instar.engine.catalog.PredefinedRole;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.statement.SessionInfo;
import dev.instar.engine.type.TextFormat;
import dev.instar.engine.wire.Client;
import dev.instar.engine.wire.SqlSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client's session; see the package. It holds the parts together, and knows when a statement
 * begins and ends. Of its connection's thread, but for {@link #cancel}, {@link #terminate} and what
 * {@link Sessions} reads.
 */
final class Session implements SqlSession {
  private final Engine engine;
  private final Client client;
  private final Identity identity;
  private final Settings settings;
  private final Interrupts interrupts;
  private final LockOwner owner;
  private final TransactionBlock block;
  private final SessionActivity activity = new SessionActivity();
  private final ClientSessionFunctions functions;
  private final SchemaPath schemaPath;
  private final ParsedTexts texts = new ParsedTexts();
  private final PlanCache plans = new PlanCache();
  private final Temporaries temporaries;
  private final Commands commands;
  private final SessionInfo.Kind kind;
  private SessionValues identityValues;
  private List<SqlException> notices = List.of();

  Session(
      Engine engine, Client client, Identity identity, Settings settings, SessionInfo.Kind kind) {
    this.engine = engine;
    this.client = client;
    this.identity = identity;
    this.settings = settings;
    this.kind = kind;
    interrupts = new Interrupts(services().locks(), engine.timers(), settings::values);
    owner = new LockOwner(client.processId(), interrupts);
    interrupts.waitsAs(owner);
    block =
        new TransactionBlock(
            services(),
            owner,
            identity.database().oid(),
            settings,
            interrupts,
            this::notice,
            () ->
                client.terminate(
                    new SqlException(
                        SqlState.TRANSACTION_TIMEOUT,
                        "terminating connection due to transaction timeout")));
    functions = new ClientSessionFunctions(this);
    schemaPath = new SchemaPath(this);
    temporaries = new Temporaries(this);
    commands = new Commands(this);
    block.whenCommitting(temporaries::beforeCommit);
    block.whenEnded(commands.cursors()::transactionEnded);
    block.whenUndone(commands.cursors()::undone);
  }

  Engine engine() {
    return engine;
  }

  EngineServices services() {
    return engine.services();
  }

  Client client() {
    return client;
  }

  int processId() {
    return client.processId();
  }

  SessionInfo.Kind kind() {
    return kind;
  }

  Identity identity() {
    return identity;
  }

  Settings settings() {
    return settings;
  }

  Interrupts interrupts() {
    return interrupts;
  }

  LockOwner owner() {
    return owner;
  }

  TransactionBlock block() {
    return block;
  }

  SessionActivity activity() {
    return activity;
  }

  Commands commands() {
    return commands;
  }

  PlanCache plans() {
    return plans;
  }

  ClientSessionFunctions functions(RunningStatement running) {
    return functions.at(running);
  }

  /** The objects of the database as the session sees them at this moment. */
  Catalog catalog() {
    return block
        .open()
        .map(open -> open.edits().catalog())
        .orElseGet(() -> services().catalogs().database(identity.database().oid()));
  }

  Catalog shared() {
    return block
        .open()
        .map(open -> open.sharedEdits().catalog())
        .orElseGet(() -> services().catalogs().database(Catalogs.SHARED));
  }

  List<Integer> searchPath(Catalog catalog) {
    return schemaPath.in(catalog);
  }

  boolean createsTemporary(Catalog catalog) {
    return schemaPath.temporaryFirst(catalog);
  }

  // Settings: some are not of the session but of its transaction, or of who it is.

  /** As SHOW prints it; absent if there is none of that name. */
  Optional<String> setting(String name) {
    return switch (SettingTable.folded(name)) {
      case "transaction_isolation" -> Optional.of(block.isolation());
      case "transaction_read_only" -> Optional.of(block.isReadOnly() ? "on" : "off");
      case "transaction_deferrable" -> Optional.of(block.isDeferrable() ? "on" : "off");
      case "is_superuser" -> Optional.of(identity.isSuperuser() ? "on" : "off");
      case "session_authorization" -> Optional.of(identity.sessionRole().name());
      case "data_directory" -> {
        if (!identity.has(PredefinedRole.PG_READ_ALL_SETTINGS, services().catalogs().shared())) {
          throw new SqlException(
              SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to examine \"" + name + "\"");
        }
        yield settings.shown(name);
      }
      default -> settings.shown(name);
    };
  }

  /** SET, by whoever the session is. */
  void setSetting(String name, String value, boolean local) {
    block.touch();
    String folded = SettingTable.folded(name);
    String kept = settings.check(name, value, identity.isSuperuser());
    switch (folded) {
      case "transaction_isolation" -> block.isolation(kept);
      case "transaction_read_only" -> block.readOnly(kept.equals("on"));
      case "transaction_deferrable" -> block.deferrable(kept.equals("on"));
      case "session_authorization" -> {
        identity.requireAuthorization(kept, shared());
        settings.put(folded, kept, local);
        settings.put("role", "none", local);
        identity.refresh(shared());
      }
      case "role" -> {
        if (!kept.equals("none")) {
          identity.requireSettable(kept, shared());
        }
        settings.put(folded, kept, local);
        identity.refresh(shared());
      }
      default -> settings.put(folded, kept, local);
    }
  }

  /** RESET, and SET … TO DEFAULT. */
  void resetSetting(String name, boolean local) {
    block.touch();
    switch (SettingTable.folded(name)) {
      case "transaction_isolation" -> block.isolation(settings.values().defaultIsolation());
      case "transaction_read_only" -> block.readOnly(settings.values().defaultReadOnly());
      case "transaction_deferrable" -> block.deferrable(false);
      case "session_authorization" -> {
        settings.reset("role", local, true);
        settings.reset(name, local, true);
        identity.refresh(shared());
      }
      default -> {
        settings.reset(name, local, identity.isSuperuser());
        identity.refresh(shared());
      }
    }
  }

  // Statements.

  @Override
  public List<String> split(String script) {
    List<String> statements = texts.split(script);
    block.severalStatements(statements.size() > 1);
    return statements;
  }

  @Override
  public Prepared prepare(String text, int[] parameterTypes) {
    Statement statement = texts.statement(text);
    requireAlive(statement);
    interrupts.statementBegins();
    activity.runs(text);
    return understood(text, statement, parameterTypes);
  }

  /** The statements of a text that is part of another statement. */
  List<ParsedStatement> parsedWithin(String text) {
    return texts.within(text);
  }

  /** A statement that is part of another, which is running. */
  Portal within(String text) {
    Statement statement = texts.statement(text);
    requireAlive(statement);
    if (statement instanceof Statement.TransactionControl) {
      throw SqlException.unsupported("EXECUTE of transaction commands");
    }
    return bind(understood(text, statement, new int[0]), new Object[0]);
  }

  private Prepared understood(String text, Statement statement, int[] parameterTypes) {
    if (!Commands.isPlanned(statement)) {
      return new PreparedCommandText(text, statement, commands.columns(statement));
    }
    RunningStatement running = new RunningStatement(this);
    try {
      running.takeLastingSnapshot();
      PlannedQuery known = plans.get(text, parameterTypes);
      if (known != null && known.isRightAndLocked(running)) {
        return known;
      }
      PlannedQuery query = new PlannedQuery(this, text, statement, parameterTypes);
      query.understand(running);
      plans.put(text, parameterTypes, query);
      return query;
    } finally {
      running.letGo();
    }
  }

  /**
   * @throws SqlException 25P02 in a failed block, unless the statement ends that
   */
  private void requireAlive(Statement statement) {
    if (block.status() == TransactionStatus.FAILED && !Commands.endsFailure(statement)) {
      throw new SqlException(
          SqlState.IN_FAILED_SQL_TRANSACTION,
          "current transaction is aborted, commands ignored until end of transaction block");
    }
  }

  @Override
  public Portal bind(Prepared prepared, Object[] parameters) {
    PreparedText text = (PreparedText) prepared;
    requireAlive(text.statement());
    return switch (text) {
      case PlannedQuery query -> new QueryPortal(this, query, parameters);
      case PreparedCommandText command -> portal(command);
    };
  }

  private Portal portal(PreparedCommandText command) {
    return switch (command.statement()) {
      case Modification.CopyIn in -> new CopyPortal(this, command);
      case Modification.CopyOut out -> new CopyPortal(this, command);
      default -> new CommandPortal(this, command);
    };
  }

  /** A portal begins to run, or goes on. */
  void enter(PreparedText statement) {
    requireAlive(statement.statement());
    interrupts.statementBegins();
    activity.runs(statement.text());
    block.touch();
    requireWritable(statement.statement());
  }

  /**
   * @throws SqlException 25006 if the transaction only reads, and the statement does not
   */
  void requireWritable(Statement statement) {
    if (block.isReadOnly()) {
      ReadOnly.require(statement);
    }
  }

  void leave() {
    interrupts.statementEnds();
  }

  @Override
  public void begin() {
    interrupts.notIdle();
  }

  @Override
  public void sync(boolean failed) {
    try {
      if (failed) {
        services().changelog().sessionFailed(processId());
      }
      block.sync(failed);
    } finally {
      interrupts.statementEnds();
      refreshIdentity();
      waitForClient();
    }
  }

  /** A rollback may have taken back SET ROLE. */
  @SuppressWarnings("ReferenceEquality") // the very same: no setting has changed
  private void refreshIdentity() {
    SessionValues now = settings.values();
    if (identityValues != now) {
      identityValues = now;
      identity.refresh(shared());
    }
  }

  /** The client's turn: how long it may take depends on what it keeps from others. */
  private void waitForClient() {
    SessionValues values = settings.values();
    switch (block.status()) {
      case IDLE -> {
        activity.waitsForClient(SessionInfo.State.IDLE);
        interrupts.idle(
            values.idleSessionTimeout(),
            () ->
                client.terminate(
                    new SqlException(
                        SqlState.IDLE_SESSION_TIMEOUT,
                        "terminating connection due to idle-session timeout")));
      }
      case IN_BLOCK, FAILED -> {
        activity.waitsForClient(
            block.status() == TransactionStatus.FAILED
                ? SessionInfo.State.IDLE_IN_FAILED_TRANSACTION
                : SessionInfo.State.IDLE_IN_TRANSACTION);
        interrupts.idle(
            values.idleInTransactionTimeout(),
            () ->
                client.terminate(
                    new SqlException(
                        SqlState.IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
                        "terminating connection due to idle-in-transaction timeout")));
      }
    }
  }

  @Override
  public TransactionStatus status() {
    return block.status();
  }

  @Override
  public TextFormat format() {
    return functions.format();
  }

  @Override
  public Map<String, String> changedParameters() {
    return settings.changed(this::setting);
  }

  /** Something the client is told beside the answer. */
  void notice(SqlException notice) {
    if (notices.isEmpty()) {
      notices = new ArrayList<>();
    }
    if (settings.values().tells(notice)) {
      notices.add(notice);
    }
  }

  @Override
  public List<SqlException> notices() {
    List<SqlException> given = notices;
    notices = List.of();
    return given;
  }

  /** DISCARD SEQUENCES: currval and lastval have no value any more. */
  void forgetSequences() {
    functions.forgetSequences();
  }

  Temporaries temporaries() {
    return temporaries;
  }

  @Override
  public void cancel() {
    interrupts.cancel();
  }

  @Override
  public void terminate() {
    interrupts.terminate();
  }

  /** What others see of it. */
  SessionInfo info() {
    return SessionInfos.of(this);
  }

  @Override
  public void close() {
    try {
      interrupts.close();
      commands.cursors().closeAll();
      block.close();
      temporaries.dropAtEnd();
    } finally {
      services().locks().close(owner);
      services().changelog().sessionEnded(processId());
      engine.sessions().remove(this);
    }
  }
}
