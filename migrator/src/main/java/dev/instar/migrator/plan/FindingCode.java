package dev.instar.migrator.plan;

import dev.instar.migrator.plan.Finding.Severity;
import java.util.Optional;

/**
 * Every finding there is: its stable code, how bad it is, whether it stands even when Instar
 * carries the statement out, and its words. {@code %s} in the words is filled in order. Codes are
 * never reused or renamed.
 */
public enum FindingCode {
  // What the statement would do as written. Instar's own steps avoid these.
  LOCK_REWRITE(
      Severity.HAZARD,
      false,
      "As written, this rewrites %s and its indexes under %s: reads and writes wait for %s.",
      ""),
  LOCK_SCAN(
      Severity.HAZARD,
      false,
      "As written, this reads every row of %s under %s: %s wait for %s.",
      ""),
  LOCK_INDEX_BUILD(
      Severity.HAZARD,
      false,
      "As written, this builds an index on %s under %s: %s wait for %s.",
      ""),
  LOCKS_PARENT(
      Severity.WARNING,
      false,
      "This locks %s too, with %s.",
      "Expect statements on that table to wait for the same time."),
  FAILS_AS_WRITTEN(Severity.WARNING, false, "As written, the server refuses this: %s.", ""),

  // What remains to be known when Instar carries it out.
  RENAME_BREAKS(
      Severity.HAZARD,
      true,
      "Whoever still uses %s fails from the moment of the rename.",
      "Add the new name, move the applications, remove the old one later; or --accept"
          + " RENAME-BREAKS."),
  DROP_COLUMN_BREAKS(
      Severity.WARNING,
      true,
      "Whoever still uses column %s fails once it is dropped; its values are gone.",
      "It runs with `instar contract`, after the applications have moved."),
  DROP_INDEX_SLOWS(
      Severity.WARNING,
      true,
      "Queries that rely on index %s become slower.",
      "It runs with `instar contract`. Look at idx_scan in pg_stat_user_indexes first."),
  NO_WAY_BACK(
      Severity.WARNING,
      true,
      "No way back after the swap of %s: the old table is kept, but gets no later writes.",
      "Try the new shape on a copy first."),
  CACHED_PLAN(
      Severity.INFO,
      true,
      "Prepared statements that select every column of %s fail once with \"cached plan must not"
          + " change result type\".",
      "Most drivers prepare again by themselves; name the columns to be safe."),
  STANDBY_REPLAY(
      Severity.INFO,
      true,
      "Standbys replay the ACCESS EXCLUSIVE lock on %s: readers there wait, or are cancelled.",
      ""),
  STATISTICS_LOST(
      Severity.WARNING,
      true,
      "The statistics of %s vanish with the change; queries may get bad plans until ANALYZE is"
          + " done.",
      "ANALYZE follows at once."),
  SEQUENCE_NARROW(
      Severity.WARNING,
      true,
      "Sequence %s stays %s and ends at %s, although the column becomes %s.",
      "ALTER SEQUENCE %s AS %s;"),
  FK_NO_INDEX(
      Severity.WARNING,
      true,
      "No index begins with %s of %s: each DELETE in %s reads the whole table.",
      "CREATE INDEX ON %s (%s);"),
  FK_TYPE_DIFFERS(
      Severity.WARNING,
      true,
      "Foreign key %s of %s refers to %s; its own column keeps its type.",
      "Change the referring column as well before its values run out."),
  CONCURRENT_WAITS(
      Severity.INFO,
      true,
      "The build of index %s waits for every transaction that is older than it.",
      "Look for long transactions first."),
  DUPLICATES_STOP(
      Severity.INFO,
      true,
      "Rows of %s that are equal in (%s) stop the migration.",
      "SELECT %s, count(*) FROM %s GROUP BY %s HAVING count(*) > 1;"),
  VIOLATIONS_STOP(
      Severity.INFO,
      true,
      "Rows of %s that violate %s stop the migration when they are found.",
      ""),
  INVALID_INDEX(
      Severity.WARNING,
      true,
      "Index %s is INVALID, left by a build that failed.",
      "It is dropped and built anew."),
  BACKFILL_TRIGGERS(
      Severity.WARNING,
      true,
      "The backfill of %s fires its UPDATE triggers for every row: %s.",
      "Check that they may run."),
  VIEWS_RECREATED(Severity.INFO, true, "%s is dropped and made anew inside the swap.", ""),
  WAL_LEVEL(
      Severity.WARNING,
      true,
      "wal_level is %s; the change stream of a shadow table needs logical.",
      "Set wal_level = logical and restart the server."),
  REBUILT_TWICE(
      Severity.WARNING,
      true,
      "An earlier statement of this file rebuilds %s as well: it is copied twice.",
      "Put both changes into one ALTER TABLE."),
  SUBSCRIBERS_REFRESH(
      Severity.WARNING,
      true,
      "Publication %s has %s: after the swap its subscribers need a refresh.",
      "ALTER SUBSCRIPTION … REFRESH PUBLICATION;"),
  TRANSACTION_REPLACED(
      Severity.INFO,
      true,
      "%s is not needed: the steps need several transactions, and Instar makes them.",
      ""),
  NOTHING_TO_DO(Severity.INFO, true, "Nothing to do: %s.", "");

  private final Severity severity;
  private final boolean remains;
  private final String message;
  private final String advice;

  FindingCode(Severity severity, boolean remains, String message, String advice) {
    this.severity = severity;
    this.remains = remains;
    this.message = message;
    this.advice = advice;
  }

  /** The code as users write it, such as {@code LOCK-REWRITE}. */
  public String code() {
    return name().replace('_', '-');
  }

  /** The code of that spelling. */
  public static Optional<FindingCode> of(String code) {
    for (FindingCode finding : values()) {
      if (finding.code().equals(code)) {
        return Optional.of(finding);
      }
    }
    return Optional.empty();
  }

  public Severity severity() {
    return severity;
  }

  /**
   * Whether it stands when Instar carries the statement out; false for what its steps avoid. A
   * hazard that stands keeps {@code migrate} from beginning unless it was accepted.
   */
  public boolean remains() {
    return remains;
  }

  /**
   * The finding itself.
   *
   * @param options whether the user accepted it, which makes a hazard a warning
   * @param words for the {@code %s} of message and advice, in order
   */
  public Finding with(PlanOptions options, Object... words) {
    int inMessage = placeholders(message);
    Severity effective =
        severity == Severity.HAZARD && options.accepted().contains(code())
            ? Severity.WARNING
            : severity;
    return new Finding(code(), effective, fill(message, words, 0), fill(advice, words, inMessage));
  }

  private static int placeholders(String text) {
    return text.split("%s", -1).length - 1;
  }

  private static String fill(String text, Object[] words, int first) {
    String[] parts = text.split("%s", -1);
    StringBuilder filled = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      filled.append(words[first + i - 1]).append(parts[i]);
    }
    return filled.toString();
  }
}
