package dev.instar.engine.session;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.CatalogEdits;
import dev.instar.engine.catalog.Catalogs;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Grant;
import dev.instar.engine.catalog.PredefinedRole;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.lock.WaitControl;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.store.TransactionEnd;
import dev.instar.engine.txn.IsolationLevel;
import dev.instar.engine.txn.Transaction;
import dev.instar.engine.wire.scram.ScramVerifier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** What a data directory has before anybody has connected: a role, a database, its schemas. */
final class Bootstrap {
  static final int FIRST_ROLE = 10;
  static final int FIRST_DATABASE = 5;
  private static final int PG_CATALOG = 11;
  private static final int PUBLIC = 2200;
  private static final int INFORMATION_SCHEMA = 13000;

  /** The first role may use and make everything; others may use what PUBLIC may. */
  private static final List<Grant> USABLE_BY_ALL =
      List.of(
          new Grant(FIRST_ROLE, FIRST_ROLE, Set.of('U', 'C'), Set.of()),
          new Grant(0, FIRST_ROLE, Set.of('U'), Set.of()));

  private static final WaitControl NO_WAITING =
      new WaitControl() {
        @Override
        public Duration lockTimeout() {
          return Duration.ZERO;
        }

        @Override
        public Duration deadlockTimeout() {
          return Duration.ofSeconds(1);
        }

        @Override
        public Optional<SqlException> interruption() {
          return Optional.empty();
        }
      };

  private final EngineServices services;
  private final EngineOptions options;
  private final Future<Optional<String>> verifier;

  /**
   * @param verifier of the options' password, from {@link #verifier(EngineOptions)}
   */
  Bootstrap(EngineServices services, EngineOptions options, Future<Optional<String>> verifier) {
    this.services = services;
    this.options = options;
    this.verifier = verifier;
  }

  /** Begins to derive the password's verifier: a third of a start's work, done beside the rest. */
  static Future<Optional<String>> verifier(EngineOptions options) {
    FutureTask<Optional<String>> task =
        new FutureTask<>(
            () ->
                options.password().isEmpty()
                    ? Optional.empty()
                    : Optional.of(ScramVerifier.of(options.password()).text()));
    Thread.ofPlatform().daemon().name("engine-verifier").start(task);
    return task;
  }

  /** Makes what is not there. */
  void run() {
    Catalog shared = services.catalogs().shared();
    if (shared.find(FIRST_ROLE).isEmpty()) {
      inTransaction(
          (sharedEdits, edits) -> {
            sharedEdits.put(role());
            sharedEdits.put(
                new DatabaseEntry(
                    FIRST_DATABASE, options.database(), FIRST_ROLE, true, -1, Map.of(), List.of()));
            edits.put(new Schema(PG_CATALOG, "pg_catalog", FIRST_ROLE, USABLE_BY_ALL));
            edits.put(new Schema(PUBLIC, "public", FIRST_ROLE, USABLE_BY_ALL));
            edits.put(
                new Schema(INFORMATION_SCHEMA, "information_schema", FIRST_ROLE, USABLE_BY_ALL));
          });
    } else if (!options.password().isEmpty()) {
      givePassword(shared.get(Role.class, FIRST_ROLE));
    }
    List<Role> missing =
        Stream.of(PredefinedRole.values())
            .map(PredefinedRole::role)
            .filter(role -> shared.find(role.oid()).isEmpty())
            .toList();
    if (!missing.isEmpty()) {
      inTransaction((sharedEdits, edits) -> missing.forEach(sharedEdits::put));
    }
  }

  private Role role() {
    return new Role(
        FIRST_ROLE,
        options.user(),
        true,
        true,
        true,
        true,
        true,
        true,
        true,
        -1,
        verifier(),
        Optional.empty(),
        Set.of(),
        Map.of());
  }

  private Optional<String> verifier() {
    try {
      return verifier.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password without a verifier", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SqlException(SqlState.ADMIN_SHUTDOWN, "interrupted while the database was opened");
    }
  }

  /** Who opens the directory says what the first role's password is from now on. */
  private void givePassword(Role role) {
    inTransaction(
        (sharedEdits, edits) ->
            sharedEdits.put(
                new Role(
                    role.oid(),
                    role.name(),
                    role.superuser(),
                    role.inherit(),
                    role.createRole(),
                    role.createDatabase(),
                    role.login(),
                    role.replication(),
                    role.bypassRowSecurity(),
                    role.connectionLimit(),
                    verifier(),
                    role.validUntil(),
                    role.memberOf(),
                    role.settings())));
  }

  private void inTransaction(BiConsumer<CatalogEdits, CatalogEdits> work) {
    LockOwner owner = new LockOwner(0, NO_WAITING);
    Transaction transaction =
        services.transactions().begin(owner, IsolationLevel.READ_COMMITTED, false);
    CatalogEdits shared =
        new CatalogEdits(services.catalogs(), Catalogs.SHARED, transaction, services.locks());
    CatalogEdits edits =
        new CatalogEdits(services.catalogs(), FIRST_DATABASE, transaction, services.locks());
    work.accept(shared, edits);
    services
        .transactions()
        .commit(
            transaction,
            (xid, subs) ->
                services
                    .store()
                    .log()
                    .flush(
                        services.store().commit(xid, new TransactionEnd(new long[0], new byte[0]))),
            () -> {
              shared.publish();
              edits.publish();
            });
  }
}
