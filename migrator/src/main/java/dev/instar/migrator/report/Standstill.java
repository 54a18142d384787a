package dev.instar.migrator.report;

import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * For how long the application waits for work that is done under a lock. A lock for a moment counts
 * for nothing.
 *
 * @param reads plain SELECTs
 * @param writes INSERT, UPDATE and DELETE
 * @param rows UPDATE and DELETE of rows that one long transaction writes
 */
public record Standstill(
    Optional<Duration> reads, Optional<Duration> writes, Optional<Duration> rows) {
  private static final Optional<Duration> NONE = Optional.of(Duration.ZERO);

  /** Of these, one after the other. */
  private static Standstill of(Stream<Effect> effects) {
    List<Effect> some = effects.toList();
    return new Standstill(
        blocked(some, lock -> lock.mode().blocksReads()),
        blocked(some, lock -> lock.mode().blocksWrites()),
        NONE);
  }

  /** Of statements as they are written, in the transactions that they are written in. */
  public static Standstill asWritten(Collection<StatementPlan> statements) {
    List<Effect> effects = statements.stream().map(StatementPlan::asWritten).toList();
    Standstill held = of(effects.stream());
    return new Standstill(held.reads(), held.writes(), longest(effects));
  }

  /**
   * For how long a row stays locked at most: from the statement that writes it to its transaction's
   * end. Empty if that is not known.
   */
  private static Optional<Duration> longest(List<Effect> effects) {
    Optional<Duration> longest = NONE;
    List<Estimate> sinceWritten = new ArrayList<>();
    for (Effect effect : effects) {
      if (effect.kept().isEmpty()) {
        sinceWritten.clear();
      }
      if (effect.work() == Work.BATCHED_WRITE || !sinceWritten.isEmpty()) {
        sinceWritten.add(effect.estimate());
        longest = longer(longest, Quantities.sum(sinceWritten.stream()));
      }
    }
    return longest;
  }

  private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
    return one.flatMap(a -> other.map(b -> a.compareTo(b) >= 0 ? a : b));
  }

  /** Of steps, which write rows in short transactions. */
  public static Standstill ofSteps(Stream<Step> steps) {
    return of(steps.map(s -> new Effect(s.locks(), s.work(), s.estimate(), "", List.of())));
  }

  /** A rewrite holds its lock while it works; an online copy takes it at the end, for the swap. */
  public static boolean worksUnderItsLock(Work work) {
    return switch (work) {
      case SCAN, REWRITE, INDEX_BUILD -> true;
      case INSTANT, BATCHED_WRITE, ONLINE_COPY -> false;
    };
  }

  /** Whether nobody waits for longer than a moment. */
  public boolean isNone() {
    return writes.equals(NONE) && !locksRows();
  }

  /** Whether no table is closed to writers for longer than a moment. */
  public boolean locksNoTable() {
    return writes.equals(NONE);
  }

  /** Whether readers wait for no longer than a moment. */
  public boolean isOfWritesOnly() {
    return reads.equals(NONE);
  }

  /** Whether a row that is written stays locked for longer than a moment, and than tables are. */
  public boolean locksRows() {
    return rows.filter(known -> known.toMillis() < 1_000).isEmpty()
        && (rows.isEmpty() || writes.filter(w -> w.compareTo(rows.get()) >= 0).isEmpty());
  }

  /** Such as {@code blocks reads and writes for about 25 s}. */
  public String words() {
    if (isNone()) {
      return "blocks the application for moments only";
    }
    String locked =
        locksRows() ? "keeps rows that it writes locked for " + Quantities.about(rows) : "";
    if (locksNoTable()) {
      return locked;
    }
    return ofTables() + (locked.isEmpty() ? "" : "; " + locked);
  }

  private String ofTables() {
    if (isOfWritesOnly()) {
      return "blocks writes for " + Quantities.about(writes);
    }
    return Quantities.about(reads).equals(Quantities.about(writes))
        ? "blocks reads and writes for " + Quantities.about(writes)
        : "blocks reads for "
            + Quantities.about(reads)
            + " and writes for "
            + Quantities.about(writes);
  }

  private static Optional<Duration> blocked(List<Effect> effects, Predicate<LockClaim> blocking) {
    return Quantities.sum(
        effects.stream().filter(effect -> blocks(effect, blocking)).map(Effect::estimate));
  }

  private static boolean blocks(Effect effect, Predicate<LockClaim> blocking) {
    return (worksUnderItsLock(effect.work()) && effect.locks().stream().anyMatch(blocking))
        || (effect.work() != Work.INSTANT && effect.kept().stream().anyMatch(blocking));
  }
}
