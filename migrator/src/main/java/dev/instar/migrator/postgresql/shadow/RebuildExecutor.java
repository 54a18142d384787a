package dev.instar.migrator.postgresql.shadow;

import dev.instar.changelog.ChangeStreamException;
import dev.instar.changelog.TableId;
import dev.instar.changelog.postgresql.Lsn;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.RebuildCleanup;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.execute.StepExecutor;
import dev.instar.migrator.journal.GuardedTransaction;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.postgresql.shape.KeyColumn;
import dev.instar.migrator.postgresql.shape.ShadowNames;
import dev.instar.migrator.postgresql.shape.Shape;
import dev.instar.migrator.postgresql.shape.ShapeDocument;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.shadow.ShadowPipeline;
import dev.instar.migrator.shadow.ledger.KeyLedger;
import dev.instar.migrator.shadow.ledger.KeyOrder;
import dev.instar.migrator.shadow.ledger.KeyRange;
import dev.instar.migrator.shadow.ledger.VerificationBook;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Carries out a {@code Rebuild} step. What has been done is read from the step's row in the state
 * tables and from the catalog, so that it can be called again after any interruption:
 *
 * <ol>
 *   <li>no row: whatever an earlier attempt left is dropped; the whole is rehearsed; publication,
 *       slot and shadow are made
 *   <li>created: transactions older than the slot are waited for
 *   <li>copying: the pipeline runs, up to the swap
 *   <li>swapped: foreign keys are validated, slot and publication dropped
 * </ol>
 */
public final class RebuildExecutor implements StepExecutor, RebuildCleanup {
  /** About 100 bytes each. */
  private static final int MOST_CANDIDATES = 300_000;

  /** One million keys take about 120 MB, see the ledger's room. */
  private static final long PENDING_BOUND = 1_000_000;

  private final long pendingBound;

  public RebuildExecutor() {
    this(PENDING_BOUND);
  }

  /**
   * @param pendingBound how many keys may wait before the stream is read no further
   */
  RebuildExecutor(long pendingBound) {
    this.pendingBound = pendingBound;
  }

  @Override
  public void execute(StepContext context) throws InterruptedException {
    ShadowState state = new ShadowState(context.migration(), context.step().id());
    try (Connection connection = context.sessions().open("rebuild")) {
      ShadowNames names = names(connection, context);
      RebuildObjects objects = new RebuildObjects(context, state, names, action(context));
      if (state.read(connection).isEmpty()) {
        objects.drop(connection);
        long source = new SwapRehearsal(context, names, action(context)).run();
        objects.create(connection, source);
      }
      ShadowState.Row row = state.read(connection).orElseThrow();
      Shape shape = ShapeDocument.read(row.shape());
      switch (row.phase()) {
        case CREATED -> {
          new OlderTransactions(connection, context.progress(), context.control()::check)
              .await(shape.sourceOid());
          GuardedTransaction.run(
              connection,
              context.migration(),
              context.epoch(),
              () -> {
                state.savePhase(connection, ShadowState.Phase.CREATED, ShadowState.Phase.COPYING);
                return null;
              });
          pipe(connection, context, state, names, shape, row);
        }
        case COPYING -> pipe(connection, context, state, names, shape, row);
        case SWAPPED, FINISHED -> {
          // The pipeline's work is done.
        }
      }
      if (row.phase() != ShadowState.Phase.FINISHED) {
        new AfterSwap(context, state, names).run(connection, objects);
      }
    } catch (SQLException e) {
      throw SqlFailures.translate("rebuilding " + source(context), e);
    } catch (ChangeStreamException e) {
      throw SqlFailures.translate(e);
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

  private void pipe(
      Connection connection,
      StepContext context,
      ShadowState state,
      ShadowNames names,
      Shape shape,
      ShadowState.Row row)
      throws SQLException, InterruptedException {
    Lsn position = row.position();
    List<KeyRange> finished = state.ranges(connection);
    Optional<KeyOrder> order =
        shape.keyEqualityCoarser()
            ? Optional.empty()
            : KeyOrder.of(
                shape.key().stream().map(KeyColumn::sourceType).toList(),
                shape.key().stream().map(RebuildExecutor::clientCollation).toList());
    VerificationBook book = new VerificationBook(order, MOST_CANDIDATES);
    KeyLedger ledger = new KeyLedger(order, finished, position);
    boolean originsUsed = Origins.usable(connection, serverVersion(connection));
    try (PostgresShadowDatabase database =
        new PostgresShadowDatabase(
            context,
            names,
            shape,
            state,
            row.publication(),
            position,
            originsUsed ? Origins.of(names) : Origins.NONE,
            originsUsed)) {
      ShadowPipeline pipeline =
          new ShadowPipeline(
              context.step().id(),
              database,
              new TableId(shape.source().schema(), shape.source().name()),
              ledger,
              state.rowsCopied(connection),
              book,
              order.isPresent(),
              position,
              context.throttle(),
              context.control(),
              context.options(),
              context.progress(),
              pendingBound);
      context.progress().report(run(pipeline, database));
    }
  }

  /**
   * Somebody's change of the table or the publication fails the pipeline in many ways, and sooner
   * than the catalog is looked at. What is told then is the change, not what it led to.
   */
  private static ProgressEvent.RebuildSummary run(
      ShadowPipeline pipeline, PostgresShadowDatabase database) throws InterruptedException {
    try {
      return pipeline.run();
    } catch (MigrationException e) {
      switch (e.code()) {
        case REPLICATION_SLOTS, DATA_CONFLICT, DUPLICATE_ROWS, ROWS_DIFFER, INTERNAL -> {
          try {
            database.requireUnchanged();
          } catch (MigrationException change) {
            change.addSuppressed(e);
            throw change;
          }
        }
        default -> {
          // It says itself what it is.
        }
      }
      throw e;
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

  @Override
  public void discard(StepContext context) throws InterruptedException {
    ShadowState state = new ShadowState(context.migration(), context.step().id());
    try (Connection connection = context.sessions().open("discard")) {
      new RebuildObjects(context, state, names(connection, context), action(context))
          .drop(connection);
    } catch (SQLException e) {
      throw SqlFailures.translate("discarding the shadow of " + source(context), e);
    } catch (ChangeStreamException e) {
      throw SqlFailures.translate(e);
    }
  }
}
