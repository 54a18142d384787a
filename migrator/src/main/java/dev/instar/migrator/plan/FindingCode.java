package dev.instar.migrator.plan;

import dev.instar.migrator.plan.Finding.Severity;
import java.util.Arrays;
import java.util.List;
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
  LOCK_KEPT(
      Severity.HAZARD,
      false,
      "As written in one transaction, the %s lock on %s that line %s takes is kept through this"
          + " statement, %s, and until the end.",
      "Put a COMMIT between them, or the statements into files of their own."),
  LOCK_ORDER(
      Severity.WARNING,
      false,
      "As written in one transaction, this locks %s and then %s: whoever uses %s and then %s"
          + " deadlocks with it.",
      "Put a COMMIT between them, or the statements into files of their own."),
  LOCKS_PARENT(
      Severity.WARNING,
      false,
      "This locks %s too, with %s.",
      "Expect statements on that table to wait for the same time."),
  LONG_WRITE(
      Severity.HAZARD,
      false,
      "As written, this writes rows of %s in one transaction: each stays locked until its end, %s,"
          + " and what it replaces cannot be cleaned up meanwhile.",
      ""),
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
      "No index begins with %s of %s: for each row of %s that is deleted, or whose key changes, the"
          + " whole table is read.",
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
  INDEX_COVERED(
      Severity.WARNING,
      true,
      "Index %s of %s begins with (%s) already: this index costs every write, and no query needs"
          + " it.",
      "Leave it out."),
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
  BATCH_TRIGGERS(
      Severity.WARNING,
      true,
      "The batches of %s fire its triggers: those for each row as ever, those for each statement"
          + " once a batch: %s.",
      "Check that they may run."),
  BATCHES_NOT_ATOMIC(
      Severity.INFO,
      true,
      "The rows of %s are written in many transactions: others see it half done, and each batch"
          + " sees rows, other tables and the clock as they are then. A row that is there from"
          + " beginning to end is met once, unless its key changes meanwhile.",
      ""),
  NO_UNDO(
      Severity.WARNING,
      true,
      "There is no way back: %s.",
      "Keep what is needed in a table of its own first."),
  DEFAULT_REJECTS(
      Severity.WARNING,
      true,
      "Until %s is attached, %s rejects the rows that belong there: they have no partition yet.",
      "Attach a partition before its rows come."),
  DELETE_CASCADES(
      Severity.WARNING,
      true,
      "Rows of %s go or change with those of %s, in the same transactions: foreign key %s is ON"
          + " DELETE %s.",
      "Delete or change them before, in a statement of its own, where there are many."),
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
  NOTHING_TO_DO(Severity.INFO, true, "Nothing to do: %s.", ""),
  ACCEPT_UNUSED(
      Severity.INFO,
      true,
      "This comment accepts %s, and there is no such finding here.",
      "Remove it; or put it directly before the statement that it is for."),
  OBJECT_UNKNOWN(
      Severity.WARNING,
      true,
      "What is known of %s may be wrong: %s could not be replayed (%s).",
      "Plan it on the server itself, with --url."),
  EVIDENCE_DISAGREES(
      Severity.WARNING,
      true,
      "What the server did with the statement is not what the rules say: %s.",
      "Believe the server, and please report this: a rule of Instar's is wrong, or its trial."),
  OPAQUE_STATEMENT(
      Severity.HAZARD,
      true,
      "Instar cannot see what this does: %s.",
      "It would run as written, in one transaction. Look at it yourself, then --accept"
          + " OPAQUE-STATEMENT."),
  DROP_BREAKS(
      Severity.WARNING,
      true,
      "Whoever still uses %s fails once it is dropped.",
      "It runs with `instar contract`, after the applications have moved."),
  MADE_ANEW(
      Severity.INFO, true, "%s is dropped and made anew without being missing in between.", ""),
  GRANTS_LOST(
      Severity.WARNING,
      true,
      "%s is made anew, and nothing that was granted on it comes back.",
      "CREATE OR REPLACE keeps it where that will do; or GRANT again, in the statement behind."),
  CONTENT_LOST(
      Severity.HAZARD,
      true,
      "%s begins anew: %s.",
      "Copy what is needed into the new one before; or --accept CONTENT-LOST."),
  MISSING_MEANWHILE(
      Severity.HAZARD,
      true,
      "There is no %s from here until the statement of line %s: what relies on it fails, or goes"
          + " on without it.",
      "Put the two statements one behind the other; or --accept MISSING-MEANWHILE."),
  CASCADE_DROPS(
      Severity.HAZARD,
      true,
      "CASCADE drops whatever uses %s as well.",
      "Drop that in statements of its own; or --accept CASCADE-DROPS."),
  TRUNCATES(
      Severity.HAZARD,
      true,
      "Every row of %s is gone at once, for those too who still read it.",
      "DELETE goes in batches; or --accept TRUNCATES."),
  KEYS_UNCHECKED(
      Severity.HAZARD,
      true,
      "Nobody checks the keys of %s while all its triggers are disabled, and nobody does later for"
          + " the rows that are written meanwhile.",
      "DISABLE TRIGGER USER leaves keys alone; or --accept KEYS-UNCHECKED."),
  LONG_TRANSACTION(
      Severity.WARNING,
      true,
      "This is one transaction for as long as it reads %s: what is replaced anywhere meanwhile"
          + " cannot be cleaned up.",
      "Run it when the server is quiet."),
  ROW_SECURITY_HIDES(
      Severity.WARNING,
      true,
      "From here on, whoever does not own %s sees only the rows that its policies show.",
      "Create the policies in statements before."),
  SETTING_LEFT_OUT(
      Severity.INFO,
      true,
      "%s is not needed: each step has a session of its own, with settings that suit it.",
      "");

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

  /** What somebody may have meant who wrote a code that there is not: a question, or empty. */
  public static Optional<String> didYouMean(String code) {
    List<String> near = Spelling.near(code, Arrays.stream(values()).map(FindingCode::code));
    return near.isEmpty()
        ? Optional.empty()
        : Optional.of("Did you mean " + String.join(" or ", near) + "?");
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
   * @param options whether the user accepted it
   * @param place where in the script
   * @param words for the {@code %s} of message and advice, in order
   */
  public Finding with(PlanOptions options, Place place, Object... words) {
    int inMessage = placeholders(message);
    Optional<String> accepted =
        options.accepted().contains(code()) ? Optional.of("--accept") : Optional.empty();
    return new Finding(
        code(),
        severity,
        fill(message, words, 0),
        fill(advice, words, inMessage),
        Optional.of(place),
        accepted);
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
