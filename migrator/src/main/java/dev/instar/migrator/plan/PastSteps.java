package dev.instar.migrator.plan;

import dev.instar.migrator.schema.Speeds;
import dev.instar.migrator.schema.Speeds.Kind;
import dev.instar.migrator.schema.Speeds.Speed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The speeds that earlier steps show: of each kind of work the median of the last few. Pure.
 *
 * <p>A step shows one only where its time was its work's, and how much work that was is known:
 *
 * <ul>
 *   <li>It took long enough. A rebuild spends a second or two on what does not grow with the table
 *       (slot, rehearsal, swap), and has to have taken ten times as long as others.
 *   <li>A validation reads one table. That of a foreign key looks into another one for each row,
 *       and VACUUM, which passes over pages, is no such reading either.
 *   <li>A batched write wrote at least half of the rows that it went over. Otherwise it shows how
 *       fast rows are passed over.
 * </ul>
 *
 * What is never run has no speed here: blocking rewrites and index builds, and writes of a whole
 * table in one transaction.
 */
public final class PastSteps {
  private static final int LAST = 5;
  private static final int SIGNIFICANT = 1_000;

  private final Duration least;

  /**
   * @param least how long a step has to have taken to mean something
   */
  public PastSteps(Duration least) {
    this.least = least;
  }

  /** What these show, the last one first. */
  public Speeds speeds(List<PastStep> steps) {
    Map<Kind, List<Speed>> shown = new EnumMap<>(Kind.class);
    for (PastStep past : steps) {
      Optional<Kind> kind = kind(past.step());
      if (kind.isPresent() && past.took().compareTo(least(kind.get())) >= 0) {
        long perSecond = perSecond(extent(kind.get(), past), past.took());
        List<Speed> of = shown.computeIfAbsent(kind.get(), k -> new ArrayList<>());
        if (perSecond > 0 && of.size() < LAST) {
          of.add(new Speed(perSecond, past.on()));
        }
      }
    }
    Map<Kind, Speed> speeds = new EnumMap<>(Kind.class);
    shown.forEach((kind, of) -> median(of).ifPresent(median -> speeds.put(kind, median)));
    return new Speeds(speeds);
  }

  private static Optional<Kind> kind(Step step) {
    return switch (step.action()) {
      case StepAction.Execute e ->
          step.work() == Work.SCAN && readsOneTable(step)
              ? Optional.of(Kind.SCAN)
              : Optional.empty();
      case StepAction.BuildIndex b -> Optional.of(Kind.ONLINE_INDEX_BUILD);
      case StepAction.Rebuild r -> Optional.of(Kind.COPY);
      case StepAction.Backfill b -> Optional.of(Kind.BACKFILL);
      case StepAction.BatchedWrite b -> Optional.of(Kind.BACKFILL);
      case StepAction.DropIndex d -> Optional.empty();
      case StepAction.DetachPartition d -> Optional.empty();
      case StepAction.Autonomous a -> Optional.empty();
      case StepAction.Analyze a -> Optional.empty();
      case StepAction.DropRetained d -> Optional.empty();
    };
  }

  /** VALIDATE CONSTRAINT has this lock, and of a foreign key one more. */
  private static boolean readsOneTable(Step step) {
    return step.locks().size() == 1
        && step.locks().getFirst().mode() == LockMode.SHARE_UPDATE_EXCLUSIVE;
  }

  private Duration least(Kind kind) {
    return kind == Kind.COPY ? least.multipliedBy(10) : least;
  }

  /** How many bytes or rows; 0 where that is not known. */
  private static long extent(Kind kind, PastStep past) {
    Estimate estimate = past.step().estimate();
    return switch (kind) {
      case SCAN -> estimate.bytes();
      case ONLINE_INDEX_BUILD -> estimate.rows();
      case COPY -> past.rows().orElse(estimate.rows());
      case BACKFILL ->
          past.rows().filter(rows -> estimate.rows() > 0 && rows >= estimate.rows() / 2).orElse(0L);
    };
  }

  /** In three significant digits: more would be an accident. */
  private static long perSecond(long extent, Duration took) {
    long speed = (long) (extent * 1_000.0 / Math.max(1, took.toMillis()));
    long unit = 1;
    while (speed / unit >= SIGNIFICANT) {
      unit *= 10;
    }
    return speed / unit * unit;
  }

  /** Of an even number the slower one in the middle; the day is the last one's. */
  private static Optional<Speed> median(List<Speed> speeds) {
    if (speeds.isEmpty()) {
      return Optional.empty();
    }
    List<Long> sorted = speeds.stream().map(Speed::perSecond).sorted().toList();
    return Optional.of(new Speed(sorted.get((sorted.size() - 1) / 2), speeds.getFirst().on()));
  }
}
