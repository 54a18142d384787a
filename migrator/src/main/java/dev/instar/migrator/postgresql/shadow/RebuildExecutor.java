package dev.instar.migrator.postgresql.shadow;

import dev.instar.changelog.TableId;
import dev.instar.changelog.postgresql.Lsn;
import dev.instar.changelog.postgresql.SlotCreation;
import dev.instar.changelog.postgresql.Slots;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.RebuildCleanup;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.execute.StepExecutor;
import dev.instar.migrator.journal.EpochGuard;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.postgresql.shape.KeyColumn;
import dev.instar.migrator.postgresql.shape.ShadowBuilder;
import dev.instar.migrator.postgresql.shape.ShadowNames;
import dev.instar.migrator.postgresql.shape.Shape;
import dev.instar.migrator.postgresql.shape.ShapeDocument;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.shadow.ShadowPipeline;
import dev.instar.migrator.shadow.ledger.KeyLedger;
import dev.instar.migrator.shadow.ledger.KeyOrder;
import dev.instar.migrator.shadow.ledger.KeyRange;
import dev.instar.migrator.shadow.ledger.VerificationBook;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Carries out a {@code Rebuild} step. What has been done is read from the step's row in the state
 * tables and from the catalog, so that it can be called again after any interruption:
 *
 * <ol>
 *   <li>no row: whatever an earlier attempt left is dropped; publication, slot and shadow are made
 *   <li>created: transactions older than the slot are waited for
 *   <li>copying: the pipeline runs, up to the swap
 *   <li>swapped: foreign keys are validated, slot and publication dropped
 * </ol>
 */
public final class RebuildExecutor implements StepExecutor, RebuildCleanup {
  /** Creating a slot waits for every open write transaction of the cluster. */
  private static final Duration SLOT_PATIENCE = Duration.ofSeconds(10);

  /** About 100 bytes each. */
  private static final int MOST_CANDIDATES = 300_000;

  private static final Duration DROP_PATIENCE = Duration.ofSeconds(30);

  @Override
  public void execute(StepContext context) throws InterruptedException {
    ShadowState state = new ShadowState(context.migration(), context.step().id());
    try (Connection connection = context.sessions().open("rebuild")) {
      ShadowNames names = names(connection, context);
      if (state.read(connection).isEmpty()) {
        dropObjects(connection, context, names);
        rehearse(context, names);
        create(connection, context, state, names);
      }
      ShadowState.Row row = state.read(connection).orElseThrow();
      Shape shape = ShapeDocument.read(row.document());
      if (row.phase() == ShadowState.Phase.CREATED) {
        new OlderTransactions(connection, context.progress(), context.control()::check)
            .await(shape.sourceOid());
        state.savePhase(connection, ShadowState.Phase.COPYING);
      }
      if (row.phase() == ShadowState.Phase.CREATED || row.phase() == ShadowState.Phase.COPYING) {
        context.progress().report(pipe(connection, context, state, names, shape, row.position()));
      }
      finish(connection, context, state, names);
    } catch (SQLException e) {
      throw SqlFailures.translate("rebuilding " + source(context), e);
    }
  }

  private static StepAction.Rebuild action(StepContext context) {
    return (StepAction.Rebuild) context.step().action();
  }

  private static String source(StepContext context) {
    return action(context).source().toString();
  }

  private static ShadowNames names(Connection connection, StepContext context) throws SQLException {
    return ShadowNames.of(
        connection.getCatalog(),
        context.migration(),
        context.step().id(),
        action(context).source());
  }

  /** What cannot be rebuilt is refused before anything is made that would have to be removed. */
  private static void rehearse(StepContext context, ShadowNames names) throws SQLException {
    try (Connection script = context.sessions().open("shadow")) {
      script.setAutoCommit(false);
      try {
        ShadowBuilder.create(script, names, action(context), context.sessions().searchPath());
      } finally {
        script.rollback();
      }
    }
  }

  /**
   * The publication is committed before the slot is made, and the slot before the shadow is:
   * decoding sees the catalog of its time. A crash in between leaves objects without a row, which
   * the next attempt drops.
   */
  private static void create(
      Connection connection, StepContext context, ShadowState state, ShadowNames names)
      throws SQLException, InterruptedException {
    new Publication(names).create(connection);
    Lsn position = createSlot(connection, context, names);
    try (Connection script = context.sessions().open("shadow")) {
      script.setAutoCommit(false);
      EpochGuard.check(script, context.migration(), context.epoch());
      Shape shape =
          ShadowBuilder.create(script, names, action(context), context.sessions().searchPath());
      state.insert(script, names, shape.sourceOid(), position, ShapeDocument.write(shape));
      script.commit();
    }
  }

  private static Lsn createSlot(Connection connection, StepContext context, ShadowNames names)
      throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + context.options().lockPatience().toNanos();
    while (true) {
      context.control().check();
      SlotCreation creation =
          Slots.create(connection, names.slot(), names.publication(), SLOT_PATIENCE);
      switch (creation) {
        case SlotCreation.Created created -> {
          return created.position();
        }
        case SlotCreation.Exists ignored -> Slots.drop(connection, names.slot(), DROP_PATIENCE);
        case SlotCreation.TimedOut timedOut -> {
          String waitedFor =
              timedOut.waitedFor().stream().map(Object::toString).collect(Collectors.joining("; "));
          if (System.nanoTime() > deadline) {
            throw new MigrationException(
                ErrorCode.LOCK_NOT_AVAILABLE,
                "the replication slot waits for open transactions: " + waitedFor,
                "End these transactions, then resume.");
          }
          context
              .progress()
              .report(
                  new ProgressEvent.Notice(
                      "the replication slot waits for open transactions: " + waitedFor));
        }
      }
    }
  }

  private static ProgressEvent.RebuildSummary pipe(
      Connection connection,
      StepContext context,
      ShadowState state,
      ShadowNames names,
      Shape shape,
      Lsn position)
      throws SQLException, InterruptedException {
    List<KeyRange> finished = state.ranges(connection);
    Optional<KeyOrder> order =
        shape.keyEqualityCoarser()
            ? Optional.empty()
            : KeyOrder.of(
                shape.key().stream().map(KeyColumn::sourceType).toList(),
                shape.key().stream().map(RebuildExecutor::clientCollation).toList());
    VerificationBook book = new VerificationBook(order, MOST_CANDIDATES);
    KeyLedger ledger = new KeyLedger(order, finished, position);
    Origins origins = new Origins(names.publication().substring("instar_".length()), true);
    boolean originsUsed = Origins.usable(connection, serverVersion(connection));
    try (PostgresShadowDatabase database =
        new PostgresShadowDatabase(
            context,
            names,
            shape,
            state,
            position,
            originsUsed ? origins : Origins.NONE,
            originsUsed)) {
      return new ShadowPipeline(
              context.step().id(),
              database,
              new TableId(shape.source().schema(), shape.source().name()),
              ledger,
              book,
              order.isPresent(),
              position,
              context.throttle(),
              context.control(),
              context.options(),
              context.progress())
          .run();
    }
  }

  /** The collation as {@link KeyOrder} knows it: any that orders by bytes is C to it. */
  private static String clientCollation(KeyColumn column) {
    return column.byteOrder() ? "C" : column.collation();
  }

  private static int serverVersion(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT current_setting('server_version_num')::int")) {
      row.next();
      return row.getInt(1);
    }
  }

  /** What is left after the swap. Each statement can be repeated. */
  private static void finish(
      Connection connection, StepContext context, ShadowState state, ShadowNames names)
      throws SQLException, InterruptedException {
    dropStream(connection, names);
    for (String validation : state.read(connection).orElseThrow().validations()) {
      context.control().check();
      context.progress().report(new ProgressEvent.Notice(validation));
      try (Statement statement = connection.createStatement()) {
        statement.execute(validation);
      }
    }
    dropEmptyShadowSchema(connection, names);
    state.savePhase(connection, ShadowState.Phase.FINISHED);
  }

  @Override
  public void discard(StepContext context) throws InterruptedException {
    ShadowState state = new ShadowState(context.migration(), context.step().id());
    try (Connection connection = context.sessions().open("discard")) {
      dropObjects(connection, context, names(connection, context));
      state.remove(connection);
    } catch (SQLException e) {
      throw SqlFailures.translate("discarding the shadow of " + source(context), e);
    }
  }

  private static void dropObjects(Connection connection, StepContext context, ShadowNames names)
      throws SQLException, InterruptedException {
    dropStream(connection, names);
    connection.setAutoCommit(false);
    try {
      EpochGuard.check(connection, context.migration(), context.epoch());
      ShadowBuilder.drop(connection, names);
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      SqlFailures.rollback(connection, e);
      throw e;
    } finally {
      SqlFailures.autoCommit(connection);
    }
  }

  private static void dropStream(Connection connection, ShadowNames names)
      throws SQLException, InterruptedException {
    Slots.drop(connection, names.slot(), DROP_PATIENCE);
    new Publication(names).drop(connection);
    Origins origins = new Origins(names.publication().substring("instar_".length()), true);
    origins.drop(connection);
  }

  private static void dropEmptyShadowSchema(Connection connection, ShadowNames names)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA IF EXISTS " + Identifiers.quote(names.shadow().schema()));
    }
  }
}
