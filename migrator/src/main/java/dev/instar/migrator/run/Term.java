package dev.instar.migrator.run;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.journal.GuardedTransaction;
import dev.instar.migrator.journal.Journal;
import dev.instar.migrator.journal.MigrationRow;
import dev.instar.migrator.journal.ShadowRow;
import dev.instar.migrator.journal.StepRow;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.postgresql.session.SqlStates;
import dev.instar.migrator.postgresql.steps.PostgresSteps;
import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.progress.ProgressEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/**
 * One runner's time with the lease: what it may do to the journal and what it hands to the steps.
 * All its writes are under the epoch's guard (I10). Used by one thread.
 */
final class Term implements AutoCloseable {
  private final long migration;
  private final Lease lease;
  private final Connection connection;
  private final PausableThrottle throttle;
  private final RunServices services;
  private final RunOptions options;
  private final Progress progress;

  Term(long migration, Lease lease, RunServices services, RunOptions options, Progress progress) {
    this.migration = migration;
    this.lease = lease;
    this.services = services;
    this.options = options;
    this.progress = progress;
    this.throttle =
        new PausableThrottle(
            services.throttles().open(lease.sessions(), lease::flags),
            lease,
            services.ticker(),
            services.timing().look(),
            progress);
    try {
      this.connection = lease.sessions().open("run");
    } catch (RuntimeException e) {
      throttle.close();
      throw e;
    }
  }

  Lease lease() {
    return lease;
  }

  Progress progress() {
    return progress;
  }

  PostgresSteps steps() {
    return services.steps();
  }

  PausableThrottle throttle() {
    return throttle;
  }

  MigrationRow row() {
    return Journal.on(connection).migrations().find(migration).orElseThrow();
  }

  List<StepRow> stepRows() {
    return Journal.on(connection).steps().of(migration);
  }

  List<ShadowRow> shadows() {
    return Journal.on(connection).shadows().of(migration);
  }

  /** Changes the journal, in one transaction. */
  void write(Consumer<Journal> work) {
    try {
      GuardedTransaction.run(
          connection,
          migration,
          lease.epoch(),
          () -> {
            work.accept(Journal.on(connection));
            return null;
          });
    } catch (SQLException e) {
      throw new MigrationException(
          SqlStates.connectionLost(e) ? ErrorCode.CONNECTION_LOST : ErrorCode.INTERNAL,
          "cannot write the state of migration " + migration + ": " + e.getMessage(),
          "Run 'instar resume'.",
          e);
    }
  }

  StepContext context(Step step) {
    return new StepContext(
        migration, lease.epoch(), step, lease.sessions(), lease, throttle, options, progress);
  }

  @Override
  public void close() {
    try (connection) {
      throttle.close();
    } catch (SQLException e) {
      // The run has its outcome; a connection that breaks while it is closed does not change it.
      progress.report(new ProgressEvent.Notice("a connection did not close: " + e.getMessage()));
    }
  }
}
