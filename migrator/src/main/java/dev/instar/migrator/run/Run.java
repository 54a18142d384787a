package dev.instar.migrator.run;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.journal.Holder;
import dev.instar.migrator.journal.MigrationRow;
import dev.instar.migrator.journal.MigrationState;
import dev.instar.migrator.postgresql.lock.Backoff;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.postgresql.session.SqlStates;
import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.progress.ProgressEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Runs one migration from where its state says it stands. After a lost connection it begins a new
 * term under a new epoch: only then is it known what the old one's transactions came to (I10). Used
 * by one thread, once.
 */
final class Run {
  /** A term that lasted for so long was no failure to get the server back. */
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private final long migration;
  private final Sessions sessions;
  private final RunServices services;
  private final RunOptions options;
  private final Progress progress;
  private final Holder holder = Holder.here();

  Run(
      long migration,
      Sessions sessions,
      RunServices services,
      RunOptions options,
      Progress progress) {
    this.migration = migration;
    this.sessions = sessions;
    this.services = services;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Goes as far as there is to go.
   *
   * @param contract whether to remove the old shape as well
   * @throws InterruptedException if the run is to stop; it has let go of its lease
   */
  MigrationRow run(boolean contract) throws InterruptedException {
    Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), services.random());
    OptionalLong last = OptionalLong.empty();
    long failingSince = 0;
    while (true) {
      long begun = services.ticker().nanos();
      RuntimeException failure;
      boolean leased = false;
      try (Lease lease = take(last)) {
        last = OptionalLong.of(lease.epoch());
        leased = true;
        return term(lease, contract);
      } catch (RuntimeException e) {
        if (!again(e, leased, last)) {
          throw e;
        }
        failure = e;
      }
      long now = services.ticker().nanos();
      boolean settled = leased && now - begun >= SETTLED.toNanos();
      if (failingSince == 0 || settled) {
        failingSince = begun;
        backoff.reset();
      }
      if (now - failingSince >= services.timing().reconnect().toNanos() && !settled) {
        throw gaveUp(failure);
      }
      progress.report(
          new ProgressEvent.Notice("lost the server, trying again: " + failure.getMessage()));
      services.ticker().sleep(backoff.next());
    }
  }

  private Lease take(OptionalLong last) throws InterruptedException {
    return Lease.take(sessions, migration, holder, last, services.timing(), services.ticker());
  }

  /** Whether a new term may mend it. What another runner's taking over has ended, none does. */
  private static boolean again(RuntimeException e, boolean leased, OptionalLong last) {
    boolean lost =
        SqlStates.connectionLost(e)
            || (leased
                && e instanceof MigrationException ours
                && ours.code() == ErrorCode.LEASE_LOST);
    return lost && last.isPresent();
  }

  private MigrationException gaveUp(RuntimeException failure) {
    return new MigrationException(
        ErrorCode.CONNECTION_LOST,
        "the server did not come back within %d s: %s"
            .formatted(services.timing().reconnect().toSeconds(), failure.getMessage()),
        "Its state is kept there; run 'instar resume' when it is back.",
        failure);
  }

  private MigrationRow term(Lease lease, boolean contract) throws InterruptedException {
    try (Term term = new Term(migration, lease, services, options, progress)) {
      try {
        return proceed(term, contract);
      } catch (RuntimeException e) {
        note(term, e);
        throw e;
      }
    }
  }

  /** Keeps what stopped the run for whoever asks, as far as that is possible. */
  private void note(Term term, RuntimeException failure) {
    if (SqlStates.connectionLost(failure)) {
      return;
    }
    try {
      term.write(
          journal ->
              journal.migrations().lastError(migration, String.valueOf(failure.getMessage())));
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private MigrationRow proceed(Term term, boolean contract) throws InterruptedException {
    while (true) {
      try {
        return forward(term, contract);
      } catch (MigrationException e) {
        if (e.code() != ErrorCode.ABORTED) {
          throw e;
        }
      }
      MigrationRow row = term.row();
      Optional<MigrationException> refusal =
          AbortSequence.refusal(row, term.stepRows(), term.shadows());
      if (refusal.isEmpty()) {
        AbortSequence.run(term, migration, row.plan());
        return term.row();
      }
      term.write(
          journal -> {
            journal.control().abort(migration, false);
            journal.events().add(migration, "abort", refusal.get().getMessage());
          });
      progress.report(new ProgressEvent.Notice(refusal.get().getMessage()));
      services.ticker().sleep(services.timing().look());
    }
  }

  private MigrationRow forward(Term term, boolean contract) throws InterruptedException {
    while (true) {
      MigrationRow row = term.row();
      switch (row.state()) {
        case RUNNING -> {
          term.lease().check();
          StepSequence.expandAndMigrate(term, row.plan()).run(migration);
          boolean nothingLeft =
              StepSequence.contract(term, row.plan()).isEmpty() && term.shadows().isEmpty();
          become(term, nothingLeft ? MigrationState.DONE : MigrationState.EXPANDED);
        }
        case EXPANDED -> {
          term.lease().check();
          if (!contract) {
            return row;
          }
          become(term, MigrationState.CONTRACTING);
        }
        case CONTRACTING -> {
          term.lease().check();
          StepSequence.contract(term, row.plan()).run(migration);
          become(term, MigrationState.DONE);
        }
        case ABORTING -> {
          AbortSequence.run(term, migration, row.plan());
          return term.row();
        }
        case DONE, ABORTED -> {
          return row;
        }
      }
    }
  }

  private void become(Term term, MigrationState state) {
    term.write(
        journal -> {
          if (state == MigrationState.DONE) {
            journal.backfill().clear(migration);
          }
          journal.migrations().state(migration, state);
          journal.events().add(migration, "state", state.text());
        });
  }
}
