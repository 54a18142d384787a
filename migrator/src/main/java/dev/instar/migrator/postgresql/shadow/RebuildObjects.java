package dev.instar.migrator.postgresql.shadow;

import dev.instar.changelog.postgresql.Lsn;
import dev.instar.changelog.postgresql.SlotCreation;
import dev.instar.changelog.postgresql.Slots;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.journal.EpochGuard;
import dev.instar.migrator.journal.GuardedTransaction;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.postgresql.lock.WatchedStatement;
import dev.instar.migrator.postgresql.shape.ShadowBuilder;
import dev.instar.migrator.postgresql.shape.ShadowNames;
import dev.instar.migrator.postgresql.shape.Shape;
import dev.instar.migrator.postgresql.shape.ShapeDocument;
import dev.instar.migrator.progress.ProgressEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Collectors;

/** What a rebuild makes: publication, slot, shadow. And how all of it is removed. */
final class RebuildObjects {
  /** Creating a slot waits for every open write transaction of the cluster. */
  private static final Duration SLOT_PATIENCE = Duration.ofSeconds(10);

  private static final Duration DROP_PATIENCE = Duration.ofSeconds(30);

  private final StepContext context;
  private final ShadowState state;
  private final ShadowNames names;
  private final StepAction.Rebuild rebuild;

  RebuildObjects(
      StepContext context, ShadowState state, ShadowNames names, StepAction.Rebuild rebuild) {
    this.context = context;
    this.state = state;
    this.names = names;
    this.rebuild = rebuild;
  }

  /**
   * The publication is committed before the slot is made, and the slot before the shadow is:
   * decoding sees the catalog of its time. A crash in between leaves objects without a row, which
   * the next attempt drops.
   *
   * @param sourceOid the table's, as it was rehearsed
   */
  void create(Connection connection, long sourceOid) throws SQLException, InterruptedException {
    String published = new Publication(names).create(connection, context, sourceOid);
    Lsn position = createSlot(connection);
    try (Connection script = context.sessions().open("shadow")) {
      script.setAutoCommit(false);
      EpochGuard.check(script, context.migration(), context.epoch());
      Politely.awaitReadable(script, context, names.source());
      Shape shape = ShadowBuilder.create(script, names, rebuild, context.sessions().searchPath());
      state.insert(
          script, names, shape.sourceOid(), position, ShapeDocument.write(shape), published);
      script.commit();
    }
  }

  /**
   * An attempt that was given up begins anew with the transactions of its time: where there is
   * always one that is older than the attempt is long, only longer attempts come to an end.
   */
  private Lsn createSlot(Connection connection) throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + context.options().lockPatience().toNanos();
    Duration patience = SLOT_PATIENCE;
    while (true) {
      context.control().check();
      Duration attempt = patience;
      switch (WatchedStatement.call(
          connection,
          () -> Slots.create(connection, names.slot(), names.publication(), attempt),
          context.control()::check)) {
        case SlotCreation.Created created -> {
          return created.position();
        }
        case SlotCreation.Exists ignored -> Slots.drop(connection, names.slot(), DROP_PATIENCE);
        case SlotCreation.TimedOut timedOut -> {
          waiting(timedOut, deadline);
          patience = patience.multipliedBy(2);
        }
      }
    }
  }

  private void waiting(SlotCreation.TimedOut timedOut, long deadline) {
    String told =
        "the replication slot waits for open transactions: "
            + timedOut.waitedFor().stream().map(Object::toString).collect(Collectors.joining("; "));
    if (System.nanoTime() > deadline) {
      throw new MigrationException(
          ErrorCode.LOCK_NOT_AVAILABLE, told, "End these transactions, then resume.");
    }
    context.progress().report(new ProgressEvent.Notice(told));
  }

  /** Drops all of it. Idempotent. */
  void drop(Connection connection) throws SQLException, InterruptedException {
    dropStream(connection);
    GuardedTransaction.run(
        connection,
        context.migration(),
        context.epoch(),
        () -> {
          ShadowBuilder.drop(connection, names);
          state.remove(connection);
          return null;
        });
  }

  /** Drops what the changes came through. Idempotent. */
  void dropStream(Connection connection) throws SQLException, InterruptedException {
    Slots.drop(connection, names.slot(), DROP_PATIENCE);
    new Publication(names).drop(connection, context);
    Origins.of(names).drop(connection);
  }
}
