package dev.instar.migrator.report;

import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Strategy;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** The words for a plan's terms, the same in every report. */
public final class Wording {
  private Wording() {}

  public static String of(Strategy strategy) {
    return switch (strategy) {
      case INSTANT -> "instant";
      case NATIVE_ONLINE -> "native online";
      case SHADOW_TABLE -> "shadow table";
      case BATCHED_WRITE -> "batched write";
      case REFUSE -> "refused";
      case UNKNOWN -> "not known";
    };
  }

  /** Why one would choose it. */
  public static String explain(Strategy strategy) {
    return switch (strategy) {
      case INSTANT -> "Changes the catalog only; the lock is short, and is retried.";
      case NATIVE_ONLINE -> "The server can do this online, in several steps.";
      case SHADOW_TABLE ->
          "The server would rewrite the table under a lock. Instead, the new shape is built"
              + " beside it while it is in use, verified, and swapped in.";
      case BATCHED_WRITE -> "Many rows change; they change in small throttled transactions.";
      case REFUSE -> "Instar knows no safe way to do this.";
      case UNKNOWN -> "What it works on is not known here; a plan on the server says more.";
    };
  }

  public static String of(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  public static String of(Finding.Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  public static String of(Work work) {
    return switch (work) {
      case INSTANT -> "changes the catalog only";
      case SCAN -> "reads every row";
      case REWRITE -> "writes the table and its indexes anew";
      case INDEX_BUILD -> "reads every row and builds an index";
      case BATCHED_WRITE -> "writes rows where they are";
      case ONLINE_COPY -> "copies the table while it is in use";
    };
  }

  /** The work and its extent: {@code reads every row: 12.3 million rows, 1.4 GB}. */
  public static String work(Work work, Estimate estimate) {
    StringJoiner extent = new StringJoiner(", ", ": ", "").setEmptyValue("");
    if (estimate.rows() > 0) {
      extent.add(Quantities.rows(estimate.rows()));
    }
    if (estimate.bytes() > 0) {
      extent.add(Quantities.bytes(estimate.bytes()));
    }
    return of(work) + extent;
  }

  /** How long, and how that is known: {@code about 25 s (…)}, {@code size unknown}. */
  public static String time(Estimate estimate) {
    if (estimate.duration().isEmpty()) {
      return estimate.basis();
    }
    String about = Quantities.about(estimate.duration());
    return estimate.basis().isEmpty() ? about : about + " (" + estimate.basis() + ")";
  }

  /** Such as {@code ACCESS EXCLUSIVE on public.orders, SHARE on public.customers}. */
  public static String locks(List<LockClaim> locks) {
    return locks.isEmpty()
        ? "none"
        : locks.stream()
            .map(lock -> lock.mode().sql() + " on " + lock.relation())
            .collect(Collectors.joining(", "));
  }

  /** The locks, and what waits for them. */
  public static String locksAndBlocks(List<LockClaim> locks) {
    return locks.isEmpty() ? "none" : locks(locks) + " (blocks " + blocks(locks) + ")";
  }

  /** The strongest of them, and how many others there are. */
  public static String worstLock(List<LockClaim> locks) {
    return locks.stream()
        .max(Comparator.comparing(LockClaim::mode))
        .map(worst -> locks(List.of(worst)) + others(locks.size() - 1))
        .orElse("none");
  }

  private static String others(int count) {
    return count == 0 ? "" : " and " + number(count, "other");
  }

  /** Where a finding is, if it is not about its statement from the first word on. */
  public static Optional<String> placeWithin(StatementPlan statement, Finding finding) {
    return finding
        .place()
        .filter(p -> p.line() != statement.line() || p.column() != statement.column())
        .map(p -> "line " + p.line() + ", column " + p.column());
  }

  /** Words that end in a full stop, or in what stands for one. */
  public static String sentence(String words) {
    return words.isEmpty() || ".!?:;…".indexOf(words.charAt(words.length() - 1)) >= 0
        ? words
        : words + ".";
  }

  /** A statement in one line of at most so many characters. */
  public static String shortened(String statement, int charactersMax) {
    String line = statement.strip().replaceAll("\\s+", " ");
    if (line.codePointCount(0, line.length()) <= charactersMax) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, charactersMax)) + " …";
  }

  /** What the strongest of these locks keeps waiting, such as {@code reads, writes and DDL}. */
  public static String blocks(List<LockClaim> locks) {
    Blocks blocks = Blocks.of(locks);
    if (blocks.reads()) {
      return "reads, writes and DDL";
    }
    if (blocks.writes()) {
      return "writes and DDL";
    }
    return blocks.ddl() ? "DDL only" : "nothing";
  }

  public static String of(Undo undo) {
    return switch (undo) {
      case Undo.Sql sql -> String.join("; ", sql.statements());
      case Undo.Autonomous autonomous -> autonomous.statement();
      case Undo.DropShadow shadow -> "drop the shadow; the table itself was never touched";
      case Undo.Nothing nothing -> withReason("nothing to take back", nothing.reason());
      case Undo.Impossible impossible -> withReason("no way back", impossible.reason());
    };
  }

  private static String withReason(String what, String reason) {
    return reason.isEmpty() ? what : what + ": " + reason;
  }

  /** {@code 1 step}, {@code 2 steps}; there is more information, not more informations. */
  public static String number(long count, String noun) {
    return count + " " + noun + (count == 1 || noun.equals("info") ? "" : "s");
  }
}
