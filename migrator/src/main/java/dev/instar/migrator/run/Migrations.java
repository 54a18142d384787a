package dev.instar.migrator.run;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.journal.Journal;
import dev.instar.migrator.journal.JournalSchema;
import dev.instar.migrator.journal.MigrationRow;
import dev.instar.migrator.journal.MigrationState;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.progress.ProgressEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jooq.exception.IntegrityConstraintViolationException;

/**
 * The migrations of one database: begun, resumed, taken back and contracted by this process, one at
 * a time. {@link #stop} may be called from any thread; everything else by one thread. What is asked
 * of a migration that runs elsewhere goes through {@link Remote}.
 */
public final class Migrations {
  /** The kind of the event that says where a migration comes from. */
  public static final String ORIGIN = "origin";

  private final ConnectionSettings settings;
  private final RunServices services;
  private final RunOptions options;
  private final Progress progress;
  private final StateReader state;
  private final Stop stop = new Stop();

  public Migrations(
      ConnectionSettings settings, RunServices services, RunOptions options, Progress progress) {
    this.settings = settings;
    this.services = services;
    this.options = options;
    this.progress = progress;
    this.state = new StateReader(new Sessions(settings, "UTC"));
  }

  /**
   * Begins a migration and runs it up to CONTRACT. The same script again goes on with it where it
   * is unfinished, and does nothing where it is expanded or done.
   *
   * @param checksum sha-256 of the script, in hexadecimal
   * @param contract whether to remove the old shape at once as well
   * @throws MigrationException with UNFINISHED_MIGRATION if another one has to be finished first,
   *     or awaits its contract and wants the same tables; RUNNER_ACTIVE if this one runs elsewhere;
   *     and whatever stops a step
   */
  public RunOutcome start(Plan plan, String checksum, boolean contract) {
    Sessions sessions = sessions(plan);
    JournalSchema.ensure(sessions);
    Optional<MigrationRow> unfinished = state.unfinished();
    if (unfinished.isPresent()) {
      if (!unfinished.get().checksum().equals(checksum)) {
        throw unfinished(unfinished.get());
      }
      progress.report(
          new ProgressEvent.Notice("going on with migration " + unfinished.get().name()));
      return run(unfinished.get(), contract);
    }
    Optional<MigrationRow> latest =
        state.ifAny(j -> j.migrations().latest(plan.name(), checksum)).orElse(Optional.empty());
    if (latest.isPresent()) {
      switch (latest.get().state()) {
        case EXPANDED -> {
          return contract ? run(latest.get(), true) : outcome(latest.get());
        }
        case DONE -> {
          return outcome(latest.get());
        }
        case RUNNING, CONTRACTING, ABORTING, ABORTED -> {
          // Taken back: begun anew. The others would have been unfinished a moment ago.
        }
      }
    }
    Optional<MigrationRow> created = create(plan, checksum, Optional.empty());
    return created.isPresent() ? run(created.get(), contract) : start(plan, checksum, contract);
  }

  /**
   * Begins a migration and runs it up to CONTRACT, whatever was done before: for a caller that
   * keeps a history of its own.
   *
   * @param origin where the migration comes from: an event of kind {@link #ORIGIN}, there from the
   *     beginning
   * @throws MigrationException as {@link #start} does
   */
  public RunOutcome begin(Plan plan, String checksum, boolean contract, String origin) {
    JournalSchema.ensure(sessions(plan));
    Optional<MigrationRow> unfinished = state.unfinished();
    if (unfinished.isPresent()) {
      throw unfinished(unfinished.get());
    }
    Optional<MigrationRow> created = create(plan, checksum, Optional.of(origin));
    return created.isPresent()
        ? run(created.get(), contract)
        : begin(plan, checksum, contract, origin);
  }

  /** What a script's migration is known by: SHA-256 of the text as UTF-8, in hexadecimal. */
  public static String checksum(String sql) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(sql.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Empty if one has become unfinished since it was looked: another terminal was quicker, or the
   * server carries out the last wish of a process that is dead.
   */
  private Optional<MigrationRow> create(Plan plan, String checksum, Optional<String> origin) {
    List<MigrationRow> expanded =
        state.ifAny(j -> j.migrations().inState(MigrationState.EXPANDED)).orElse(List.of());
    Optional<Collisions.Collision> collision = Collisions.find(plan, expanded);
    if (collision.isPresent()) {
      throw new MigrationException(
          ErrorCode.UNFINISHED_MIGRATION,
          "migration %s awaits its contract on %s"
              .formatted(collision.get().other().name(), collision.get().table()),
          "Run 'instar contract' first.");
    }
    try {
      return state.ifAny(
          j -> {
            long id = j.migrations().create(plan, checksum);
            origin.ifPresent(text -> j.events().add(id, ORIGIN, text));
            return j.migrations().find(id).orElseThrow();
          });
    } catch (MigrationException e) {
      if (e.getCause() instanceof IntegrityConstraintViolationException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Goes on with the unfinished migration, which may be one that is being taken back; a paused one
   * goes on as well, here or where it runs.
   *
   * @param contract whether to remove the old shape at once as well
   * @throws MigrationException with USAGE if there is none, RUNNER_ACTIVE if it runs elsewhere
   */
  public RunOutcome resume(boolean contract) {
    MigrationRow row =
        state
            .unfinished()
            .orElseThrow(
                () ->
                    new MigrationException(
                        ErrorCode.USAGE,
                        "there is no unfinished migration to resume",
                        "See 'instar status'."));
    boolean paused = state.ifAny(j -> j.control().read(row.id()).paused()).orElse(false);
    if (paused) {
      state.ifAny(j -> unpause(j, row.id()));
    }
    try {
      return run(row, contract);
    } catch (MigrationException e) {
      if (paused && e.code() == ErrorCode.RUNNER_ACTIVE) {
        return new RunOutcome(
            row.id(), row.name(), row.state(), false, row.name() + " goes on where it runs.");
      }
      throw e;
    }
  }

  private static boolean unpause(Journal journal, long migration) {
    journal.control().paused(migration, false);
    journal.events().add(migration, "unpause", "unpaused");
    return true;
  }

  /**
   * Removes the old shape of an expanded migration.
   *
   * @param name which one, where several are expanded
   * @throws MigrationException with USAGE if there is none, UNFINISHED_MIGRATION if another one has
   *     to be finished first; and whatever stops a step
   */
  public RunOutcome contract(Optional<String> name) {
    Optional<MigrationRow> unfinished = state.unfinished();
    if (unfinished.isPresent()) {
      if (unfinished.get().state() == MigrationState.CONTRACTING
          && name.map(unfinished.get().name()::equals).orElse(true)) {
        return run(unfinished.get(), true);
      }
      throw unfinished(unfinished.get());
    }
    return run(state.expanded(name, "contract"), true);
  }

  /**
   * Takes the unfinished migration back, or an expanded one. A runner elsewhere is asked to do it,
   * and waited for; where there is none, or it dies, this process does it.
   *
   * @param name which one, where none is unfinished and several are expanded
   * @throws MigrationException with UNSAFE if there is no way back, saying how the database stands;
   *     USAGE if there is nothing to take back
   */
  public RunOutcome abort(Optional<String> name) {
    MigrationRow row = state.unfinished().orElseGet(() -> state.expanded(name, "abort"));
    if (name.isPresent() && !name.get().equals(row.name())) {
      throw unfinished(row);
    }
    refuse(row);
    state.ifAny(
        j -> {
          j.control().abort(row.id(), true);
          j.events().add(row.id(), "abort", "asked for");
          return true;
        });
    return guarded(
        row,
        () -> {
          boolean told = false;
          while (true) {
            try {
              return outcome(newRun(row).run(false));
            } catch (MigrationException e) {
              if (e.code() != ErrorCode.RUNNER_ACTIVE) {
                throw e;
              }
              if (!told) {
                progress.report(
                    new ProgressEvent.Notice("waiting for its runner: " + e.getMessage()));
                told = true;
              }
            }
            MigrationRow now = state.find(row.id()).orElseThrow();
            if (now.state() == MigrationState.ABORTED) {
              return outcome(now);
            }
            refuse(now);
            services.ticker().sleep(services.timing().look());
          }
        });
  }

  private void refuse(MigrationRow row) {
    state
        .ifAny(j -> AbortSequence.refusal(row, j.steps().of(row.id()), j.shadows().of(row.id())))
        .flatMap(refusal -> refusal)
        .ifPresent(
            refusal -> {
              throw refusal;
            });
  }

  /** How a migration stands: the unfinished one, or the last. */
  public Optional<MigrationStatus> status() {
    return state
        .unfinished()
        .or(() -> state.all().stream().findFirst())
        .flatMap(row -> state.status(row.id(), services.timing().expiry()));
  }

  /**
   * The plan of this script's migration, if it was begun and not taken back: what it has done
   * already stands in the way of planning it again.
   *
   * @param checksum of the script
   * @throws MigrationException with UNFINISHED_MIGRATION if another one has to be finished first
   */
  public Optional<Plan> begun(String checksum) {
    for (MigrationRow row : state.all()) {
      boolean same = row.checksum().equals(checksum);
      if (same && row.state() != MigrationState.ABORTED) {
        return Optional.of(row.plan());
      }
      if (!same && row.state().unfinished()) {
        throw unfinished(row);
      }
    }
    return Optional.empty();
  }

  /** Every migration of this database, the last one first. */
  public List<MigrationRow> list() {
    return state.all();
  }

  /**
   * Asks the run of this process to stop at the next safe point, and lets go of its lease; what was
   * begun can be resumed. From any thread; idempotent. The operation then returns a stopped
   * outcome.
   */
  public void stop() {
    stop.request();
  }

  private RunOutcome run(MigrationRow row, boolean contract) {
    return guarded(
        row,
        () -> {
          MigrationRow now = newRun(row).run(contract);
          return outcome(now).took(state.time(now).stream().toList());
        });
  }

  private Run newRun(MigrationRow row) {
    return new Run(row.id(), sessions(row.plan()), services, options, progress);
  }

  /** Lets {@link #stop} interrupt the operation, and tells what that came to. */
  private RunOutcome guarded(MigrationRow row, Stop.Operation operation) {
    try {
      return stop.during(operation);
    } catch (InterruptedException e) {
      MigrationState now = state.find(row.id()).map(MigrationRow::state).orElse(row.state());
      return new RunOutcome(
          row.id(),
          row.name(),
          now,
          true,
          now.unfinished()
              ? "Stopped. Migration %s is not finished; go on with 'instar resume', or take it back with 'instar abort'."
                  .formatted(row.name())
              : "Stopped. Migration %s is %s.".formatted(row.name(), now.text()));
    }
  }

  private Sessions sessions(Plan plan) {
    return new Sessions(settings, plan.timeZone(), plan.searchPath());
  }

  private static RunOutcome outcome(MigrationRow row) {
    String message =
        switch (row.state()) {
          case EXPANDED ->
              "Migration %s is expanded: the new shape is live. Remove the old one with 'instar contract'."
                  .formatted(row.name());
          case DONE -> "Migration %s is done.".formatted(row.name());
          case ABORTED -> "Migration %s was taken back.".formatted(row.name());
          case RUNNING, CONTRACTING, ABORTING ->
              "Migration %s is %s.".formatted(row.name(), row.state().text());
        };
    return new RunOutcome(row.id(), row.name(), row.state(), false, message);
  }

  private MigrationException unfinished(MigrationRow row) {
    return Unfinished.of(row, state.status(row.id(), services.timing().expiry()));
  }
}
