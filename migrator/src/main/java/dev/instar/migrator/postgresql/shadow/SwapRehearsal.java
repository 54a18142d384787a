package dev.instar.migrator.postgresql.shadow;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.postgresql.shape.DeferredIndex;
import dev.instar.migrator.postgresql.shape.DeferredIndexes;
import dev.instar.migrator.postgresql.shape.ShadowBuilder;
import dev.instar.migrator.postgresql.shape.ShadowNames;
import dev.instar.migrator.postgresql.shape.Shape;
import dev.instar.migrator.postgresql.shape.Swap;
import dev.instar.migrator.progress.ProgressEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * A rebuild from its shadow to its swap, in one transaction that is rolled back, before anything is
 * made and before a row is copied: what can only fail at the end is found out at the beginning.
 *
 * <p><b>Rehearsed always</b>, under no lock that anybody waits for: the shadow with the user's
 * ALTER TABLE, every index and constraint that is built after the copy, whether all that hangs on
 * the table can be carried over, and the writing down of the swap.
 *
 * <p><b>Rehearsed if the locks can be had</b>: the swap itself, every statement of it, and the
 * comparison of the catalog with what is expected afterwards. It is done under the cut-over's own
 * locks and its own protocol ({@link SwapLocks}): within half the budget or not at all, and not
 * behind somebody who is not about to end. The swap is then a matter of the catalog; should it take
 * longer than the other half, the server cancels it. Either way the locks are let go at once. After
 * a few attempts the rehearsal is left out, and says so: the cut-over then is the first to try.
 *
 * <p><b>Not rehearsed</b>: what depends on rows. A unique index may meet duplicates, an expression
 * may fail on a value, a foreign key may find rows that violate it. Nor that the locks are to be
 * had when the time comes, and the commit itself.
 *
 * <p>Rolled back, it leaves nothing and nobody's cached plans are thrown away: the server tells
 * other sessions of changes only when they are committed.
 */
final class SwapRehearsal {
  private static final int ATTEMPTS = 3;

  /** Between attempts nothing is held that readers or writers wait for. */
  private static final long PAUSE_MS = 300;

  /** How much of a statement that failed a message shows. */
  private static final int SHOWN = 100;

  private final StepContext context;
  private final ShadowNames names;
  private final StepAction.Rebuild rebuild;

  SwapRehearsal(StepContext context, ShadowNames names, StepAction.Rebuild rebuild) {
    this.context = context;
    this.names = names;
    this.rebuild = rebuild;
  }

  /**
   * Returns if nothing speaks against the rebuild.
   *
   * @return the table's oid
   * @throws MigrationException if it would fail
   */
  long run() throws SQLException, InterruptedException {
    try (Connection connection = context.sessions().open("rehearsal")) {
      connection.setAutoCommit(false);
      try {
        Politely.awaitReadable(connection, context, names.source());
        Shape shape =
            ShadowBuilder.create(connection, names, rebuild, context.sessions().searchPath());
        buildIndexes(connection, shape);
        swap(connection, shape);
        return shape.sourceOid();
      } finally {
        connection.rollback();
      }
    }
  }

  private void buildIndexes(Connection connection, Shape shape) {
    for (DeferredIndex index : shape.deferred()) {
      try {
        DeferredIndexes.build(connection, index);
      } catch (SQLException e) {
        throw refused("index " + index.name() + " of its new shape cannot be built", e);
      }
    }
  }

  private void swap(Connection connection, Shape shape) throws SQLException, InterruptedException {
    Swap swap = Swap.prepare(connection, shape, names);
    SwapLocks locks = new SwapLocks(context, shape, swap);
    // As in a cut-over: half for getting the lock, half for what is done under it.
    Duration budget = context.options().lockBudget().dividedBy(2);
    String reason = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      context.control().check();
      if (attempt > 0) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      }
      // Rolling back to it lets go of every lock taken since.
      Savepoint before = connection.setSavepoint();
      try {
        locks.refuseStubborn(connection, budget);
        // The order changes with each attempt, as it does in the cut-over.
        locks.take(connection, budget, attempt % 2 == 1);
        perform(connection, swap, budget);
        return;
      } catch (SQLException e) {
        if (!passes(e)) {
          throw refused("what hangs on it cannot be carried over", e);
        }
        connection.rollback(before);
        reason = String.valueOf(e.getMessage());
      } catch (MigrationException e) {
        if (e.code() != ErrorCode.LOCK_NOT_AVAILABLE) {
          throw e;
        }
        connection.rollback(before);
        reason = e.getMessage();
      }
    }
    context
        .progress()
        .report(
            new ProgressEvent.Notice(
                "the swap of "
                    + names.source()
                    + " is not rehearsed, its locks are not to be had for a moment: "
                    + reason));
  }

  private void perform(Connection connection, Swap swap, Duration budget) throws SQLException {
    long locked = System.nanoTime();
    try (Statement limit = connection.createStatement()) {
      limit.execute("SET LOCAL statement_timeout = " + Math.max(1, budget.toMillis()));
    }
    swap.perform(connection);
    connection.rollback();
    context
        .progress()
        .report(
            new ProgressEvent.Notice(
                "the swap of "
                    + names.source()
                    + " is rehearsed; it held its locks for "
                    + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - locked)
                    + " ms"));
  }

  /** A lock that was not free, a deadlock, or a limit of time: no reason against the rebuild. */
  private static boolean passes(SQLException e) {
    return switch (String.valueOf(e.getSQLState())) {
      case "55P03", "40P01", "57014" -> true;
      default -> false;
    };
  }

  private MigrationException refused(String what, SQLException e) {
    if (SqlFailures.isConnectionLost(e)) {
      return SqlFailures.translate("rehearsing the swap of " + names.source(), e);
    }
    boolean privilege = "42501".equals(e.getSQLState());
    return new MigrationException(
        privilege ? ErrorCode.PRIVILEGE : ErrorCode.DEPENDENT_OBJECT,
        "rehearsing the swap of "
            + names.source()
            + ": "
            + what
            + ": "
            + e.getMessage()
            + during(e),
        (privilege
                ? "Grant what the message names, then resume."
                : "Drop or change what the message names, then resume; or run `instar abort`.")
            + " Nothing was made and nothing copied yet.",
        e);
  }

  /** The statement of the swap that failed, as far as it takes to know it. */
  private static String during(SQLException e) {
    ServerErrorMessage message = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    if (message == null) {
      return "";
    }
    String statement =
        message.getInternalQuery() != null ? message.getInternalQuery() : message.getWhere();
    if (statement == null) {
      return "";
    }
    String line = statement.lines().findFirst().orElse("");
    return " (" + (line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line) + ")";
  }
}
