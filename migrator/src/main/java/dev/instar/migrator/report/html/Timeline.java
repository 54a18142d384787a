package dev.instar.migrator.report.html;

import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.report.Quantities;
import dev.instar.migrator.report.Standstill;
import dev.instar.migrator.schema.TableName;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who waits when, while pieces of work run one after the other.
 *
 * @param spans the pieces, in order
 */
record Timeline(List<Span> spans) {
  Timeline {
    spans = List.copyOf(spans);
  }

  /** The statement as it is written: one piece. */
  static Timeline asWritten(StatementPlan statement) {
    Effect effect = statement.asWritten();
    return new Timeline(
        List.of(
            new Span(
                "as written",
                effect.estimate().duration(),
                false,
                whileKept(
                    effect,
                    waits(
                        effect.locks(),
                        lengthAsWritten(effect.work()),
                        rows(effect.work(), Length.ROWS))))));
  }

  /** A lock that was taken before is there all the time. */
  private static Map<Waiter, Wait> whileKept(Effect effect, Map<Waiter, Wait> waits) {
    if (effect.work() != Work.INSTANT) {
      for (Waiter waiter : Waiter.values()) {
        Wait own = waits.get(waiter);
        Set<TableName> tables =
            new LinkedHashSet<>(own.length() == Length.ALL_THE_TIME ? own.tables() : List.of());
        Wait kept = wait(effect.kept(), waiter::waitsFor, Length.ALL_THE_TIME);
        if (tables.addAll(kept.tables())) {
          waits.put(waiter, new Wait(Length.ALL_THE_TIME, List.copyOf(tables)));
        }
      }
    }
    return waits;
  }

  /** One step. */
  static Span span(Step step) {
    // Nobody uses the table that a swap retained.
    boolean unused = step.action() instanceof StepAction.DropRetained;
    return new Span(
        step.id(),
        step.estimate().duration(),
        step.phase() == Phase.CONTRACT,
        waits(
            unused ? List.of() : step.locks(),
            length(step.work()),
            rows(step.work(), Length.ROWS_A_MOMENT)));
  }

  /** Instar's steps. */
  static Timeline withInstar(List<Step> steps) {
    return new Timeline(steps.stream().map(Timeline::span).toList());
  }

  /**
   * Who waits for a holder of locks.
   *
   * @param length for how long
   * @param rows for how long those wait who write the same rows, if rows are written
   */
  private static Map<Waiter, Wait> waits(List<LockClaim> locks, Length length, Length rows) {
    Map<Waiter, Wait> waits = new EnumMap<>(Waiter.class);
    for (Waiter waiter : Waiter.values()) {
      waits.put(waiter, wait(locks, waiter::waitsFor, length));
    }
    if (waits.get(Waiter.WRITES).tables().isEmpty()) {
      waits.put(Waiter.WRITES, wait(locks, mode -> mode == LockMode.ROW_EXCLUSIVE, rows));
    }
    return waits;
  }

  private static Wait wait(List<LockClaim> locks, Predicate<LockMode> which, Length length) {
    List<TableName> tables =
        locks.stream().filter(l -> which.test(l.mode())).map(LockClaim::relation).toList();
    return tables.isEmpty() || length == Length.NOT ? Wait.NONE : new Wait(length, tables);
  }

  /** Without a time-out everybody waits behind a statement that waits for its lock. */
  private static Length lengthAsWritten(Work work) {
    Length length = length(work);
    return length == Length.MOMENT ? Length.MOMENT_AND_QUEUE : length;
  }

  private static Length length(Work work) {
    if (work == Work.ONLINE_COPY) {
      return Length.MOMENT_AT_THE_END;
    }
    return Standstill.worksUnderItsLock(work) ? Length.ALL_THE_TIME : Length.MOMENT;
  }

  /** Rows stay locked until the transaction ends that has written them: a batch, or all. */
  private static Length rows(Work work, Length length) {
    return work == Work.BATCHED_WRITE ? length : Length.NOT;
  }

  /** How long all of it takes, as far as is known, without what is left for later. */
  Duration duration() {
    return spans.stream()
        .filter(span -> !span.later())
        .flatMap(span -> span.duration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * A piece of work.
   *
   * @param label what it is called
   * @param duration about how long it takes; empty where nobody knows
   * @param later whether it runs another day, by {@code instar contract}
   * @param waits how long who waits, for each who might
   */
  record Span(String label, Optional<Duration> duration, boolean later, Map<Waiter, Wait> waits) {
    Span {
      waits = Map.copyOf(waits);
    }
  }

  /**
   * How long somebody waits.
   *
   * @param tables on which tables
   */
  record Wait(Length length, List<TableName> tables) {
    static final Wait NONE = new Wait(Length.NOT, List.of());

    Wait {
      tables = List.copyOf(tables);
    }

    /**
     * In words, such as {@code wait about 25 s}.
     *
     * @param duration of the piece of work
     */
    String words(Optional<Duration> duration) {
      return switch (length) {
        case NOT -> "go on";
        case MOMENT -> "wait a moment";
        case MOMENT_AND_QUEUE -> "wait a moment, and as long as it waits for its lock";
        case MOMENT_AT_THE_END -> "wait a moment at the end";
        case ROWS_A_MOMENT -> "of the same rows wait a moment";
        case ROWS -> "of the same rows wait " + Quantities.about(duration);
        case ALL_THE_TIME ->
            duration.filter(known -> known.toMillis() < 1_000).isPresent()
                ? "wait a moment"
                : "wait " + Quantities.about(duration);
      };
    }
  }

  /** For which part of a piece of work. */
  enum Length {
    NOT,
    MOMENT,
    /** And as long as the lock itself is waited for. */
    MOMENT_AND_QUEUE,
    /** The lock of a swap is taken when the copy is complete. */
    MOMENT_AT_THE_END,
    /** Those who write the same rows, and no others, for the length of a batch. */
    ROWS_A_MOMENT,
    /** Likewise, until the end. */
    ROWS,
    ALL_THE_TIME;

    /** The style's class. */
    String style() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Who may have to wait. */
  enum Waiter {
    READS("Reads"),
    WRITES("Writes"),
    /** And VACUUM and ANALYZE: the application does not notice. */
    SCHEMA_CHANGES("Schema changes"),
    /** A standby replays ACCESS EXCLUSIVE, and no other level. */
    STANDBY_READS("Standby reads");

    private final String words;

    Waiter(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    /** The style's class. */
    String style() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean waitsFor(LockMode mode) {
      return switch (this) {
        case READS -> mode.blocksReads();
        case WRITES -> mode.blocksWrites();
        case SCHEMA_CHANGES -> mode.blocksDdl();
        case STANDBY_READS -> mode == LockMode.ACCESS_EXCLUSIVE;
      };
    }
  }
}
