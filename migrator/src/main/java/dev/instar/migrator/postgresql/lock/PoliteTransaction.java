package dev.instar.migrator.postgresql.lock;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.Control;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.progress.ProgressEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Runs a transaction that needs table locks, so that the application hardly notices (I8). One
 * attempt:
 *
 * <ol>
 *   <li>Look who holds a conflicting lock. While that is somebody who has been at it for long, or
 *       will not yield at all, do not queue: whoever comes after us would wait behind us.
 *   <li>Send an autovacuum away: SHARE UPDATE EXCLUSIVE, waited for longer than {@code
 *       deadlock_timeout}, relation by relation, holding nothing else. Nobody who reads or writes
 *       waits behind that.
 *   <li>In one transaction take all locks in the fixed order, waiting in total for the budget at
 *       most, and always for less than {@code deadlock_timeout}: a deadlock with the application
 *       ends by our timeout before its own check makes it the victim. Then the work, then commit.
 * </ol>
 *
 * A failed attempt is rolled back and tried again after a pause, until the patience is over. Locks
 * that hinder neither readers nor writers (up to SHARE UPDATE EXCLUSIVE) are simply waited for
 * longer.
 */
public final class PoliteTransaction {
  /** A transaction open for so many budgets is not about to end within one. */
  private static final int STUBBORN_BUDGETS = 10;

  /** How often stubborn blockers are looked at, and how often they are reported. */
  private static final Duration LOOK = Duration.ofMillis(250);

  private static final Duration REPORT = Duration.ofSeconds(10);

  /** How much longer than the budget an instant statement may run under its lock. */
  private static final int GUARD_BUDGETS = 4;

  private static final int GUARD_TRIPS = 3;

  private final RunOptions options;
  private final Control control;
  private final Progress progress;
  private final Ticker ticker;
  private final Backoff backoff;

  public PoliteTransaction(
      RunOptions options,
      Control control,
      Progress progress,
      Ticker ticker,
      RandomGenerator random) {
    this.options = options;
    this.control = control;
    this.progress = progress;
    this.ticker = ticker;
    this.backoff =
        new Backoff(
            Duration.ofMillis(100),
            // A pause of ten budgets: at worst the application waits a tenth of the time.
            max(options.lockBudget().multipliedBy(STUBBORN_BUDGETS), Duration.ofMillis(100)),
            random);
  }

  /** As the context of a step says. */
  public static PoliteTransaction of(StepContext context, Ticker ticker, RandomGenerator random) {
    return new PoliteTransaction(
        context.options(), context.control(), context.progress(), ticker, random);
  }

  /** A part of the transaction. Called again in every attempt. */
  @FunctionalInterface
  public interface Body {
    void run(LockedSession session) throws SQLException, InterruptedException;
  }

  /**
   * What is to be run.
   *
   * @param claims the locks it takes; relations that do not exist yet are passed over
   * @param instant whether it should be done as soon as it has its locks; if so, and if they hinder
   *     readers or writers, a statement that takes much longer than the budget is cancelled
   * @param before runs before the locks are taken: the epoch's guard
   * @param under runs under the locks
   */
  public record Request(List<LockClaim> claims, boolean instant, Body before, Body under) {
    public Request {
      claims = List.copyOf(claims);
    }
  }

  /**
   * Runs the request to its commit.
   *
   * @param connection in autocommit mode, and so again afterwards
   * @throws MigrationException with LOCK_NOT_AVAILABLE when the patience is over, or what {@link
   *     Control#check} throws
   * @throws SQLException as the statements do; after a lost connection the outcome is unknown
   */
  public void run(Connection connection, Request request)
      throws SQLException, InterruptedException {
    LockAttempt attempt =
        new LockAttempt(connection, ticker, options.lockBudget(), guard(), control);
    long begun = ticker.nanos();
    long reported = 0;
    int attempts = 0;
    int guardTrips = 0;
    List<Blocker> lastBlockers = List.of();
    while (true) {
      control.check();
      List<LockTarget> targets = LockTarget.of(connection, request.claims());
      List<Blocker> blockers = LockTarget.blockers(connection, targets);
      boolean stubborn = blockers.stream().anyMatch(this::stubborn);
      if (!stubborn) {
        attempts++;
        boolean evict = blockers.stream().anyMatch(b -> b.kind() == Blocker.Kind.AUTOVACUUM);
        switch (attempt.run(request, targets, evict)) {
          case COMMITTED -> {
            return;
          }
          case TOO_SLOW -> {
            if (++guardTrips == GUARD_TRIPS) {
              throw notInstant(targets);
            }
          }
          case LOCKED_OUT -> {
            // Below: who was it, and may we wait for longer?
          }
        }
        blockers = LockTarget.blockers(connection, targets);
      }
      lastBlockers = blockers.isEmpty() ? lastBlockers : blockers;
      long now = ticker.nanos();
      if (now - begun >= options.lockPatience().toNanos()) {
        throw notAvailable(targets, lastBlockers);
      }
      if (!stubborn || reported == 0 || now - reported >= REPORT.toNanos()) {
        reported = now;
        progress.report(new ProgressEvent.Notice(waiting(targets, blockers, attempts)));
      }
      ticker.sleep(stubborn ? LOOK : backoff.next());
    }
  }

  private boolean stubborn(Blocker blocker) {
    return switch (blocker.kind()) {
      case PREPARED, WRAPAROUND_VACUUM -> true;
      case AUTOVACUUM -> false;
      case SESSION ->
          blocker
              .age()
              .filter(age -> age.compareTo(options.lockBudget().multipliedBy(STUBBORN_BUDGETS)) > 0)
              .isPresent();
    };
  }

  private static String waiting(List<LockTarget> targets, List<Blocker> blockers, int attempts) {
    return "waiting for %s (%d %s so far): %s"
        .formatted(
            names(targets),
            attempts,
            attempts == 1 ? "attempt" : "attempts",
            blockers.isEmpty() ? "busy" : describe(blockers));
  }

  private MigrationException notAvailable(List<LockTarget> targets, List<Blocker> blockers) {
    return new MigrationException(
        ErrorCode.LOCK_NOT_AVAILABLE,
        "could not get %s within %d s%s"
            .formatted(
                names(targets),
                options.lockPatience().toSeconds(),
                blockers.isEmpty() ? "" : ": held up by " + describe(blockers)),
        blockers.stream().anyMatch(b -> b.kind() == Blocker.Kind.PREPARED)
            ? "End the prepared transaction, then run 'instar resume'."
            : "Wait until it has ended, or end it with pg_terminate_backend; then run 'instar"
                + " resume'.");
  }

  private MigrationException notInstant(List<LockTarget> targets) {
    return new MigrationException(
        ErrorCode.LOCK_NOT_AVAILABLE,
        "a statement that should be instant ran for more than %d ms under %s and was cancelled, %d times"
            .formatted(guard().toMillis(), names(targets), GUARD_TRIPS),
        "Run 'instar resume' when the server is less busy, or with a larger --lock-budget.");
  }

  private static String names(List<LockTarget> targets) {
    return targets.isEmpty()
        ? "a lock"
        : targets.stream().map(LockTarget::describe).collect(Collectors.joining(" and "));
  }

  private static String describe(List<Blocker> blockers) {
    return blockers.stream().limit(5).map(Blocker::describe).collect(Collectors.joining("; "))
        + (blockers.size() > 5 ? "; and " + (blockers.size() - 5) + " more" : "");
  }

  private Duration guard() {
    return max(options.lockBudget().multipliedBy(GUARD_BUDGETS), Duration.ofSeconds(1));
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
